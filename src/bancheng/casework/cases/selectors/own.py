"""What who applied sees: drafts, own cases, their files and papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from bancheng.casework.cases import checking, course, finding, forms, materials, mending, reading, standing, trips
from bancheng.casework.cases.errors import GONE
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.materials import document_of, own_uploads
from bancheng.casework.cases.models import Case, CaseMaterial, MaterialFile, SignedScan, SupplementNotice
from bancheng.casework.cases.paperwork import owner_of
from bancheng.casework.cases.rules.changes import changes_between
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
    DraftView,
    FileView,
    GuideChange,
    Holding,
    OwnCase,
    Problem,
    Reusable,
    ToleranceView,
    WithdrawalView,
)
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import in_shanghai
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.documents import selectors as documents
from bancheng.registers.documents.types import DocumentFile
from bancheng.registers.identity import selectors as identity
from bancheng.registers.licences import selectors as licences

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
REUSABLE_SHOWN = 3


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
    notice = _open_notice(row)
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


def draft(actor: Actor, case: str) -> DraftView:
    """A draft, or a file to be supplemented, with everything that is still missing. Raises AccessDenied, Refused-free.

    For who applies and for the windows in whose scope the item is.
    """
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    if standing.roles(actor, row).isdisjoint({"applicant", "clerk"}):
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    document = document_of(row)
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, row, elements)
    rows = materials.rows_of(row)
    problems = _problems(row, document, situation, elements, rows)
    change, gone = _change(row, document)
    notice = _open_notice(row)
    offers: dict[str, Mapping[int, Any]] = {}
    if standing.may_use_holdings(actor, row):
        offers = {"holdings": _holdings(row, document), "reusable": _reusable(row, document)}
    return DraftView(
        key=row.key,
        number=row.number or "",
        version=row.version,
        state=row.state,
        item_id=row.item_id,
        item_name=row.item_name,
        organisation=row.organisation.name,
        region=row.region_id,
        document=document,
        guide_number=document.version,
        capacity=row.capacity,
        capacity_label=CAPACITIES[row.capacity],
        applicant_name=row.applicant_name,
        applicant_masked=row.applicant_masked,
        applicant_set=row.applicant_id is not None or row.legal_person_id is not None,
        questions=situation.questions,
        question=situation.question,
        answers=row.answers,
        sections=reading.sections(row, situation, elements, problems, whole=True),
        materials=reading.material_views(row, document, situation, rows, notice, **offers),
        problems=problems,
        saved_at=in_shanghai(row.saved_at),
        change=change,
        gone=gone,
        committed=row.committed,
        part_of=row.part_of,
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


def _open_notice(row: Case) -> SupplementNotice | None:
    if row.state != "supplement_requested":
        return None
    return row.notices.filter(answered_at=None).order_by("-round").first()


def _problems(
    row: Case, document: GuideDocument, situation: Any, elements: Any, rows: Mapping[int, CaseMaterial]
) -> tuple[Problem, ...]:
    if row.state == "draft":
        return checking.problems(row, document, situation, elements, rows)
    notice = _open_notice(row)
    if notice is None:
        return ()
    return mending.unanswered(row, notice, rows)


def _change(row: Case, document: GuideDocument) -> tuple[GuideChange | None, str]:
    """What became of the guide since the draft was begun."""
    if row.state != "draft":
        return None, ""
    pinned = catalog.pin(row.item_id)
    if pinned is None:
        return None, catalog.why_gone(row.item_id) or GONE
    if pinned.version_id == row.guide_version_id:
        return None, ""
    return changes_between(document, pinned.document), ""


def _holdings(row: Case, document: GuideDocument) -> dict[int, tuple[Holding, ...]]:
    """By line, the valid e-licences of the applicant that would stand for it. One query."""
    held = defaultdict(list)
    for card in licences.held(owner_of(row)):
        held[card.type].append(Holding(card.identifier, card.type_name, card.number, card.valid_to, card.organisation))
    return {
        line: tuple(held[material.code])
        for line, material in enumerate(document.materials, start=1)
        if material.code in held
    }


def _reusable(row: Case, document: GuideDocument) -> dict[int, tuple[Reusable, ...]]:
    """By line, what the applicant handed in before of the same code, newest first. One query."""
    if row.applicant_id is None and row.legal_person_id is None:
        return {}
    codes = {material.code for material in document.materials if material.kind != "form"}
    rows = MaterialFile.objects.filter(own_uploads(row), material__code__in=codes, removed_at=None)
    rows = rows.exclude(material__case=row).select_related("material__case").order_by("-id")
    found: dict[str, dict[str, Reusable]] = defaultdict(dict)
    for one in rows[:100]:
        same = found[one.material.code]
        if len(same) < REUSABLE_SHOWN and one.digest not in same:
            same[one.digest] = Reusable(one.key, one.name, one.material.case.number or "", in_shanghai(one.uploaded_at))
    return {
        line: tuple(found[material.code].values())
        for line, material in enumerate(document.materials, start=1)
        if material.code in found
    }
