"""The clocks of a stored case: start them, stop them, compute them again."""

from __future__ import annotations

from datetime import date

from bancheng.casework.cases.models import Case
from bancheng.casework.cases.rules import clocks as rules
from bancheng.ground.law import CaseClock, CaseClocks, acceptance_clock, in_shanghai, today
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.organisations import selectors as organisations

WARN_DAYS = "clock.warn_days"
Clock = Case.Clock


def start_acceptance(case: Case, received: date) -> None:
    """Five working days from the receipt of the (latest) materials (第三十二条)."""
    case.received_on = received
    put(case, Clock.ACCEPTANCE, acceptance(case), None)


def start_decision(case: Case, document: GuideDocument, accepted: date) -> None:
    """The promised clock, which binds us, and the statutory one, from the day of acceptance."""
    case.accepted_on = accepted
    clocks = decision(case, document)
    put(case, Clock.DECISION, clocks.promised, clocks.statutory)


def stop(case: Case) -> None:
    """No clock of the organ runs: the applicant's turn, or decided. The due days stay, for the picture."""
    case.clock = Clock.NONE


def acceptance(case: Case) -> CaseClock:
    """The clock of acceptance from the day of receipt."""
    assert case.received_on is not None
    return acceptance_clock(case.received_on, organisations.calendar())


def decision(case: Case, document: GuideDocument) -> CaseClocks:
    """Both clocks of an accepted case, stopped if it is decided."""
    assert case.accepted_on is not None
    promised, statutory = rules.terms_of(document)
    clocks = organisations.clocks(case.region_id, accepted=case.accepted_on, promised=promised, statutory=statutory)
    return clocks if case.decided_at is None else clocks.stopped_on(in_shanghai(case.decided_at).date())


def put(case: Case, clock: str, binding: CaseClock, statutory: CaseClock | None) -> None:
    """Store what the clocks say, with nothing told of them yet."""
    due = due_of(case, binding)
    case.clock, case.flag, case.statutory_passed = clock, Case.Flag.NORMAL, False
    case.due_on, case.due_at, case.warn_at = due.on, due.at, due.warn_at
    case.statutory_due_on = None if statutory is None else statutory.due(today())
    case.statutory_due_at = None if case.statutory_due_on is None else rules.end_of(case.statutory_due_on)


def due_of(case: Case, binding: CaseClock) -> rules.Due:
    """The due day with its instants, warned of as the region's rules of the starting day say."""
    warn_days = int(organisations.rule(WARN_DAYS, case.region_id, binding.started))
    return rules.due_of(binding, today(), warn_days)
