"""Projects as lists: of a firm, of 发改 with stages and overdue steps, of a department."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bancheng.casework.projects import scope
from bancheng.casework.projects.models import Approval, Problem, Project
from bancheng.casework.projects.rules.words import KINDS, STAGES, STATES
from bancheng.casework.projects.selectors.approvals import approvals_of, mark_of
from bancheng.casework.projects.types import ApprovalView, BoardFilters, ProjectLine, ProjectPage
from bancheng.ground.access import AccessDenied, Actor, may, region_stem
from bancheng.ground.codes import CodeError, ProjectCode
from bancheng.ground.law import in_shanghai, now, today
from bancheng.registers.identity import selectors as identity

LARGEST = 200
WORDS = 5
CURSOR = re.compile(r"([0-9]{1,12}\.[0-9]{2})~([0-9]{1,18})", re.ASCII)
PARTS = ("registered", "submitted", "overdue", "problems", "mine", "cancelled")


def own_projects(actor: Actor, *, after: str = "", size: int = 20) -> ProjectPage:
    """The projects of the firms that he may act for today, newest first."""
    kind, _, key = actor.key.partition(":")
    if actor.kind != "person" or kind != "person" or not key.isdecimal():
        return ProjectPage(())
    firms = [one.id for one in identity.legal_persons_of(int(key))]
    return _page(Project.objects.filter(legal_person__in=firms), after, size, BoardFilters())


def board(actor: Actor, filters: BoardFilters, *, after: str = "", size: int = 50) -> ProjectPage:
    """The projects in his scope. A dozen queries at most, whatever the number. Raises AccessDenied without `projects.view`."""
    return _page(_narrowed(_seen(actor), actor, filters), after, size, filters)


def board_counts(actor: Actor, filters: BoardFilters) -> Mapping[str, int]:
    """How many stand in each part under the other filters. One query."""
    rows = _narrowed(_seen(actor), actor, BoardFilters(q=filters.q, kind=filters.kind, region=filters.region))
    return rows.aggregate(**{part: Count("pk", filter=_part(part, actor)) for part in PARTS})


def lines_of(rows: Sequence[Project], actor: Actor | None = None) -> tuple[ProjectLine, ...]:
    """These projects as lines, each with its stages. Six queries."""
    keys = [row.pk for row in rows]
    approvals = approvals_of(keys, actor)
    places: dict[int, list[str]] = {}
    for pk, name in (
        Project.objects.filter(pk__in=keys).order_by("sites__place").values_list("pk", "sites__region__name")
    ):
        if name and name not in places.setdefault(pk, []):
            places[pk].append(name)
    late = Q(nodes__done_at=None, nodes__due_on__lt=today())
    counted = Problem.objects.filter(project__in=keys, closed_at=None).values("project")
    sums = {
        row["project"]: (row["n"], row["late"])
        for row in counted.annotate(
            n=Count("pk", distinct=True), late=Count("pk", filter=late, distinct=True)
        ).order_by()
    }
    return tuple(line(row, approvals[row.pk], places.get(row.pk, ()), sums.get(row.pk, (0, 0))) for row in rows)


def line(
    row: Project, approvals: Sequence[ApprovalView], regions: Sequence[str], problems: tuple[int, int]
) -> ProjectLine:
    """One project as a line, from what was read of it."""
    by_stage = {stage: [one for one in approvals if one.stage == stage] for stage in STAGES}
    return ProjectLine(
        key=row.key,
        code=row.code or "",
        name=row.name,
        firm=row.firm,
        state=row.state,
        state_label=STATES[row.state],
        kind_label=KINDS[row.kind],
        regions=tuple(regions),
        investment=row.investment,
        saved_at=in_shanghai(row.saved_at),
        stages=tuple((label, mark_of(by_stage[stage])) for stage, label in STAGES.items()),
        approvals=len(approvals),
        overdue=sum(one.overdue for one in approvals),
        problems=problems[0],
        late_problems=problems[1],
    )


def _seen(actor: Actor) -> QuerySet[Project]:
    if not (may(actor, scope.VIEW).allowed or may(actor, scope.COORDINATE).allowed):
        raise AccessDenied("您的岗位没有查看投资项目的权限。", visible=True, action=scope.VIEW)
    return scope.visible(actor)


def _narrowed(rows: QuerySet[Project], actor: Actor, filters: BoardFilters) -> QuerySet[Project]:
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.region:
        rows = rows.filter(pk__in=_built_in(filters.region))
    if filters.part in PARTS:
        rows = rows.filter(_part(filters.part, actor))
    typed = filters.q.replace("\x00", " ").strip()[:100]
    if not typed:
        return rows
    try:
        return rows.filter(code=str(ProjectCode.parse(typed)))
    except CodeError:
        pass
    for word in typed.split()[:WORDS]:
        rows = rows.filter(
            Q(name__icontains=word) | Q(firm__icontains=word) | Q(uscc__iexact=word) | Q(code__startswith=word)
        )
    return rows


def _built_in(region: str) -> QuerySet[Project, int]:
    stem = region_stem(region[:12])
    return Project.objects.filter(sites__region__code__startswith=stem).values_list("pk", flat=True)


def _part(part: str, actor: Actor) -> Q:
    """A part of the list as a condition on the row."""
    match part:
        case "overdue":
            return Q(Exists(_late_approvals()))
        case "problems":
            return Q(Exists(Problem.objects.filter(project=OuterRef("pk"), closed_at=None)))
        case "mine":
            return Q(Exists(Approval.objects.filter(project=OuterRef("pk"), organisation=actor.organisation or 0)))
        case _:
            return Q(state=part)


def _late_approvals() -> QuerySet[Approval]:
    """Approvals of which the clock, or an open step, has run out."""
    moment = now()
    rows = Approval.objects.filter(project=OuterRef("pk"), case__isnull=False)
    clock = ~Q(case__clock="") & Q(case__due_at__lte=moment)
    return rows.filter(clock | Q(case__tasks__state="open", case__tasks__due_at__lte=moment))


def _page(rows: QuerySet[Project], after: str, size: int, filters: BoardFilters) -> ProjectPage:
    count = max(1, min(size, LARGEST))
    if filters.order == "investment":
        rows = _after_investment(rows.order_by("-investment", "-pk"), after)
    else:
        rows = rows.order_by("-pk")
        rows = rows.filter(pk__lt=int(after)) if after.isascii() and after.isdecimal() and len(after) < 19 else rows
    found = list(rows[: count + 1])
    more = ""
    if len(found) > count:
        last = found[count - 1]
        more = f"{last.investment:.2f}~{last.pk}" if filters.order == "investment" else str(last.pk)
    return ProjectPage(lines_of(found[:count]), more)


def _after_investment(rows: QuerySet[Project], after: str) -> QuerySet[Project]:
    found = CURSOR.fullmatch(after)
    if found is None:
        return rows
    last = Decimal(found[1])
    return rows.filter(Q(investment__lt=last) | Q(investment=last, pk__lt=int(found[2])))
