"""The buttons a member of staff has on a case: those of the life-cycle table that would not be refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bancheng.casework.cases import hearings, standing
from bancheng.casework.cases.clocks import decision
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.rules import stages
from bancheng.casework.cases.rules.extending import why_not
from bancheng.casework.cases.rules.revoking import why_not as nothing_to_revoke
from bancheng.casework.cases.selectors import asking
from bancheng.casework.cases.types import ToleranceView, VerbView
from bancheng.ground.access import Actor
from bancheng.ground.law import Step, today

OPEN = CaseTask.State.OPEN
SPOT = standing.ON_THE_SPOT
NOT_HERE = {"submit", "deem_accepted"}
UNSIGNED = "申请人还没有签署容缺受理承诺书。"
PATHS = {"end_procedure", "resume", "extend"}
HELD = "特别程序正在进行，登记结束后再办理。"
ANOTHER = "受理、审查和决定应当由不同的人办理，您已经办过前面的环节。"


def verbs_of(
    actor: Actor,
    case: Case,
    tasks: list[CaseTask],
    promise: ToleranceView | None = None,
    asked: asking.Asked = asking.NOTHING,
) -> tuple[VerbView, ...]:
    """The verbs open to this actor now; one that another circumstance holds up says why."""
    roles = standing.roles(actor, case)
    if any(one.mine for one in asked.consultations):
        roles |= {"consulted"}
    found: list[VerbView] = []
    for line in CASE.open_to(case.state, *roles):
        if line.verb in NOT_HERE or standing.beyond_powers(actor, case, line.verb):
            continue
        if line.verb == "review":
            found += _reviews(actor, line, tasks, roles)
        elif line.verb == "decide":
            reason = _undecidable(actor, case, tasks, promise, roles) or asked.holding_up
            found.append(_button(line, reason=reason))
        elif line.verb in asking.VERBS:
            found += asking.buttons(line, case, asked)
        elif line.verb == "accept_tolerant":
            if promise is not None:
                found.append(_button(line, reason="" if promise.signed_at else UNSIGNED))
        elif line.verb == "make_up":
            if promise is not None and promise.waiting:
                found.append(_button(line))
        elif line.verb in PATHS:
            found += _detours(line, case)
        elif line.verb == "replace_licence":
            # Whether it is still in force is asked when the page is opened: most cases need not pay for it.
            if case.outcome == "granted" and case.decision.licence:
                found.append(_button(line))
        elif line.verb == "revoke":
            if not nothing_to_revoke(case.outcome):
                found.append(_button(line))
        elif line.verb == "record_hearing":
            if hearings.ready_to_record(case):
                found.append(_button(line))
        elif line.verb == "send_back":
            if any(task.kind in stages.REVIEWING and task.state == CaseTask.State.DONE for task in tasks):
                found.append(_button(line))
        else:
            found.append(_button(line))
    found += _reserved(actor, case, roles)
    if case.state == "suspended":
        found += _held_up(actor, roles, tasks)
    return tuple(found)


def _detours(line: Step, case: Case) -> Iterator[VerbView]:
    """The last open procedure is ended by going on (resume), one of several by itself; a term is extended while it can be."""
    if line.verb == "extend":
        code, sentence = why_not(decision(case, document_of(case)), already=case.extension_days, today=today())
        if code not in {"cases.extension_instant", "cases.extension_unit", "cases.extension_once"}:
            yield _button(line, reason=sentence)
        return
    several = case.procedures.filter(ended_on=None).count() > 1
    if several == (line.verb == "end_procedure"):
        yield _button(line)


def _reserved(actor: Actor, case: Case, roles: frozenset[str]) -> Iterator[VerbView]:
    """What only the head of the organ approves, shown to who would ask him for it."""
    line = next((one for one in CASE.steps if one.verb == "extend" and case.state in one.from_), None)
    if line is None or "approver" not in roles or not roles.isdisjoint(line.who):
        return
    if not standing.decides_alone(actor, case):
        found = _detours(line, case)
        yield from (replace(one, reason=one.reason or standing.RESERVED["extend"]) for one in found)


def _held_up(actor: Actor, roles: frozenset[str], tasks: list[CaseTask]) -> Iterator[VerbView]:
    """Review and decision as they would be open again after the procedures."""
    for line in CASE.open_to("under_review", *roles):
        if line.verb == "review":
            for one in _reviews(actor, line, tasks, roles):
                yield replace(one, reason=HELD)
        elif line.verb == "decide":
            yield _button(line, reason=HELD)


def _reviews(actor: Actor, line: Step, tasks: list[CaseTask], roles: frozenset[str]) -> Iterator[VerbView]:
    for task in tasks:
        if task.state == OPEN and task.kind in stages.REVIEWING and not roles.isdisjoint({task.post, SPOT}):
            same = task.two_persons and task.first_by == actor.key
            reason = "本环节须两人办理，请另一名工作人员复核。" if same else ""
            yield VerbView(line.verb, task.name, str(line.basis or ""), task.pk, reason)


def _undecidable(
    actor: Actor, case: Case, tasks: list[CaseTask], promise: ToleranceView | None, roles: frozenset[str]
) -> str:
    lapsed = promise is not None and promise.waiting and promise.lapsed_at is not None
    waiting = (
        None if lapsed else next((task for task in tasks if task.state == OPEN and task.kind in stages.REVIEWING), None)
    )
    if waiting is not None:
        return f"“{waiting.name}”还没有办完。"
    mine = [
        task
        for task in tasks
        if task.state == CaseTask.State.DONE
        and task.kind in (*stages.REVIEWING, "accept")
        and actor.key in (task.done_by, task.first_by)
    ]
    alone = SPOT in roles or standing.decides_alone(actor, case)
    return ANOTHER if mine and not alone else ""


def _button(line: Step, *, reason: str = "") -> VerbView:
    return VerbView(line.verb, line.label, str(line.basis or ""), reason=reason)
