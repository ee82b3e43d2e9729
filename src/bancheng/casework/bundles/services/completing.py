"""A member that is held for want of something, completed at the window: one that was added, begun again, or lacks a fact.

Who applies completes it on the pages of its case. The window has no right on the draft of another organ: it is lent here,
for this member and as long as it is held (settled 15). `resubmit` hands it in.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.types import Problem
from bancheng.ground.access import Actor
from bancheng.ground.files.storage import Readable
from bancheng.ground.law import Refused

NOT_NOW = "这一项现在不等补充，请刷新页面查看。"


def fill_part(
    key: str, *, member: str, answers: Mapping[str, object], values: Mapping[str, object], by: Actor
) -> tuple[Problem, ...]:
    """Keep answers, then fields of the member's form; what does not fit is named and not kept.

    Raises AccessDenied, Refused: bundles.no_part, and as `cases.save_answers` and `cases.save_fields` do.
    """
    with transaction.atomic():
        case, actor = _held(key, member, by)
        problems = cases.save_answers(case, by=actor, answers=answers) if answers else ()
        return (*problems, *(cases.save_fields(case, by=actor, values=values) if values else ()))


def add_part_file(key: str, *, member: str, line: int, stream: Readable, name: str, by: Actor) -> None:
    """Take in one file for a line of the member. Raises as `fill_part`, and as `cases.add_file` does."""
    case, actor = _held(key, member, by)
    cases.add_file(case, line=line, stream=stream, name=name, by=actor)


def remove_part_file(key: str, *, member: str, file: str, by: Actor) -> None:
    """Take a file of the member back. Raises as `fill_part`, Refused cases.no_file."""
    case, actor = _held(key, member, by)
    cases.remove_file(case, file=file, by=actor)


def receive_part_paper(key: str, *, member: str, line: int, by: Actor) -> None:
    """The window took the paper itself. Raises as `fill_part`, Refused cases.window_only."""
    case, actor = _held(key, member, by)
    cases.receive_paper(case, line=line, by=actor)


def _held(key: str, member: str, by: Actor) -> tuple[str, Actor]:
    """The case of the member, and the actor with the rights that he is lent on it."""
    row, parts = running.demand_sight(by, key)
    running.demand_filler(by, row)
    part = running.current(parts).get(member)
    if part is None or part.state != BundlePart.State.HELD or part.ready or part.case is None:
        raise Refused("bundles.no_part", NOT_NOW)
    return part.case.key, running.with_rights(by, row, [part], "cases.view", "cases.take_in")
