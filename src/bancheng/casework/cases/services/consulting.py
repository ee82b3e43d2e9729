"""征求意见: units are asked side by side; each answers by its day, and its silence means what the locality says (联合审查)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from bancheng.casework.cases import materials, mending, standing, verifiers
from bancheng.casework.cases.events import ConsultationAnswered, ConsultationSilent, UnitsConsulted
from bancheng.casework.cases.keys import CONSULTATION_DAYS, CONSULTATION_SILENCE
from bancheng.casework.cases.lifecycle import WORKED_ON
from bancheng.casework.cases.models import Case, Consultation
from bancheng.casework.cases.rules.clocks import end_of
from bancheng.casework.cases.rules.texts import paragraphs
from bancheng.casework.cases.services.doing import Act, Told, effect, event_of, perform
from bancheng.ground.access import AccessDenied, Actor, system
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.organisations import selectors as organisations

LONGEST, MOST_UNITS, MOST_DAYS = 2000, 20, 60
LARGEST_KEY = 2**63
CLOCKWORK = system("征求意见")
Outcome = Consultation.Outcome


def consult(
    case: str,
    *,
    by: Actor,
    organisations: Sequence[int],
    question: str,
    elements: Sequence[str] = (),
    days: int | None = None,
    expected: int | None = None,
) -> None:
    """Ask one unit or several for their opinion, all at once and each by the same day.

    `elements`: the data elements of the form that the units are asked about; one that a register confirms is asked of the
    register, at the button (`verify_field`); the words of the question are looked through for others, as a hint.
    `days`: working days to answer in, the profile's own unless given. The case goes on; only its decision waits.
    Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.no_question, cases.consulted_units,
    cases.consulted_days, cases.consultation_open, cases.unlisted_field, cases.verifiable (what a register can confirm).
    """
    told = {"asked": tuple(dict.fromkeys(organisations)), "elements": tuple(dict.fromkeys(elements))}
    perform(case, "consult", by=by, expected=expected, question=question, days=days, **told)


def answer_consultation(case: str, *, by: Actor, consultation: int, outcome: str, opinion: str = "") -> None:
    """Agree or disagree for one's unit, once; to disagree says why. After the last day the answer is recorded as late.

    Raises AccessDenied, Refused: lifecycle.not_open, cases.consultation_gone, cases.consultation_answered,
    cases.own_consultation, cases.opinion_missing.
    """
    perform(case, "answer_consultation", by=by, consultation=consultation, outcome=outcome, opinion=opinion)


def pass_silent(key: int) -> bool:
    """One unit whose last day ended without an answer: its silence is noted. False: there is nothing to note any more."""
    with transaction.atomic():
        found = Consultation.objects.filter(pk=key).values_list("case", flat=True).first()
        if found is None:
            return False
        case = Case.objects.select_for_update(of=("self",)).filter(pk=found, state__in=WORKED_ON).first()
        return case is not None and bool(hush(case, only=key))


def silent_keys() -> list[int]:
    """The consultations whose last day has ended without an answer, of cases that are still worked on."""
    late = Consultation.objects.filter(outcome=Outcome.OPEN, due_at__lte=now(), case__state__in=WORKED_ON)
    return list(late.order_by("due_at").values_list("pk", flat=True))


def hush(case: Case, *, only: int | None = None) -> int:
    """Note the silence of the units of a locked case whose day is over; how many."""
    late = case.consultations.filter(outcome=Outcome.OPEN, due_at__lte=now()).select_related("organisation")
    rows = list(late if only is None else late.filter(pk=only))
    for row in rows:
        row.outcome = Outcome.SILENT
        row.save(update_fields=["outcome"])
        facts = {"asked": row.organisation.name, "due_on": row.due_on, "silence": row.silence}
        journal.append(standing.subject_of(case), "consultation_silent", by=CLOCKWORK, facts=facts)
        announce(event_of(ConsultationSilent, case, at=now(), by=CLOCKWORK, consultation=row.pk))
    return len(rows)


def demand_answered(case: Case) -> None:
    """No decision while a unit may still answer in time; the silence of the others is noted by then."""
    if not any(one.outcome == Outcome.OPEN for one in case.consultations.all()):
        return
    hush(case)
    waiting = case.consultations.filter(outcome=Outcome.OPEN).select_related("organisation")
    if names := [row.organisation.name for row in waiting]:
        raise Refused(
            "cases.consultation_open", f"“{'、'.join(names)}”还没有答复征求的意见，期限届满以前不能作出决定。"
        )


@effect("consult")
def _consult(act: Act, *, asked: tuple[int, ...], question: str, days: int | None, elements: tuple[str, ...]) -> Told:
    case, said = act.case, paragraphs(question, LONGEST)
    if not said:
        raise Refused("cases.no_question", "请写明需要对方答复什么。")
    labels = _labels(case, elements)
    verifiers.demand_not_verifiable(case, elements=elements, words=said)
    term = int(organisations.rule(CONSULTATION_DAYS.key, case.region_id)) if days is None else days
    if not 1 <= term <= MOST_DAYS:
        raise Refused("cases.consulted_days", f"答复期限应当在 1 至 {MOST_DAYS} 个工作日之间。")
    units = _units(case, asked)
    due = organisations.calendar().add_workdays(act.today, term)
    silence = str(organisations.rule(CONSULTATION_SILENCE.key, case.region_id))
    Consultation.objects.bulk_create(
        Consultation(
            case=case,
            organisation_id=unit.pk,
            region_id=unit.region_id,
            question=said,
            silence=silence,
            asked_at=act.at,
            asked_by=act.by.key,
            asked_name=act.by.name[:100],
            due_on=due,
            due_at=end_of(due),
        )
        for unit in units
    )
    facts: dict[str, object] = {
        "units": [unit.name for unit in units],
        "question": said,
        "due_on": due,
        "silence": silence,
    }
    if labels:
        facts["about"] = labels
    return Told(facts, (act.event(UnitsConsulted, due=due),))


def _labels(case: Case, elements: tuple[str, ...]) -> list[str]:
    """The fields asked about, by their labels; only those of the form."""
    labels = [mending.label_of(materials.document_of(case), code) for code in elements]
    if not all(labels):
        raise Refused("cases.unlisted_field", "请从申请表中选择要征求意见的内容。")
    return labels


def _units(case: Case, asked: tuple[int, ...]) -> list[Any]:
    if not asked or len(asked) > MOST_UNITS:
        raise Refused("cases.consulted_units", f"请选择要征求意见的机构，一次最多 {MOST_UNITS} 个。")
    known = [key for key in asked if 0 < key < LARGEST_KEY]
    open_ones = Consultation.objects.filter(case=case, outcome=Outcome.OPEN, organisation=OuterRef("pk"))
    units = list(organisations.organisations().filter(pk__in=known).annotate(asked_now=Exists(open_ones)))
    if len(units) < len(asked):
        raise Refused("cases.consulted_units", "有的机构已经撤销或者不存在，请重新选择。")
    if case.organisation_id in known:
        raise Refused("cases.consulted_units", "不用征求本机构的意见，请选择其他机构。")
    if names := [unit.name for unit in units if unit.asked_now]:
        raise Refused("cases.consultation_open", f"已经在征求“{'、'.join(names)}”的意见，请等答复。")
    return units


@effect("answer_consultation")
def _answer(act: Act, *, consultation: int, outcome: str, opinion: str) -> Told:
    row = _mine(act, consultation)
    said = paragraphs(opinion, LONGEST)
    if outcome not in {Outcome.AGREE, Outcome.DISAGREE}:
        raise Refused("cases.opinion_missing", "请选择同意或者不同意。")
    if outcome == Outcome.DISAGREE and not said:
        raise Refused("cases.opinion_missing", "不同意的，请写明理由。")
    late = act.at >= row.due_at
    row.outcome, row.opinion, row.answered_at = outcome, said, act.at
    row.answered_by, row.answered_name = act.by.key, act.by.name[:100]
    row.save()
    facts = {"asked": row.organisation.name, "outcome": outcome, "opinion": said, "after_due": late}
    return Told(facts, (act.event(ConsultationAnswered, consultation=row.pk, outcome=outcome, late=late),))


def _mine(act: Act, key: int) -> Consultation:
    """The consultation, of the unit that the actor answers for, not yet answered."""
    row = next((one for one in standing.asked_of(act.case, act.by.organisation or 0) if one.pk == key), None)
    if row is None and 0 < key < LARGEST_KEY:
        # Not of his unit: he is told whose answer it is.
        row = act.case.consultations.select_related("organisation").filter(pk=key).first()
    if row is None:
        raise Refused("cases.consultation_gone", "这个办件没有向您的单位征求这项意见，请刷新页面查看。")
    if not standing.answers_for(act.by, row):
        raise AccessDenied(f"这项意见由{row.organisation.name}答复。", visible=True, action=standing.ANSWER)
    if row.outcome not in {Outcome.OPEN, Outcome.SILENT}:
        raise Refused("cases.consultation_answered", f"{row.answered_name}已经答复，不能再改。")
    if row.asked_by == act.by.key:
        raise Refused("cases.own_consultation", "征求意见的人不能自己答复，请由同单位的其他人员答复。")
    return row
