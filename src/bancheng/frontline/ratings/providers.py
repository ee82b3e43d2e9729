"""What this room answers to lower rooms: how items are talked about, and how satisfied people are with an organ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q

from bancheng.frontline.ratings import selectors
from bancheng.frontline.ratings.models import Rating
from bancheng.ground.access import region_stem
from bancheng.ground.law import SHANGHAI, today
from bancheng.registers.lists.selectors import provide_aspect, provide_volumes
from bancheng.registers.lists.types import AspectAnswer, Counts

BAD = (1, 2)
YEAR = timedelta(days=365)
ENOUGH = 0.9


@provide_volumes("ratings")
def attention(region: str, since: date, until: date) -> Mapping[int, Counts]:
    """By item: ratings as attention, the bad ones as complaints. One statement."""
    start, end = (
        datetime.combine(since, time(), SHANGHAI),
        datetime.combine(until + timedelta(days=1), time(), SHANGHAI),
    )
    rows = Rating.objects.filter(
        rated_at__gte=start,
        rated_at__lt=end,
        invitation__item__isnull=False,
        invitation__region__code__startswith=region_stem(region),
    )
    found = rows.values("invitation__item").annotate(n=Count("pk"), bad=Count("pk", filter=Q(grade__in=BAD)))
    return {row["invitation__item"]: Counts(attention=row["n"], complaints=row["bad"]) for row in found.order_by()}


@provide_aspect("assessment", "ratings")
def satisfaction(organisation: int) -> AspectAnswer:
    """考核评价: rated within a year, and at least nine in ten satisfied."""
    found = selectors.summary(organisation=organisation, since=today() - YEAR, until=today())
    if found.satisfied is None:
        return AspectAnswer(0, 0, "一年内还没有评价")
    percent = int(found.satisfied * 100)
    return AspectAnswer(int(found.satisfied >= ENOUGH), 1, f"一年内 {found.total} 次评价，满意率 {percent}%")
