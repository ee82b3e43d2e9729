"""From rows to what doors show: lines, materials, sections, clocks, steps. Masked here, so that no door holds more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bancheng.casework.cases import checking, clocks, forms, materials
from bancheng.casework.cases.lifecycle import CASE, public_word
from bancheng.casework.cases.models import (
    Case,
    CaseMaterial,
    Decision,
    DraftDecision,
    MaterialFile,
    SignedScan,
    SupplementNotice,
    Tolerance,
)
from bancheng.casework.cases.rules import values
from bancheng.casework.cases.rules.clocks import light_at
from bancheng.casework.cases.types import (
    CHECKS,
    GIVEN,
    LIGHTS,
    SIGNED_HOW,
    VERIFIED,
    CaseLine,
    ClockView,
    DecisionView,
    FieldView,
    FileView,
    MaterialView,
    NoticeView,
    PaperView,
    Problem,
    PromisedItem,
    ProposedDecision,
    SectionView,
    ToleranceView,
)
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.files import services as files
from bancheng.ground.law import CaseClock, in_shanghai, now, today
from bancheng.registers.catalog.types import ElementView, GuideDocument, Situation
from bancheng.registers.documents.types import DocumentView
from bancheng.registers.organisations import selectors as organisations


def local(moment: datetime | None) -> datetime | None:
    """The moment as clocks on the wall show it."""
    return None if moment is None else in_shanghai(moment)


def file_view(row: MaterialFile | SignedScan) -> FileView:
    """An uploaded file, or the scan of what somebody signed."""
    return FileView(
        key=row.key,
        name=row.name,
        kind=row.kind,
        size=row.size,
        pages=row.pages,
        uploaded_at=in_shanghai(row.uploaded_at),
        uploaded_by=row.uploaded_by,
        digest=row.digest,
        reused_from=getattr(row, "reused_from", ""),
        health=files.health(row.digest).label,
    )


def line_view(case: Case, *, holder: str = "") -> CaseLine:
    """A case in a list; its organisation and region must have been read with it."""
    running = bool(case.clock)
    light = light_at(now(), warn_at=case.warn_at, due_at=case.due_at) if running else "none"
    return CaseLine(
        key=case.key,
        number=case.number or "",
        item_id=case.item_id,
        item_name=case.item_name,
        organisation=case.organisation.name,
        region=case.region_id,
        region_name=case.region.name,
        state=case.state,
        state_label=CASE.label(case.state),
        public_state=public_word(case.state, case.outcome),
        outcome=case.outcome,
        applicant_name=case.applicant_name,
        applicant_masked=case.applicant_masked,
        channel=case.channel,
        handling=case.handling,
        submitted_at=local(case.submitted_at),
        saved_at=in_shanghai(case.saved_at),
        due_on=case.due_on if running else None,
        light=light,
        light_label=LIGHTS[light],
        remaining=_remaining(case) if running else None,
        holder=holder,
        version=case.version,
        tolerated=case.tolerated,
        committed=case.committed,
        part_of=case.part_of,
        trial=case.trial,
    )


def sections(
    case: Case,
    situation: Situation,
    elements: Mapping[str, ElementView],
    problems: Iterable[Problem] = (),
    *,
    whole: bool,
) -> tuple[SectionView, ...]:
    """The form page by page. `whole`: with the values themselves, for who fills it in; else masked words only."""
    kept = forms.entries(case)
    faults = {problem.key: problem.sentence for problem in problems if problem.part == "field"}
    found = []
    for number, (name, fields) in enumerate(checking.sections_of(situation.fields), start=1):
        shown = tuple(_field(field, elements[field.element], kept, faults, whole) for field in fields)
        found.append(SectionView(number, name, shown, not any(one.fault for one in shown)))
    return tuple(found)


def _field(
    field: Any, element: ElementView, kept: Mapping[str, forms.Entry], faults: Mapping[str, str], whole: bool
) -> FieldView:
    entry = kept.get(field.element)
    value = entry.value if entry else None
    return FieldView(
        field=field,
        element=element,
        label=values.label_of(field, element),
        value=value if whole else None,
        text=values.shown(field, element, value),
        source=entry.source if entry else "",
        obtained_at=local(entry.at) if entry else None,
        fault=faults.get(field.element, ""),
        required=field.required,
    )


def material_views(
    case: Case,
    document: GuideDocument,
    situation: Situation,
    rows: Mapping[int, CaseMaterial],
    notice: SupplementNotice | None = None,
    **offers: Mapping[int, Any],
) -> tuple[MaterialView, ...]:
    """The lines that apply, each as it stands. `offers`: holdings and reusable by line, for who fills it in."""
    gaps = {item["line"]: item["gap"] for item in notice.items} if notice else {}
    found = []
    for one in materials.owed(document, situation, committed=case.committed):
        row = rows.get(one.line)
        if row is None and case.state != "draft":
            continue
        row = row or materials.new_row(case, one)
        if one.vouched and case.state == "draft":
            materials.vouch(row)
        found.append(_material(row, one, materials.files_of(row), gaps.get(one.line, ""), offers))
    return tuple(found)


def _material(
    row: CaseMaterial,
    one: materials.Owed,
    uploads: list[MaterialFile],
    gap: str,
    offers: Mapping[str, Mapping[int, Any]],
) -> MaterialView:
    spared = row.given in {"licence", "shared", "exempt", "generated", "committed"}
    return MaterialView(
        line=one.line,
        code=row.code,
        name=row.name,
        material=one.material,
        required=one.required,
        given=row.given,
        given_label=VERIFIED if materials.verified(row) else GIVEN[row.given],
        spared=spared,
        missing=materials.missing(row, one, len(uploads)),
        source=row.source,
        reason=row.reason,
        obtained_at=local(row.obtained_at),
        licence=row.licence,
        files=tuple(file_view(file) for file in uploads),
        check=row.check_result,
        check_label=CHECKS[row.check_result],
        check_note=row.check_note,
        checked_by=row.checked_by,
        checked_at=local(row.checked_at),
        gap=gap,
        why=one.why,
        holdings=tuple(offers.get("holdings", {}).get(one.line, ())),
        reusable=tuple(offers.get("reusable", {}).get(one.line, ())),
        originals_received=row.originals_received,
        copies_received=row.copies_received,
    )


def clock_views(case: Case, document: GuideDocument) -> tuple[ClockView, ...]:
    """The clocks as pictures: acceptance before it, promised and statutory after it."""
    if case.received_on is None:
        return ()
    if case.accepted_on is None:
        told = None if case.clock else local(case.last_at)
        clock = clocks.acceptance(case)
        return (_clock(case, "受理时限", clock, "《行政许可法》第三十二条", stopped=told is not None),)
    both = clocks.decision(case, document)
    stopped = case.decided_at is not None
    found = [_clock(case, "承诺办结时限", both.promised, "办事指南", stopped=stopped)]
    if both.statutory is not None:
        basis = "；".join(f"{one.law}{one.article}" for one in document.statutory.basis) or "法定办结时限"
        found.append(_clock(case, "法定办结时限", both.statutory, basis, stopped=stopped))
    return tuple(found)


def _clock(case: Case, name: str, clock: CaseClock, basis: str, *, stopped: bool) -> ClockView:
    day, due = today(), clocks.due_of(case, clock)
    # By the same instants as the lists: one case never shows two lights. A stopped clock warns of nothing any more.
    light = light_at(now(), warn_at=due.warn_at, due_at=due.at)
    if stopped:
        light = "overdue" if clock.is_overdue(day) else "normal"
    return ClockView(
        name=name,
        due_on=due.on,
        light=light,
        light_label=LIGHTS[light],
        remaining=clock.remaining(day),
        used=clock.used(day),
        total=clock.total(day),
        unit="个工作日" if clock.term.unit.value in {"workday", "instant"} else "天",
        cells=clock.cells(day),
        basis=basis,
        stopped=stopped,
        provisional=clock.is_provisional(day),
    )


def notice_view(row: SupplementNotice) -> NoticeView:
    """A one-off notification."""
    return NoticeView(
        round=row.round,
        told_at=in_shanghai(row.told_at),
        told_by=row.told_by,
        answered_at=local(row.answered_at),
        items=tuple((item["line"], item["name"], item["gap"], bool(item["new_fact"])) for item in row.items),
        paper=row.paper,
        elements=tuple((item["element"], item["name"], item["gap"]) for item in row.items if item.get("element")),
    )


def tolerance_view(case: Case) -> ToleranceView | None:
    """What comes later. A query only where something was promised (`finding.with_names` says so)."""
    if not getattr(case, "promised", True):
        return None
    row = Tolerance.objects.filter(case=case).first()
    if row is None:
        return None
    return ToleranceView(
        items=tuple(PromisedItem(item["line"], item["name"], item["gap"]) for item in row.items),
        due_on=row.due_on,
        consequence=row.consequence,
        offered_at=in_shanghai(row.offered_at),
        offered_by=row.offered_by,
        paper=row.paper,
        signed_at=local(row.signed_at),
        signed_by=row.signed_by,
        signed_how=SIGNED_HOW.get(row.signed_how, ""),
        words=words_of(case, row),
        scan=_scan_of(case, row),
        digest=row.digest,
        accepted_at=local(row.accepted_at),
        made_up_at=local(row.made_up_at),
        lapsed_at=local(row.lapsed_at),
    )


def words_of(case: Case, promise: Tolerance) -> str:
    """SM3 of the very words that are signed: whose promise about what, the items, the last day, what follows."""
    items = [(item["name"], item["gap"]) for item in promise.items]
    return canonical_sm3([case.number, case.item_name, case.applicant_name, items, promise.due_on, promise.consequence])


def _scan_of(case: Case, promise: Tolerance) -> str:
    """The key of the scan of what was signed at a window; a query only there."""
    if promise.signed_how != "window":
        return ""
    return case.scans.filter(paper=promise.paper).values_list("key", flat=True).first() or ""


def proposed_view(case: Case, promise: ToleranceView | None) -> ProposedDecision | None:
    """The draft that a lapsed promise left; a query only after one lapsed."""
    if promise is None or promise.lapsed_at is None:
        return None
    row = DraftDecision.objects.filter(case=case, settled_at=None).first()
    return None if row is None else ProposedDecision(row.outcome, row.reason, row.basis, in_shanghai(row.made_at))


def decision_view(case: Case) -> DecisionView | None:
    """The decision, once there is one. One query then."""
    if case.decided_at is None:
        return None
    row: Decision | None = getattr(case, "decision", None)
    if row is None:
        return None
    return DecisionView(
        outcome=row.outcome,
        outcome_label=row.get_outcome_display(),
        number=row.number,
        reason=row.reason,
        basis=row.basis,
        remedies=row.remedies,
        decided_at=in_shanghai(row.decided_at),
        decided_name=row.decided_name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        licence=row.licence,
    )


def paper_views(papers: Iterable[DocumentView]) -> tuple[PaperView, ...]:
    """The papers of a case."""
    return tuple(PaperView(one.number, one.title, in_shanghai(one.issued_at).date(), one.ready) for one in papers)


def _remaining(case: Case) -> int | None:
    """Working days left after today until the stored due day; negative when over."""
    if case.due_on is None:
        return None
    day, calendar = today(), organisations.calendar()
    if case.due_on >= day:
        return calendar.workdays_between(day, case.due_on)
    return -calendar.workdays_between(case.due_on, day)
