"""One case whole, as staff in whose scope it is see it."""

from __future__ import annotations

from bancheng.casework.cases import course, finding, materials, reading, standing, trips
from bancheng.casework.cases.chain import chain_of
from bancheng.casework.cases.keys import TOLERANCE_CONSEQUENCE
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.rules import stages as graph
from bancheng.casework.cases.selectors import billing
from bancheng.casework.cases.selectors.afterwards import afterwards_of
from bancheng.casework.cases.selectors.answering import answers_in_words
from bancheng.casework.cases.selectors.asking import Asked, consultations_of, pre_review_of, withdrawals_of
from bancheng.casework.cases.selectors.buttons import verbs_of
from bancheng.casework.cases.selectors.commitments import commitment_of
from bancheng.casework.cases.selectors.handing import handed_of
from bancheng.casework.cases.selectors.inboxes import task_view
from bancheng.casework.cases.selectors.listing import like
from bancheng.casework.cases.selectors.own import file_of
from bancheng.casework.cases.selectors.paths import extension_of, procedures_of
from bancheng.casework.cases.selectors.prechecking import kept_hints
from bancheng.casework.cases.types import (
    CAPACITIES,
    IDENTITY_METHODS,
    FileView,
    StaffCase,
)
from bancheng.ground.access import AccessDenied, Actor
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import Situation
from bancheng.registers.documents import selectors as documents
from bancheng.registers.organisations import selectors as organisations

OPEN = CaseTask.State.OPEN


def staff_case(actor: Actor, case: str) -> StaffCase:
    """One case for staff in whose scope it is, with the buttons he really has. Raises AccessDenied, invisible."""
    row = _seen(actor, case)
    document = materials.document_of(row)
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, row, elements)
    tasks = list(row.tasks.order_by("pk"))
    notices = list(row.notices.all())
    promise = reading.tolerance_view(row)
    consultations = consultations_of(actor, row)
    withdrawals = withdrawals_of(row)
    bills = billing.bills_of(row, document)
    waiting = notices[-1] if notices and notices[-1].answered_at is None else None
    lines = reading.material_views(row, document, situation, materials.rows_of(row), waiting)
    hints, shown = kept_hints(row)
    return StaffCase(
        line=reading.line_view(row),
        capacity_label=CAPACITIES[row.capacity],
        filer_name=row.filer.name if row.filer else "",
        identity_method=IDENTITY_METHODS.get(row.identity_method, ""),
        document=document,
        guide_version=document.version,
        answers=answers_in_words(situation),
        sections=reading.sections(row, situation, elements, whole=False),
        materials=lines,
        tasks=tuple(task_view(task) for task in tasks),
        stages=_stages(row, situation, tasks),
        notices=tuple(reading.notice_view(notice) for notice in notices),
        decision=reading.decision_view(row),
        papers=reading.paper_views(documents.documents_of(standing.subject_of(row))),
        progress=CASE.progress(row.state),
        clocks=reading.clock_views(row, document),
        steps=(taken := course.steps(row)),
        chain=chain_of(taken),
        verbs=verbs_of(actor, row, tasks, promise, Asked(consultations, withdrawals)),
        duplicates=like(actor, row),
        tolerance=promise,
        pre_review=pre_review_of(row),
        consultations=consultations,
        withdrawals=withdrawals,
        proposed=reading.proposed_view(row, promise),
        unclaimed=row.unclaimed,
        deemed=row.deemed,
        delivery=row.delivery,
        afterwards=afterwards_of(row),
        handed=handed_of(row, lines),
        procedures=procedures_of(row),
        extension=extension_of(row),
        trips=trips.days_of(row),
        commitment=commitment_of(row, actor),
        whole=standing.sees_whole(actor, row),
        bills=bills,
        chargeable=billing.chargeable(actor, row, document, bills),
        to_return=billing.to_return(row, bills),
        hints=hints,
        hints_shown=shown,
        points={
            stage.key: catalog.review_points(document, stage.key, situation, elements)
            for stage in situation.stages
            if stage.kind in graph.REVIEWING
        },
    )


def tolerance_consequence(region: str) -> str:
    """What follows of a promise that is not kept, in the words of the region's profile: the text an offer begins with."""
    return str(organisations.rule(TOLERANCE_CONSEQUENCE.key, region))


def staff_file(actor: Actor, case: str, file_key: str) -> FileView:
    """An uploaded file of a case in his scope. Raises AccessDenied, invisible."""
    return file_of(_seen(actor, case), file_key)


def _seen(actor: Actor, case: str) -> Case:
    row = finding.find(case, finding.with_names())
    if row is None or row.state == "draft" or actor.kind != "staff":
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    return standing.demand_sight(actor, row)


def _stages(row: Case, situation: Situation, tasks: list[CaseTask]) -> tuple[tuple[str, str, str], ...]:
    """The graph of this case in order: (key, name, place)."""
    state = {task.stage: task.state for task in tasks}
    places: dict[str, str] = {OPEN: "now", CaseTask.State.DONE: "done"}
    accepted = row.accepted_at is not None
    found = []
    for stage in situation.stages:
        place = places.get(state.get(stage.key, ""), "wait")
        if stage.kind in graph.BEFORE_ACCEPTANCE:
            place = "done" if accepted or (stage.kind == "intake" and row.submitted_at) else "now"
        found.append((stage.key, stage.name, place))
    return tuple(found)
