"""Special procedures (特别程序): started with the days they need told in writing, ended with their result (第四十五条).

The days are told from the day of the start; the day a pause starts counts as paused, the day it ends does not, and what
overlaps is counted once (`ground.law`). Nobody reviews or decides meanwhile; more than one may run.
"""

from __future__ import annotations

from datetime import date, datetime, time

from bancheng.casework.cases import children, clocks, hearings, papers, paperwork
from bancheng.casework.cases.events import ProcedureEnded, ProcedureStarted
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Procedure
from bancheng.casework.cases.rules import clocks as due
from bancheng.casework.cases.rules import procedures as rules
from bancheng.casework.cases.rules.texts import one_line, paragraphs
from bancheng.casework.cases.services.doing import Act, Told, acting, carry_out, effect
from bancheng.casework.cases.services.staging import put_off
from bancheng.ground.access import Actor
from bancheng.ground.law import SHANGHAI, CaseClock, CaseClocks, Refused, in_shanghai, procedure
from bancheng.registers.organisations import selectors as organisations

LONGEST, CITED_LONGEST, PLACE_LONGEST = 1000, 200, 200


def start_procedure(
    case: str,
    *,
    by: Actor,
    kind: str,
    reason: str,
    expected_days: int,
    cited: str = "",
    started_on: date | None = None,
    hearing_on: date | None = None,
    hearing_time: time | None = None,
    hearing_place: str = "",
    expected: int | None = None,
) -> str:
    """Start one, also beside another. `kind`: a code such as PS; `expected_days`: working days, told in writing.

    `cited`: the law that stops the clock for what 第四十五条 does not name; `started_on`: today, or the
    working day before; `hearing_*`: for 听证 only, in Shanghai, seven working days ahead. Returns the number of the 特别程序告知书.
    Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.procedure_kind, .procedure_open,
    .procedure_days, .procedure_dates, .cited, .hearing_day, .hearing_time, .hearing_place, .reason_missing.
    """
    with acting(case, by) as row:
        return str(
            carry_out(
                row,
                "add_procedure" if row.state == "suspended" else "suspend",
                by=by,
                expected=expected,
                kind=kind,
                reason=reason,
                expected_days=expected_days,
                cited=cited,
                started_on=started_on,
                hearing=rules.Hearing(hearing_on, hearing_time, one_line(hearing_place, PLACE_LONGEST)),
            )
        )


def end_procedure(
    case: str,
    *,
    by: Actor,
    kind: str,
    result: str,
    ended_on: date | None = None,
    held: bool = True,
    expected: int | None = None,
) -> None:
    """End the open procedure of this kind with its result; with the last one review goes on, from `ended_on` (today).

    A hearing ends with its record (`record_hearing`), or `held` False: it was called off. Raises AccessDenied, Refused:
    lifecycle.not_open, cases.moved_on, cases.procedure_gone, .procedure_dates, .result_missing, .hearing_unrecorded,
    .not_held.
    """
    with acting(case, by) as row:
        others = any(one.kind != kind for one in _open(row))
        verb = "end_procedure" if others else "resume"
        carry_out(row, verb, by=by, expected=expected, kind=kind, result=result, ended_on=ended_on, held=held)


@effect("suspend")
@effect("add_procedure")
def _start(
    act: Act,
    *,
    kind: str,
    reason: str,
    expected_days: int,
    cited: str,
    started_on: date | None,
    hearing: rules.Hearing,
) -> Told:
    case, chosen = act.case, rules.kind_of(kind)
    said = paragraphs(reason, LONGEST)
    if not said:
        raise Refused("cases.reason_missing", f"请写明为什么需要{chosen.label}。", rules.ARTICLE)
    if any(one.kind == chosen.value for one in _open(case)):
        raise Refused("cases.procedure_open", f"“{chosen.label}”已经在进行，请先登记它的结束。")
    basis = rules.basis_of(chosen, one_line(cited, CITED_LONGEST))
    begun, calendar = started_on or act.today, organisations.calendar()
    both = clocks.decision(case, document_of(case))
    assert case.accepted_on is not None
    rules.demand_days(expected_days)
    rules.demand_start(begun, accepted=case.accepted_on, today=act.today, clocks=_running(both), calendar=calendar)
    until = calendar.add_workdays(begun, expected_days)
    rules.demand_hearing(chosen, hearing, today=act.today, until=until, calendar=calendar)
    row = Procedure(
        case=case,
        kind=chosen.value,
        reason=said,
        basis=basis.words,
        cited=basis.cited,
        stops=basis.stops,
        started_on=begun,
        expected_days=expected_days,
        expected_on=until,
        hearing_at=_moment(hearing),
        hearing_place=hearing.place,
        started_at=act.at,
        started_by=act.by.key,
        started_name=act.by.name[:100],
    )
    row.paper = paperwork.issue(_paper(act, row, both), case, by=act.by).number
    row.save(force_insert=True)
    children.add(case, "procedures", row)
    return _started(act, row)


def _moment(hearing: rules.Hearing) -> datetime | None:
    if hearing.on is None or hearing.at is None:
        return None
    return datetime.combine(hearing.on, hearing.at, SHANGHAI)


def _started(act: Act, row: Procedure) -> Told:
    case = act.case
    _recount(act)
    facts = {
        "kind": row.kind,
        "started_on": row.started_on,
        "expected_days": row.expected_days,
        "expected_on": row.expected_on,
        "stops": row.stops,
        "cited": row.cited,
        "basis": row.basis,
        "reason": row.reason,
        "hearing_at": f"{row.hearing_at:%Y-%m-%d %H:%M}" if row.hearing_at else None,
        "hearing_place": row.hearing_place or None,
        "paper": row.paper,
        "due_on": case.due_on,
        "statutory_due_on": case.statutory_due_on,
    }
    told = {"started_on": row.started_on, "expected_on": row.expected_on, "stops": row.stops}
    event = act.event(ProcedureStarted, procedure=row.pk, kind=row.kind, **told)
    return Told(facts, (event,), row.paper, rules.article_of(row.basis))


@effect("end_procedure")
@effect("resume")
def _end(act: Act, *, kind: str, result: str, ended_on: date | None, held: bool) -> Told:
    case = act.case
    row = next((one for one in _open(case) if one.kind == kind), None)
    others = any(one.kind != kind for one in _open(case))
    if row is None or others == (act.step.verb == "resume"):
        raise Refused("cases.procedure_gone", "这项特别程序已经结束，或者没有开始，请刷新页面查看现在的情况。")
    said, ended = paragraphs(result, LONGEST), ended_on or act.today
    if not said:
        raise Refused("cases.result_missing", f"请写明“{procedure(row.kind).label}”的结果。")
    held_on = in_shanghai(row.hearing_at).date() if row.hearing_at and held else None
    rules.demand_end(ended, started=row.started_on, today=act.today, held_on=held_on)
    _demand_held(case, row, held)
    row.ended_on, row.result, row.ended_at = ended, said, act.at
    row.ended_by, row.ended_name = act.by.key, act.by.name[:100]
    row.save()
    _recount(act)
    assert case.due_on is not None
    facts: dict[str, object] = {
        "kind": row.kind,
        "started_on": row.started_on,
        "ended_on": ended,
        "result": said,
        "due_on": case.due_on,
        "statutory_due_on": case.statutory_due_on,
    }
    if not held:
        facts["not_held"] = row.pk
    event = act.event(ProcedureEnded, procedure=row.pk, kind=row.kind, ended_on=ended, due=case.due_on)
    return Told(facts, (event,), None, rules.article_of(row.basis))


def _demand_held(case: Case, row: Procedure, held: bool) -> None:
    """A hearing that was held has its record; nothing else is called off, and nothing that was recorded."""
    if held:
        hearings.demand_record(case, row)
    elif row.kind != hearings.HEARING or row.pk in hearings.records(case):
        raise Refused("cases.not_held", "只有还没有笔录的听证可以登记为没有举行。", hearings.ARTICLE)


def _recount(act: Act) -> None:
    clocks.recount(act.case)
    act.then.append(lambda: put_off(act.case))


def _open(case: Case) -> list[Procedure]:
    children.keep(case, "procedures", "tasks")
    return [one for one in case.procedures.all() if one.ended_on is None]


def _running(both: CaseClocks) -> list[CaseClock]:
    return [clock for clock in due.running(both) if clock is not None]


def _paper(act: Act, row: Procedure, both: CaseClocks) -> papers.ProcedurePaper:
    case = act.case
    assert case.accepted_on is not None
    return papers.ProcedurePaper(
        procedure=procedure(row.kind).label,
        accepted_on=case.accepted_on,
        reason=row.reason,
        cited=row.cited,
        special=bool(row.basis) and row.basis != row.cited,
        stops=row.stops,
        promise_stops=row.stops and not both.promise_keeps_running,
        started_on=row.started_on,
        expected_days=row.expected_days,
        expected_on=row.expected_on,
        hearing_at=row.hearing_at,
        hearing_place=row.hearing_place,
        told_on=act.today,
        permit=paperwork.permit(document_of(case)),
        **paperwork.head(case),
    )
