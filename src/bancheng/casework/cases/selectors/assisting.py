"""Remote assistance as its two sides see it: the applicant his marks, the helper the draft, masked and read-only."""

from __future__ import annotations

from django.db.models import QuerySet

from bancheng.casework.cases import checking, finding, helping, materials, reading, standing
from bancheng.casework.cases.models import Assistance, Case
from bancheng.casework.cases.types.assisting import ASSISTANCE_STATES, AssistanceView, HelperPage, Hint
from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.codes import mask_name
from bancheng.ground.law import in_shanghai
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import Question

SHOWN = 20


def assistance(actor: Actor, case: str) -> AssistanceView | None:
    """The last assistance of one's own draft; None where nobody was ever invited. Raises AccessDenied, invisible."""
    row = finding.find(case)
    if row is None or not standing.is_applicant(actor, row):
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    found = _rows().filter(case=row).first()
    return None if found is None else _view(found)


def live_assistance(case: str) -> AssistanceView | None:
    """The assistance going on for a draft that the caller has already shown to be the reader's; None mostly. Two queries."""
    found = _rows().filter(case__key=case, ended_at=None).first()
    view = None if found is None else _view(found)
    return view if view is not None and view.live else None


def helped_by(actor: Actor) -> tuple[AssistanceView, ...]:
    """The assistances of this helper, newest first."""
    demand(actor, helping.ASSIST)
    return tuple(_view(row) for row in _rows().filter(helper=actor.key)[:SHOWN])


def helper_page(actor: Actor, key: str) -> HelperPage:
    """What the helper may see now. Raises AccessDenied, invisible, for any other; without the action, visible."""
    demand(actor, helping.ASSIST)
    row = _rows().filter(key=key[:32], helper=actor.key).first()
    if row is None:
        raise AccessDenied("没有找到这次远程协助。", visible=False, action=helping.ASSIST)
    view = _view(row)
    case = row.case
    name = case.applicant_name if case.legal_person_id else mask_name(case.applicant_name)
    if view.state != "joined":
        return HelperPage(view, name, case.organisation.name)
    document = materials.document_of(case)
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, case, elements)
    rows = materials.rows_of(case)
    problems = checking.problems(case, document, situation, elements, rows) if case.state == "draft" else ()
    return HelperPage(
        view,
        name,
        case.organisation.name,
        questions=tuple((one, _answer(case, one)) for one in situation.questions),
        sections=reading.sections(case, situation, elements, problems, whole=False),
        materials=reading.material_views(case, document, situation, rows),
        problems=problems,
    )


def _rows() -> QuerySet[Assistance]:
    return (
        Assistance.objects.select_related("case__organisation", "case__guide_version", "helper_organisation")
        .prefetch_related("hints")
        .order_by("-pk")
    )


def _view(row: Assistance) -> AssistanceView:
    state = helping.state_of(row, row.case)
    return AssistanceView(
        key=row.key,
        state=state,
        state_label=ASSISTANCE_STATES[state],
        item_name=row.case.item_name,
        invited_at=in_shanghai(row.invited_at),
        until=in_shanghai(row.ends_at or row.expires_at),
        helper_name=row.helper_name,
        helper_organisation=row.helper_organisation.name if row.helper_organisation else "",
        hints=tuple(
            Hint(one.pk, one.part, one.place, one.label, one.sentence, in_shanghai(one.at), one.settled_at is not None)
            for one in row.hints.all()
        ),
    )


def _answer(case: Case, question: Question) -> str:
    """The answer in words; "" where there is none yet."""
    value = case.answers.get(question.element)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return next((one.label for one in question.options if one.value == value), str(value))
