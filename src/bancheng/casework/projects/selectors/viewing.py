"""One project whole: what it says, its stages with what runs beside what, its time line, its problems and changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.projects import finding, scope
from bancheng.casework.projects.models import Change, Project, StageItem
from bancheng.casework.projects.rules.words import BESIDE, INDUSTRIES, OUTCOMES, STAGES
from bancheng.casework.projects.selectors import boards
from bancheng.casework.projects.selectors.approvals import approvals_of, mark_of
from bancheng.casework.projects.selectors.problems import problems_of
from bancheng.casework.projects.types import (
    ApprovalView,
    ChangeView,
    Moment,
    OfferedItem,
    ProblemView,
    ProjectLine,
    ProjectView,
    SiteView,
    StageView,
)
from bancheng.ground.access import Actor
from bancheng.ground.codes import ancestor_codes
from bancheng.ground.codes.projects import DEPARTMENTS, PROJECT_TYPES
from bancheng.ground.law import Refused, in_shanghai
from bancheng.registers.documents import selectors as documents
from bancheng.registers.documents.types import DocumentFile


def project(actor: Actor, key: str) -> ProjectView:
    """A project by key or code, for its firm or within the scope of staff. Raises AccessDenied, not visible."""
    row = scope.demand_sight(actor, finding.find(key[:60]))
    approvals = approvals_of([row.pk], actor)[row.pk]
    problems = problems_of(actor, [row.pk])[row.pk]
    sites = tuple(
        SiteView(one.region_id, one.region.name, one.address)
        for one in row.sites.select_related("region").order_by("place")
    )
    firm = scope.acts_for(actor, row)
    late = sum(one.late for one in problems)
    summary = (sum(one.closed_at is None for one in problems), late)
    return ProjectView(
        line=boards.line(row, approvals, tuple(dict.fromkeys(one.region_name for one in sites)), summary),
        data=finding.data_of(row),
        uscc=row.uscc,
        sites=sites,
        type_label=PROJECT_TYPES[row.project_type],
        industry_label=INDUSTRIES[row.industry],
        department_label=DEPARTMENTS.get(row.department, row.department),
        revision=row.revision,
        submitted_at=_local(row.submitted_at),
        registered_at=_local(row.registered_at),
        registered_by=row.registered_by,
        returned_reason=row.returned_reason,
        cancelled_at=_local(row.cancelled_at),
        cancelled_reason=row.cancelled_reason,
        stages=_stages(row, sites, approvals),
        timeline=tuple(sorted(_moments(row, approvals, problems), key=lambda one: one.at)),
        problems=problems,
        changes=tuple(_change(one) for one in row.changes.order_by("-number")),
        paper=_paper(row),
        may=_may(actor, row, firm=firm),
        bundles=bundles.of_project(row.code) if row.code else (),
        alike=alike(row) if firm or scope.coordinates(actor, row) else (),
    )


def paper_file(actor: Actor, key: str) -> DocumentFile:
    """The file of the 项目登记单 of a project that he sees.

    Raises AccessDenied, not visible; Refused: projects.not_coded, documents.waiting, documents.failed.
    """
    row = scope.demand_sight(actor, finding.find(key[:60]))
    number = _paper(row)
    if not number:
        raise Refused("projects.not_coded", "项目赋码以后才有登记单。")
    return documents.document_file(number, actor=actor, open_to=lambda view: view.subject == row.subject)


def _paper(row: Project) -> str:
    return next((one.number for one in documents.documents_of(row.subject)), "")


def alike(row: Project) -> tuple[ProjectLine, ...]:
    """Projects of the same firm with the same name: perhaps the same project twice."""
    same = Project.objects.filter(legal_person=row.legal_person_id, folded=row.folded).exclude(pk=row.pk)
    return boards.lines_of(list(same.exclude(state__in=["draft", "cancelled"]).order_by("-pk")[:5]))


def _may(actor: Actor, row: Project, *, firm: bool) -> frozenset[str]:
    coordinator = actor.kind == "staff" and scope.coordinates(actor, row)
    found: set[str] = set()
    if firm:
        found |= {"draft": {"save", "submit"}, "returned": {"save", "submit"}, "registered": {"change", "apply"}}.get(
            row.state, set()
        )
        if row.state == "draft" and row.submitted_at is None:
            found.add("discard")
    if coordinator:
        found |= {"submitted": {"accept", "give_back"}, "registered": {"urge", "open_problem", "stage"}}.get(
            row.state, set()
        )
    if (firm or coordinator) and row.state in {"submitted", "returned", "registered"}:
        found.add("cancel")
    return frozenset(found)


def _stages(row: Project, sites: Sequence[SiteView], approvals: Sequence[ApprovalView]) -> tuple[StageView, ...]:
    offered = _offered(row, sites) if row.state == "registered" else {}
    found = []
    for key, label in (*STAGES.items(), ("", BESIDE)):
        here = tuple(one for one in approvals if one.stage == key)
        if key or here:
            found.append(StageView(key, label, mark_of(here), here, tuple(offered.get(key, ()))))
    return tuple(found)


def _offered(row: Project, sites: Sequence[SiteView]) -> dict[str, list[OfferedItem]]:
    """Items of each stage that the places of the project offer, themselves or above them, and nobody applied for. One query."""
    regions = {code for site in sites for code in (site.region, *ancestor_codes(site.region))}
    asked = set(row.approvals.filter(case__isnull=False).values_list("case__item", flat=True))
    rows = StageItem.objects.filter(item__region__in=regions, item__current__isnull=False, item__state="published")
    found: dict[str, list[OfferedItem]] = {}
    for one in rows.exclude(item__in=asked).select_related("item__organisation", "item__region").order_by("item"):
        item = one.item
        found.setdefault(one.stage, []).append(
            OfferedItem(item.pk, item.name, item.organisation.name, item.region.name)
        )
    return found


def _moments(row: Project, approvals: Sequence[ApprovalView], problems: Sequence[ProblemView]) -> Iterator[Moment]:
    if row.submitted_at is not None:
        yield Moment(in_shanghai(row.submitted_at), "提交登记", row.name, row.firm)
    if row.registered_at is not None:
        yield Moment(in_shanghai(row.registered_at), "受理赋码", row.code or "", row.registered_by, "ok")
    for one in approvals:
        yield from _approval_moments(one)
    for change in row.changes.all():
        yield Moment(in_shanghai(change.at), "信息变更", change.reason, change.by_name)
    for problem in problems:
        yield from _problem_moments(problem)
    if row.cancelled_at is not None:
        yield Moment(in_shanghai(row.cancelled_at), "撤销项目", row.cancelled_reason, "", "bad")


def _approval_moments(one: ApprovalView) -> Iterator[Moment]:
    for receipt in one.receipts:
        ended = receipt.outcome_label != OUTCOMES["accepted"]
        about = "，".join(word for word in (f"{receipt.happened_on}", one.document if ended else "") if word)
        told = f"{one.item_name}：{receipt.outcome_label}（{about}）"
        yield Moment(receipt.received_at, "部门系统结果", told, one.organ_name, "ok" if one.place == "done" else "")
    if one.started_at is not None:
        yield Moment(one.started_at, "开始审批", f"{one.item_name}（{one.number}）", one.organ_name)
    if one.ended_at is not None:
        tone = {"done": "ok", "refused": "bad"}.get(one.place, "")
        yield Moment(one.ended_at, "审批结果", f"{one.item_name}：{one.state_label}", one.organ_name, tone)


def _problem_moments(one: ProblemView) -> Iterator[Moment]:
    yield Moment(one.opened_at, "交办问题", one.title, one.organ, "warn")
    for node in one.nodes:
        if node.done_at is not None:
            yield Moment(node.done_at, f"问题{node.label}", f"{one.title}：{node.note}", node.done_by)
    if one.closed_at is not None:
        yield Moment(one.closed_at, "问题销号", f"{one.title}：{one.result}", one.closed_by, "ok")


def _local(moment: datetime | None) -> datetime | None:
    return None if moment is None else in_shanghai(moment)


def _change(row: Change) -> ChangeView:
    return ChangeView(
        number=row.number,
        at=in_shanghai(row.at),
        by_name=row.by_name,
        reason=row.reason,
        lines=tuple((label, before, after) for label, before, after in row.lines),
    )
