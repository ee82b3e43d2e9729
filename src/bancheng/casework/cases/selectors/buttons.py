"""The buttons a member of staff has on a case: those of the life-cycle table that would not be refused."""

from __future__ import annotations

from collections.abc import Iterator

from bancheng.casework.cases import standing
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.rules import stages
from bancheng.casework.cases.types import VerbView
from bancheng.ground.access import Actor
from bancheng.ground.law import Step

OPEN = CaseTask.State.OPEN
NOT_HERE = {"submit", "deem_accepted"}
ANOTHER = "受理、审查和决定应当由不同的人办理，您已经办过前面的环节。"


def verbs_of(actor: Actor, case: Case, tasks: list[CaseTask]) -> tuple[VerbView, ...]:
    """The verbs open to this actor now; one that another circumstance holds up says why."""
    roles = standing.roles(actor, case)
    found: list[VerbView] = []
    for line in CASE.open_to(case.state, *roles):
        if line.verb in NOT_HERE:
            continue
        if line.verb == "review":
            found += _reviews(actor, line, tasks, roles)
        elif line.verb == "decide":
            found.append(_button(line, reason=_undecidable(actor, case, tasks)))
        elif line.verb == "send_back":
            if any(task.kind in stages.REVIEWING and task.state == CaseTask.State.DONE for task in tasks):
                found.append(_button(line))
        else:
            found.append(_button(line))
    return tuple(found)


def _reviews(actor: Actor, line: Step, tasks: list[CaseTask], roles: frozenset[str]) -> Iterator[VerbView]:
    for task in tasks:
        if task.state == OPEN and task.kind in stages.REVIEWING and task.post in roles:
            same = task.two_persons and task.first_by == actor.key
            reason = "本环节须两人办理，请另一名工作人员复核。" if same else ""
            yield VerbView(line.verb, task.name, str(line.basis or ""), task.pk, reason)


def _undecidable(actor: Actor, case: Case, tasks: list[CaseTask]) -> str:
    waiting = next((task for task in tasks if task.state == OPEN and task.kind in stages.REVIEWING), None)
    if waiting is not None:
        return f"“{waiting.name}”还没有办完。"
    mine = [
        task
        for task in tasks
        if task.state == CaseTask.State.DONE
        and task.kind in (*stages.REVIEWING, "accept")
        and actor.key in (task.done_by, task.first_by)
    ]
    return ANOTHER if mine and not standing.decides_on_the_spot(actor, case.item_id) else ""


def _button(line: Step, *, reason: str = "") -> VerbView:
    return VerbView(line.verb, line.label, str(line.basis or ""), reason=reason)
