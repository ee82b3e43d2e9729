"""The name of a stranger's file as pages, jobs and the journal may tell it."""

from __future__ import annotations

from bancheng.ground.codes import scrub
from bancheng.ground.files.names import suffix_of
from bancheng.ground.journal.rules import refuse_numbers
from bancheng.ground.journal.types import PersonalNumber


def told_name(name: str, *, untold: str) -> str:
    """Personal numbers masked; `untold` with the ending of the file where a mask does not reach one."""
    masked = scrub(name)[-200:]
    try:
        refuse_numbers(masked)
    except PersonalNumber:
        return untold if suffix_of(untold) else f"{untold}{suffix_of(name)}"
    return masked
