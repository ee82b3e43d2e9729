"""The clocks of a stored case: start them, stop them, compute them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bancheng.casework.cases import children
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Procedure
from bancheng.casework.cases.rules import clocks as rules
from bancheng.ground.law import CaseClock, CaseClocks, Pause, acceptance_clock, in_shanghai, now, procedure, today
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.organisations import selectors as organisations

WARN_DAYS = "clock.warn_days"
Clock, Flag = Case.Clock, Case.Flag


def start_acceptance(case: Case, received: date) -> None:
    """Five working days from the receipt of the (latest) materials (第三十二条)."""
    case.received_on = received
    put(case, Clock.ACCEPTANCE, acceptance(case), None)


def start_decision(case: Case, document: GuideDocument, accepted: date) -> None:
    """The promised clock, which binds us, and the statutory one, from the day of acceptance."""
    case.accepted_on = accepted
    clocks = _begun(case, document)
    put(case, Clock.DECISION, clocks.promised, clocks.statutory)


def stop(case: Case) -> None:
    """No clock of the organ runs: the applicant's turn, or decided. The due days stay, for the picture."""
    case.clock = Clock.NONE


def acceptance(case: Case) -> CaseClock:
    """The clock of acceptance from the day of receipt."""
    assert case.received_on is not None
    return acceptance_clock(case.received_on, organisations.calendar())


def decision(case: Case, document: GuideDocument) -> CaseClocks:
    """Both clocks of an accepted case with its procedures and its extension, stopped if it is decided."""
    return counted(case, document, pauses_of(case), case.extension_days)


def counted(case: Case, document: GuideDocument, pauses: Iterable[Pause], extension: int) -> CaseClocks:
    """The same with procedures and an extension (working days) that are given, as the journal tells them."""
    clocks = _begun(case, document).with_pauses(pauses)
    if extension:
        clocks = clocks.extended(statutory=extension, promised=extension)
    return clocks if case.decided_at is None else clocks.stopped_on(in_shanghai(case.decided_at).date())


def _begun(case: Case, document: GuideDocument) -> CaseClocks:
    assert case.accepted_on is not None
    promised, statutory = rules.terms_of(document)
    return organisations.clocks(case.region_id, accepted=case.accepted_on, promised=promised, statutory=statutory)


def pauses_of(case: Case) -> tuple[Pause, ...]:
    """The special procedures of a case as its clocks take them; which of them stop, and whom, is theirs to know (A03)."""
    few = ("case", "started_on", "ended_on", "kind", "cited")
    rows = case.procedures.all() if children.kept(case, "procedures") else case.procedures.only(*few)
    return tuple(map(pause_of, rows))


def pause_of(row: Procedure) -> Pause:
    """A procedure as a clock takes it."""
    return Pause(row.started_on, row.ended_on, procedure(row.kind), row.cited)


def recount(case: Case) -> None:
    """Compute the running clocks anew after a procedure, an extension or a day in a pause."""
    both = decision(case, document_of(case))
    put_again(case, Clock.DECISION, both.promised, both.statutory)


def put_again(case: Case, clock: str, binding: CaseClock, statutory: CaseClock | None) -> None:
    """Store what the clocks say now. What was told stays told as far as it still holds, so that nobody is warned twice."""
    flag, passed = case.flag, case.statutory_passed
    put(case, clock, binding, statutory)
    moment = now()
    assert case.due_at is not None and case.warn_at is not None
    deserved = Flag.OVERDUE if case.due_at <= moment else Flag.WARNED if case.warn_at <= moment else Flag.NORMAL
    case.flag = min(flag, deserved)
    case.statutory_passed = passed and case.statutory_due_at is not None and case.statutory_due_at <= moment


def put(case: Case, clock: str, binding: CaseClock, statutory: CaseClock | None, *, day: date | None = None) -> None:
    """Store what the clocks say, with nothing told of them yet. `day`: as of which an open pause is seen, today."""
    due = due_of(case, binding, day)
    case.clock, case.flag, case.statutory_passed = clock, Case.Flag.NORMAL, False
    case.due_on, case.due_at, case.warn_at = due.on, due.at, due.warn_at
    case.statutory_due_on = None if statutory is None else statutory.due(day or today())
    case.statutory_due_at = None if case.statutory_due_on is None else rules.end_of(case.statutory_due_on)


def due_of(case: Case, binding: CaseClock, day: date | None = None) -> rules.Due:
    """The due day with its instants, warned of as the region's rules of the starting day say."""
    warn_days = int(organisations.rule(WARN_DAYS, case.region_id, binding.started))
    return rules.due_of(binding, day or today(), warn_days)
