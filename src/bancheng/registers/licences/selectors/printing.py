"""What waits to be printed, for the result desk."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, may, region_stem
from bancheng.registers.licences.models import PrintTask
from bancheng.registers.licences.reading import PRINT, print_view
from bancheng.registers.licences.types import PrintTaskView

LARGEST = 200


def print_tasks(actor: Actor, *, state: str = "waiting", q: str = "", size: int = 100) -> tuple[PrintTaskView, ...]:
    """Print tasks within the actor's `licences.print` grants, newest first; `q` looks for a number. One query."""
    rows = _seen_by(actor)
    if state:
        rows = rows.filter(state=state)
    if wanted := q.replace("\x00", "").strip()[:60]:
        rows = rows.filter(Q(licence__number__icontains=wanted) | Q(licence__holder_name__icontains=wanted))
    return tuple(print_view(row) for row in rows.order_by("-pk")[: max(1, min(size, LARGEST))])


def print_task(actor: Actor, task: int) -> PrintTaskView:
    """One print task. Raises AccessDenied, not visible, out of scope or absent."""
    row = _seen_by(actor).filter(pk=task).first()
    if row is None:
        raise AccessDenied("没有找到这项打印任务。", visible=False, action=PRINT)
    return print_view(row)


def _seen_by(actor: Actor) -> QuerySet[PrintTask]:
    rows = PrintTask.objects.select_related("licence__type")
    scope = Q(pk=None)
    for grant in set(actor.grants):
        if not may(Actor(kind=actor.kind, key=actor.key, name="", grants=(grant,)), PRINT).allowed:
            continue
        if not grant.region and grant.organisation is None:
            return rows
        part = Q(licence__region__code__startswith=region_stem(grant.region)) if grant.region else Q()
        scope |= part & Q(licence__organisation=grant.organisation) if grant.organisation is not None else part
    return rows.filter(scope)
