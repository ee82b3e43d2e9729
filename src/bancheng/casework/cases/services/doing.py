"""`perform`: the one door for every change of a case.

Lock, look the step up, check who and whether the page was stale, let the verb's effect do its part, move the state, write
the journal, announce. All in one transaction; a refusal leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from bancheng.casework.cases import beside, finding, rights, standing
from bancheng.casework.cases.events import CaseEvent, PartMoved, RefundDue
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import charging
from bancheng.ground import jobs
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.journal.types import NO_HEAD
from bancheng.ground.law import Refused, Step, in_shanghai, now
from bancheng.registers.organisations import selectors as organisations

Event = TypeVar("Event", bound=CaseEvent)


@dataclass(slots=True)
class Act:
    """One verb as it is being done: the locked case, who does it in which roles, the instant, and the line of the table.

    `then` is done when the case itself has been written: rows that need its key.
    """

    case: Case
    by: Actor
    roles: frozenset[str]
    at: datetime
    step: Step
    then: list[Callable[[], object]] = field(default_factory=list)
    acting: frozenset[str] = frozenset()
    """In which of his roles, where the effect knows it more exactly than the table; the journal says by what right."""
    through: str = ""
    """The kind of right without which the verb would have been refused (`Via.kind`)."""

    @property
    def today(self) -> date:
        return self.at.date()

    def event(self, kind: type[Event], /, **more: Any) -> Event:
        """An event of this case, by this person, now."""
        return event_of(kind, self.case, at=self.at, by=self.by, **more)


@dataclass(frozen=True, slots=True)
class Told:
    """What an effect leaves for the journal and for those who react; `result` is handed to the caller.

    `article`: the basis as cited; None for that of the table, "" where there is none.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[CaseEvent, ...] = ()
    result: Any = None
    article: str | None = None


Effect = Callable[..., Told]
_effects: dict[str, Effect] = {}


def effect(verb: str) -> Callable[[Effect], Effect]:
    """Register what a verb does besides moving the state: `def accept(act, *, note) -> Told`."""

    def register(function: Effect) -> Effect:
        _effects[verb] = function
        return function

    return register


def perform(case: str, verb: str, *, by: Actor, expected: int | None = None, **given: Any) -> Any:
    """Do the verb. `case` is a key or a number, `expected` the version the page showed.

    Raises AccessDenied (absent or out of scope: invisible; not his verb: visible), Refused: lifecycle.not_open,
    cases.moved_on, and whatever the verb refuses.
    """
    with acting(case, by) as row:
        return carry_out(row, verb, by=by, expected=expected, **given)


def carry_out(row: Case, verb: str, *, by: Actor, expected: int | None = None, **given: Any) -> Any:
    """The verb on a case whose row is locked (or not yet written), within the caller's transaction."""
    with one_act(row):
        return _carried_out(row, verb, by, expected, given)


@contextmanager
def acting(case: str, by: Actor) -> Iterator[Case]:
    """One act on a case that the actor sees, its row locked, in one transaction. Raises AccessDenied where he does not."""
    with transaction.atomic():
        row = standing.demand_sight(by, finding.locked(case, by))
        with one_act(row):
            yield row


@contextmanager
def one_act(row: Case) -> Iterator[None]:
    """All that one verb writes beside its own rows is written at its end: the entries of its journals at once, its jobs at once.

    The caller holds the row's lock; what was read beside the row is not asked again.
    """
    known = beside.of(row)
    heads = {standing.subject_of(row): NO_HEAD} if row.pk is None else {}
    if known is not None and known.head is not None:
        heads[standing.subject_of(row)], known.head = known.head, None
    with organisations.remembering(known.marks if known else None), journal.together(heads), jobs.together():
        yield


def _carried_out(row: Case, verb: str, by: Actor, expected: int | None, given: dict[str, Any]) -> Any:
    roles = _allowed(row, verb, by)
    _fresh(row, expected)
    step = CASE.find(verb, row.state)
    if roles.isdisjoint(step.who):
        raise AccessDenied(f"“{step.label}”不由您的岗位办理。", visible=True, action=verb)
    act = Act(row, by, roles, now(), step)
    told = _effects[verb](act, **given)
    if step.to is not None:
        # A verb that moves nothing (催办) makes nobody's page stale.
        row.state = step.to
        row.version += 0 if row.pk is None else 1
        row.last_verb, row.last_by, row.last_at = step.label, by.name[:100], act.at
    row.save(force_insert=row.pk is None)
    for rest in act.then:
        rest()
    article = str(step.basis or "") if told.article is None else told.article
    facts = {**told.facts, **rights.told(act)}
    journal.append(standing.subject_of(row), verb, by=by, facts=facts, article=article)
    events = told.events
    if step.to is not None:
        if row.part_of:
            events += (act.event(PartMoved, part_of=row.part_of, verb=verb, state=row.state),)
        events += tuple(act.event(RefundDue, bill=bill) for bill in charging.release(row, by=by))
    for event in events:
        announce(event)
    return told.result


def event_of(kind: type[Event], row: Case, /, *, at: datetime, by: Actor, **more: Any) -> Event:
    """An event about the case as it stands."""
    return kind(
        case=row.key,
        number=row.number or "",
        item=row.item_id,
        item_name=row.item_name,
        organisation=row.organisation_id,
        region=row.region_id,
        at=at,
        by=by.key,
        by_name=by.name if by.kind != "person" else "",
        **more,
    )


def _allowed(row: Case, verb: str, by: Actor) -> frozenset[str]:
    """The actor's roles; AccessDenied when none of them ever takes this verb."""
    roles = standing.roles(by, row)
    takers = {who for line in CASE.steps if line.verb == verb for who in line.who}
    if "consulted" in takers and standing.consulted(by, row):
        roles |= {"consulted"}
    label = next((line.label for line in CASE.steps if line.verb == verb), "")
    if takers and roles.isdisjoint(takers):
        otherwise = f"“{label}”不由您的岗位办理。需要办理的，请联系本单位管理员。"
        raise AccessDenied(standing.RESERVED.get(verb, otherwise), visible=True, action=verb)
    if standing.beyond_powers(by, row, verb):
        raise AccessDenied(f"“{label}”不在首席代表的授权以内，请由本部门审批岗办理。", visible=True, action=verb)
    return roles


def _fresh(row: Case, expected: int | None) -> None:
    if expected is None or expected == row.version or row.last_at is None:
        return
    moment = in_shanghai(row.last_at)
    raise Refused(
        "cases.moved_on",
        f"这个办件在您打开页面之后有了变化：{row.last_by}于 {moment:%m月%d日 %H:%M} 办理了“{row.last_verb}”。"
        "请看过现在的情况再办理，您填写的内容没有丢失。",
    )
