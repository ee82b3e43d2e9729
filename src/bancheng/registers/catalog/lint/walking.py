"""The guides of a run: current ones and drafts of the items in use, of a region with all below it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from bancheng.ground.access import region_stem
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, LintRun

CURRENT, DRAFT, BOTH = "current", "draft", "both"
WHAT = (BOTH, CURRENT, DRAFT)
_DRAFTS = Q(state=GuideVersion.State.DRAFT)
_CURRENT = Q(current_of__isnull=False)
_CONDITIONS = {CURRENT: _CURRENT, DRAFT: _DRAFTS, BOTH: _CURRENT | _DRAFTS}


def scope_of_run(run: LintRun) -> QuerySet[GuideVersion]:
    """All versions that the run examines."""
    rows = GuideVersion.objects.filter(_CONDITIONS[run.what], item__region__code__startswith=region_stem(run.region_id))
    rows = rows.exclude(item__state=ImplementationItem.State.CANCELLED)
    return rows if run.organisation_id is None else rows.filter(item__organisation=run.organisation_id)


def guides(run: LintRun, *, after: int, size: int) -> list[GuideVersion]:
    """The next versions behind an id, with their items and without their documents."""
    rows = scope_of_run(run).filter(pk__gt=after).select_related("item__basic").defer("document").order_by("pk")
    return list(rows[:size])


def regions_of(run: LintRun) -> tuple[str, ...]:
    """The regions whose items it examines: 12-digit codes."""
    codes = scope_of_run(run).order_by().values_list("item__region_id", flat=True).distinct()
    return tuple(sorted(codes)) or (run.region_id,)
