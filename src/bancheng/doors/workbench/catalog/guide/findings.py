"""What is wrong with a guide, beside its field: the sentence, the article it stands on, how to mend it, the words marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bancheng.registers.catalog.types import Fault

AROUND = 12
"""Characters shown on either side of a marked phrase."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault as a page shows it. `sentence` is "" where an error of the form says it already.

    `before`, `phrase` and `after` are the place in the author's own words; all "" where nothing is to be marked.
    """

    sentence: str
    blocks: bool
    article: str = ""
    mend: str = ""
    before: str = ""
    phrase: str = ""
    after: str = ""


def finding(fault: Fault, text: str = "", *, told: bool = False) -> Finding:
    """The finding of a fault; `text` is what stands where it points."""
    before, mark, after = text.partition(fault.phrase) if fault.phrase else ("", "", "")
    return Finding(
        sentence="" if told else fault.sentence,
        blocks=fault.blocks,
        article=fault.article,
        mend=fault.mend,
        before=_shortened(before, first=True) if mark else "",
        phrase=fault.phrase,
        after=_shortened(after) if mark else "",
    )


def text_at(body: Mapping[str, Any], path: str) -> str:
    """What stands where a fault points, to mark the phrase in it; "" where that is no text."""
    found: Any = body
    for name in path.split("."):
        if isinstance(found, Mapping):
            found = found.get(name)
        elif isinstance(found, list) and name.isascii() and name.isdigit() and len(name) < 6:
            found = found[int(name)] if int(name) < len(found) else None
    return found if isinstance(found, str) else ""


def beside(form: Any, field: str, fault: Fault, text: str = "", *, told: bool = False) -> None:
    """Lay the finding beside a field of the form ("": the form as a whole); the template shows it there."""
    place = form.fields[field] if field else form
    place.findings = [*getattr(place, "findings", ()), finding(fault, text, told=told)]


def _shortened(text: str, *, first: bool = False) -> str:
    if len(text) <= AROUND:
        return text
    return f"…{text[-AROUND:]}" if first else f"{text[:AROUND]}…"
