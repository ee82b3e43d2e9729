"""Problems of projects with their nodes, for who coordinates and for who has to answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from bancheng.casework.projects import scope
from bancheng.casework.projects.models import Node, Problem
from bancheng.casework.projects.rules.nodes import standing
from bancheng.casework.projects.rules.words import NODES
from bancheng.casework.projects.types import NodeView, ProblemView
from bancheng.ground.access import AccessDenied, Actor, Target, may
from bancheng.ground.law import in_shanghai, today

MOST = 200


def problem(actor: Actor, key: str) -> ProblemView:
    """One problem of a project that he sees. Raises AccessDenied, not visible."""
    row = _rows().filter(key=key[:32]).first()
    if row is None:
        raise AccessDenied("没有找到这个问题。", visible=False, action=scope.VIEW)
    scope.demand_sight(actor, row.project)
    return _views([row], actor)[0]


def open_problems(actor: Actor, *, mine: bool = False) -> tuple[ProblemView, ...]:
    """The problems in his scope that are not closed, the most pressing first. `mine`: those that his organ has to answer."""
    rows = _rows().filter(closed_at=None, project__in=scope.visible(actor).values("pk"))
    if mine:
        rows = rows.filter(organisation=actor.organisation or 0)
    views = _views(rows.order_by("pk")[:MOST], actor)
    return tuple(sorted(views, key=_pressing))


def problems_of(actor: Actor, projects: Collection[int]) -> Mapping[int, tuple[ProblemView, ...]]:
    """By project, the newest first. No right is asked: the caller has shown that the projects are his to see."""
    found: dict[int, list[ProblemView]] = {pk: [] for pk in projects}
    rows = list(_rows().filter(project__in=list(projects)).order_by("-pk"))
    for row, view in zip(rows, _views(rows, actor), strict=True):
        found[row.project_id].append(view)
    return {pk: tuple(views) for pk, views in found.items()}


def _pressing(view: ProblemView) -> Any:
    return min((node.due_on for node in view.nodes if node.done_at is None), default=view.opened_on)


def _rows() -> QuerySet[Problem]:
    return Problem.objects.select_related("project", "organisation").prefetch_related("nodes")


def _views(rows: Iterable[Problem], actor: Actor) -> list[ProblemView]:
    return [_view(row, actor) for row in rows]


def _view(row: Problem, actor: Actor) -> ProblemView:
    is_open = row.closed_at is None
    target = Target(row.subject, row.region_id, row.organisation_id)
    return ProblemView(
        key=row.key,
        project=row.project.key,
        project_name=row.project.name,
        title=row.title,
        detail=row.detail,
        major=row.major,
        organ=row.organisation.name,
        opened_on=row.opened_on,
        opened_at=in_shanghai(row.opened_at),
        opened_by=row.opened_by,
        nodes=tuple(_node(one, is_open=is_open) for one in row.nodes.all()),
        closed_at=in_shanghai(row.closed_at) if row.closed_at else None,
        closed_by=row.closed_by,
        result=row.result,
        duty=row.duty_id,
        may_answer=is_open and may(actor, scope.ANSWER, target).allowed,
        may_close=is_open and actor.kind == "staff" and scope.coordinates(actor, row.project),
    )


def _node(row: Node, *, is_open: bool) -> NodeView:
    told = standing(row.due_on, row.done_on, today())
    return NodeView(
        node=row.node,
        label=NODES[row.node],
        due_on=row.due_on,
        standing=told if is_open or row.done_on is not None else "skipped",
        done_at=in_shanghai(row.done_at) if row.done_at else None,
        done_by=row.done_by,
        note=row.note,
    )
