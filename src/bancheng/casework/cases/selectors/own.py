"""What who applied sees: own cases in lists and each with its files and papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from bancheng.casework.cases import course, finding, forms, materials, reading, standing, trips
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, MaterialFile, SignedScan
from bancheng.casework.cases.selectors import billing
from bancheng.casework.cases.selectors.afterwards import afterwards_of
from bancheng.casework.cases.selectors.asking import pre_review_of, withdrawals_of
from bancheng.casework.cases.selectors.commitments import commitment_of
from bancheng.casework.cases.selectors.cursors import before_id, size_of
from bancheng.casework.cases.selectors.handing import handed_of
from bancheng.casework.cases.selectors.paths import extension_of, procedures_of
from bancheng.casework.cases.types import (
    CAPACITIES,
    CasePage,
    FileView,
    OwnCase,
    ToleranceView,
    WithdrawalView,
)
from bancheng.ground.access import AccessDenied, Actor
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.documents import selectors as documents
from bancheng.registers.documents.types import DocumentFile
from bancheng.registers.identity import selectors as identity

PARTS = {
    "all": Q(),
    "draft": Q(state="draft"),
    "open": Q(
        state__in=(
            "submitted",
            "pre_reviewed",
            "supplement_requested",
            "accepted",
            "under_review",
            "suspended",
            "decided",
        )
    ),
    "done": Q(state__in=("delivered", "collected", "closed", "not_accepted", "withdrawn", "terminated", "revoked")),
}


def own_cases(actor: Actor, *, part: str = "all", after: str = "", size: int = 20) -> CasePage:
    """The cases and drafts of a person and of the firms he may act for today, newest first. At most four queries.

    What is part of a greater application stands there, not here.
    """
    rows = before_id(_own(actor).filter(part_of="").filter(PARTS.get(part, Q())), after)
    count = size_of(size)
    found = list(rows.select_related("organisation", "region").defer("form")[: count + 1])
    return CasePage(
        tuple(reading.line_view(row) for row in found[:count]), str(found[count - 1].pk) if len(found) > count else ""
    )


def own_counts(actor: Actor) -> Mapping[str, int]:
    """How many stand in each part of one's own list."""
    counted = {part: Count("pk", filter=which) if which else Count("pk") for part, which in PARTS.items()}
    return _own(actor).filter(part_of="").aggregate(**counted)


def drafts_of_item(actor: Actor, item_id: int) -> CasePage:
    """One's own drafts of an item, to go on with."""
    rows = (
        _own(actor)
        .filter(state="draft", part_of="", item=item_id)
        .select_related("organisation", "region")
        .order_by("-saved_at")
    )
    return CasePage(tuple(reading.line_view(row) for row in rows[:5]))


def own_case(actor: Actor, case: str) -> OwnCase:
    """A submitted case for who may act for its applicant. Raises AccessDenied, invisible, for anybody else."""
    row = _mine(actor, case, submitted=True)
    document = document_of(row)
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, row, elements)
    notice = materials.open_notice(row)
    pictures = reading.clock_views(row, document)
    promise = reading.tolerance_view(row)
    withdrawals = withdrawals_of(row)
    return OwnCase(
        line=reading.line_view(row),
        query_code=forms.query_code_of(row),
        capacity_label=CAPACITIES[row.capacity],
        filer_name=row.filer.name if row.filer else "",
        progress=CASE.progress(row.state),
        steps=course.steps(row, inner=materials.internal_stages(document)),
        clock=pictures[0] if pictures else None,
        materials=reading.material_views(row, document, situation, materials.rows_of(row), notice),
        sections=reading.sections(row, situation, elements, whole=False),
        papers=reading.paper_views(documents.documents_of(standing.subject_of(row))),
        notice=reading.notice_view(notice) if notice else None,
        decision=reading.decision_view(row),
        verbs=tuple(
            line.verb for line in CASE.open_to(row.state, "applicant") if _open_now(line.verb, promise, withdrawals)
        ),
        tolerance=promise,
        pre_review=pre_review_of(row),
        withdrawals=withdrawals,
        document=document,
        delivery=row.delivery,
        can_rate=row.state == "closed",
        afterwards=afterwards_of(row),
        handed=handed_of(row),
        procedures=procedures_of(row),
        extension=extension_of(row),
        trips=trips.days_of(row),
        commitment=commitment_of(row),
        bills=billing.bills_of(row, document),
    )


def own_file(actor: Actor, case: str, file_key: str) -> FileView:
    """An uploaded file of one's own case. Raises AccessDenied, invisible."""
    return _file(_mine(actor, case), file_key)


def paper_file(actor: Actor, number: str) -> DocumentFile:
    """The file of a paper of a case, for whoever sees the case. Raises AccessDenied, invisible; Refused while it is made."""

    def sees(view: Any) -> bool:
        if view.subject.kind != "cases.case":
            return False
        row = finding.find(view.subject.key)
        return row is not None and standing.sees(actor, row)

    return documents.document_file(number, actor=actor, open_to=sees)


def file_of(row: Case, file_key: str) -> FileView:
    """A file of this case; AccessDenied, invisible, for one of another."""
    return _file(row, file_key)


def _file(row: Case, file_key: str) -> FileView:
    known = finding.KEY.fullmatch(file_key) is not None
    found: MaterialFile | SignedScan | None = None
    if known:
        found = MaterialFile.objects.filter(key=file_key, material__case=row).first()
        found = found or row.scans.filter(key=file_key).first()
    if found is None:
        raise AccessDenied("没有找到这个文件。", visible=False, action=standing.VIEW)
    return reading.file_view(found)


def _own(actor: Actor) -> QuerySet[Case]:
    person = standing.person_key(actor)
    if not person:
        return Case.objects.none()
    firms = [firm.id for firm in identity.legal_persons_of(person)]
    # An operator loses sight of the firm's cases with his authority; an agent files in his own name.
    own = Q(applicant=person) | (Q(filer=person) & (Q(legal_person=None) | Q(capacity="agent")))
    return Case.objects.filter(own | Q(legal_person__in=firms)) if firms else Case.objects.filter(own)


def _mine(actor: Actor, case: str, *, submitted: bool = False) -> Case:
    row = finding.find(case, finding.with_names())
    if row is None or not standing.is_applicant(actor, row) or (submitted and row.submitted_at is None):
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    return row


def _open_now(verb: str, promise: ToleranceView | None, withdrawals: tuple[WithdrawalView, ...]) -> bool:
    """What the table allows in this state, and the case has occasion for."""
    if verb == "ask_to_withdraw":
        return all(one.consented is not None for one in withdrawals)
    return verb != "make_up" or (promise is not None and promise.waiting)
