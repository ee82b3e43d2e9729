"""What is asked while a case runs, as doors show it: the pass of a pre-review, opinions of units, a wish to withdraw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from bancheng.casework.cases import finding, reading, standing
from bancheng.casework.cases.keys import CONSULTATION_DAYS, CONSULTATION_SILENCE
from bancheng.casework.cases.lifecycle import WORKED_ON
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Consultation
from bancheng.casework.cases.rules.prereview import must_come
from bancheng.casework.cases.selectors.cursors import after_due, before_id, due_cursor, size_of
from bancheng.casework.cases.selectors.listing import words
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.services import prereviewing
from bancheng.casework.cases.types import (
    IDENTITY_METHODS,
    LIGHTS,
    AskedLine,
    AskedPage,
    ConsultationView,
    PreReviewView,
    VerbView,
    WithdrawalView,
)
from bancheng.ground.access import Actor, demand
from bancheng.ground.law import Step, in_shanghai, now, today
from bancheng.registers.organisations import selectors as organisations

AWAITED = ("", "silent")
MOST_UNITS = 500
VERBS = frozenset({"pre_review", "consent_to_withdraw", "decline_to_withdraw", "answer_consultation"})
VIEWS = {
    "open": Q(outcome__in=AWAITED, case__state__in=WORKED_ON),
    "answered": Q(answered_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked about a case, for its buttons."""

    consultations: tuple[ConsultationView, ...] = ()
    withdrawals: tuple[WithdrawalView, ...] = ()

    @property
    def wanted_back(self) -> bool:
        return any(one.consented is None for one in self.withdrawals)

    @property
    def holding_up(self) -> str:
        """Why nobody may decide yet; "" when nothing that was asked stands in the way."""
        if self.wanted_back:
            return "申请人申请撤回，请先答复。"
        waiting = [one.organisation for one in self.consultations if not one.outcome and not one.overdue]
        return f"“{'、'.join(waiting)}”还没有答复征求的意见。" if waiting else ""


NOTHING = Asked()


def pre_review_of(row: Case) -> PreReviewView | None:
    """What the applicant has to do after the pass. One query then."""
    if row.state != "pre_reviewed" or row.pre_reviewed_at is None:
        return None
    document, bring = document_of(row), prereviewing.brings(row)
    return PreReviewView(
        at=in_shanghai(row.pre_reviewed_at),
        until=prereviewing.until(row),
        bring=bring,
        places=document.identity.places,
        must_come=must_come(bring),
        came=IDENTITY_METHODS.get(row.identity_method, ""),
    )


def if_passed(actor: Actor, case: str) -> PreReviewView:
    """What a pass would mean now for a case he sees. Raises AccessDenied, invisible."""
    row = standing.demand_sight(actor, finding.find(case))
    row.state, row.pre_reviewed_at = "pre_reviewed", now()
    view = pre_review_of(row)
    assert view is not None
    return view


def units_to_ask(actor: Actor, case: str) -> tuple[tuple[tuple[int, str], ...], int, str]:
    """Whom one may consult about a case he sees: (key, name) of the organs around it, the usual days, what silence means.

    A county's own with those of its towns; above a county those of the same place. Raises AccessDenied, invisible.
    """
    row = standing.demand_sight(actor, finding.find(case))
    around = f"{row.region_id[:6]}000000"
    county = not row.region_id[:6].endswith("00")
    rows = organisations.organisations(region=around, below=county).exclude(pk=row.organisation_id)
    days = int(organisations.rule(CONSULTATION_DAYS.key, row.region_id))
    silence = dict(CONSULTATION_SILENCE.choices)[str(organisations.rule(CONSULTATION_SILENCE.key, row.region_id))]
    return tuple(rows.values_list("pk", "name")[:MOST_UNITS]), days, silence


def consultations_of(actor: Actor, row: Case) -> tuple[ConsultationView, ...]:
    """The table of a joint review, in the order of asking. A query only where somebody was asked."""
    if not getattr(row, "consulting", True):
        return ()
    worked_on = row.state in WORKED_ON
    found = []
    for one in row.consultations.select_related("organisation"):
        view = _view(one)
        mine = worked_on and one.outcome in AWAITED and one.asked_by != actor.key and standing.answers_for(actor, one)
        found.append(replace(view, mine=mine))
    return tuple(found)


def withdrawals_of(row: Case) -> tuple[WithdrawalView, ...]:
    """The wishes to have it back, the latest last. A query only where there is one."""
    if not getattr(row, "wanted_back", True):
        return ()
    return tuple(
        WithdrawalView(
            reason=one.reason,
            asked_at=in_shanghai(one.asked_at),
            consented=one.consented,
            answer=one.answer,
            answered_at=reading.local(one.answered_at),
            answered_name=one.answered_name,
        )
        for one in row.withdrawals.all()
    )


def buttons(line: Step, row: Case, asked: Asked) -> Iterator[VerbView]:
    """The buttons of the verbs of this matter: only where there is something to pass or to answer."""
    basis = str(line.basis or "")
    if line.verb == "answer_consultation":
        for one in asked.consultations:
            if one.mine:
                yield VerbView(line.verb, line.label, basis, one.id)
    elif prereviewing.offered(row) if line.verb == "pre_review" else asked.wanted_back:
        yield VerbView(line.verb, line.label, basis)


def consultations(actor: Actor, *, view: str = "open", q: str = "", after: str = "", size: int = 50) -> AskedPage:
    """What his unit was asked: to answer (the one due first on top; those past their day may still be), or answered (newest first).

    One query. Raises AccessDenied without `cases.answer`.
    """
    rows = words(_asked_of(actor).filter(VIEWS.get(view, VIEWS["open"])), q, "case__")
    rows = rows.select_related("organisation", "case__organisation", "case__region").defer("case__form")
    count, near = size_of(size), view != "answered"
    found = list((after_due(rows, after) if near else before_id(rows, after))[: count + 1])
    more = ""
    if len(found) > count:
        last = found[count - 1]
        more = due_cursor(last.due_at, last.pk) if near else str(last.pk)
    return AskedPage(tuple(_line(row) for row in found[:count]), more)


def consultation_counts(actor: Actor) -> Mapping[str, int]:
    """How many wait for his unit, how many of them past their day (`overdue`), how many it answered. One query."""
    late = Count("pk", filter=VIEWS["open"] & Q(due_at__lte=now()))
    counted = {view: Count("pk", filter=which) for view, which in VIEWS.items()}
    return _asked_of(actor).aggregate(overdue=late, **counted)


def _asked_of(actor: Actor) -> QuerySet[Consultation]:
    """What was asked of the unit he belongs to, where his post answers for it."""
    demand(actor, standing.ANSWER)
    rows = Consultation.objects.filter(organisation=actor.organisation)
    scope = covered(actor, standing.ANSWER)
    return rows.none() if scope is None or actor.organisation is None else rows.filter(scope)


def _view(row: Consultation) -> ConsultationView:
    return ConsultationView(
        id=row.pk,
        organisation=row.organisation.name,
        question=row.question,
        silence_label=row.get_silence_display(),
        asked_at=in_shanghai(row.asked_at),
        asked_name=row.asked_name,
        due_on=row.due_on,
        outcome=row.outcome,
        outcome_label=row.get_outcome_display(),
        opinion=row.opinion,
        answered_at=reading.local(row.answered_at),
        answered_name=row.answered_name,
        late=row.answered_at is not None and row.answered_at >= row.due_at,
        overdue=row.answered_at is None and row.due_at <= now(),
    )


def _line(row: Consultation) -> AskedLine:
    day, calendar = today(), organisations.calendar()
    view, remaining, light = _view(row), None, "none"
    if row.answered_at is None:
        over = row.due_on < day
        remaining = -calendar.workdays_between(row.due_on, day) if over else calendar.workdays_between(day, row.due_on)
        light = "overdue" if over else "warning" if remaining <= 1 else "normal"
    return AskedLine(view, reading.line_view(row.case), light, LIGHTS[light], remaining)
