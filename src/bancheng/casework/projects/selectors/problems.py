"""Problems of projects with their nodes, for who coordinates and for who has to answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce

from bancheng.casework.projects import scope
from bancheng.casework.projects.models import Node, Problem
from bancheng.casework.projects.rules.nodes import standing
from bancheng.casework.projects.rules.words import NODES
from bancheng.casework.projects.types import NodeView, ProblemPage, ProblemView
from bancheng.ground.access import AccessDenied, Actor, Target, may
from bancheng.ground.law import in_shanghai, today

MOST = 200
CURSOR = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})~([0-9]{1,18})", re.ASCII)


def problem(actor: Actor, key: str) -> ProblemView:
    """One problem of a project that he sees. Raises AccessDenied, not visible."""
    row = _rows().filter(key=key[:32]).first()
    if row is None:
        raise AccessDenied("没有找到这个问题。", visible=False, action=scope.VIEW)
    scope.demand_sight(actor, row.project)
    return _views([row], actor)[0]


def open_problems(actor: Actor, *, mine: bool = False, after: str = "", size: int = 50) -> ProblemPage:
    """The problems in his scope that are not closed, the most pressing first. `mine`: those that his organ has to answer.

    `after`: the cursor of the page before; what is none begins the list anew. Four queries, whatever the number.
    """
    rows = _rows().filter(closed_at=None, project__in=scope.visible(actor).values("pk"))
    if mine:
        rows = rows.filter(organisation=actor.organisation or 0)
    open_node = Min("nodes__due_on", filter=Q(nodes__done_at=None))
    rows = _behind(rows.annotate(pressing=Coalesce(open_node, "opened_on")), after).order_by("pressing", "pk")
    count = max(1, min(size, MOST))
    found = list(rows[: count + 1])
    more = f"{found[count - 1].pressing}~{found[count - 1].pk}" if len(found) > count else ""
    return ProblemPage(tuple(_views(found[:count], actor)), more)


def _behind(rows: Any, after: str) -> Any:
    """Those after the last line of the page before."""
    told = CURSOR.fullmatch(after)
    if told is None:
        return rows
    try:
        day = date.fromisoformat(told[1])
    except ValueError:
        return rows
    return rows.filter(Q(pressing__gt=day) | Q(pressing=day, pk__gt=int(told[2])))


def problems_of(actor: Actor, projects: Collection[int]) -> Mapping[int, tuple[ProblemView, ...]]:
    """By project, the newest first. No right is asked: the caller has shown that the projects are his to see."""
    found: dict[int, list[ProblemView]] = {pk: [] for pk in projects}
    rows = list(_rows().filter(project__in=list(projects)).order_by("-pk"))
    for row, view in zip(rows, _views(rows, actor), strict=True):
        found[row.project_id].append(view)
    return {pk: tuple(views) for pk, views in found.items()}


def _rows() -> QuerySet[Problem]:
    return Problem.objects.select_related("project", "organisation").prefetch_related("nodes")


def _views(rows: Iterable[Problem], actor: Actor) -> list[ProblemView]:
    found = list(rows)
    mine = scope.coordinated(actor, {row.project_id for row in found})
    return [_view(row, actor, coordinates=row.project_id in mine) for row in found]


def _view(row: Problem, actor: Actor, *, coordinates: bool) -> ProblemView:
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
        may_close=is_open and coordinates,
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
