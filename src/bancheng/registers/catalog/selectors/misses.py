"""What was searched for in vain, within the regions of the actor, most frequent first."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, region_stem
from bancheng.registers.catalog.models import SearchMiss
from bancheng.registers.catalog.selectors.staff import VIEW, covering
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import SearchMissPage

OPEN, SETTLED = "open", "settled"
_CURSOR = re.compile(r"([0-9]{1,9})\.([0-9]{1,18})", re.ASCII)


def misses(actor: Actor, *, state: str = OPEN, q: str = "") -> QuerySet[SearchMiss]:
    """Rows by times, then the latest row. `state`: open or settled; `q`: words that the text holds."""
    rows = SearchMiss.objects.filter(_scope(actor), settled_at__isnull=state != SETTLED)
    word = filter_text(q, 60)
    return (rows.filter(asked__contains=word) if word else rows).order_by("-times", "-pk")


def misses_page(actor: Actor, *, state: str = OPEN, q: str = "", after: str = "", size: int = 50) -> SearchMissPage:
    """One page; a cursor that is none begins at the first."""
    rows = misses(actor, state=state, q=q)
    if place := _CURSOR.fullmatch(after):
        times, pk = int(place[1]), int(place[2])
        rows = rows.filter(Q(times__lt=times) | Q(times=times, pk__lt=pk))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return SearchMissPage(tuple(found[:size]), f"{last.times}.{last.pk}" if last else "")


def miss(actor: Actor, pk: int) -> SearchMiss:
    """One row. Raises AccessDenied (not visible) when it is out of scope or does not exist."""
    row = SearchMiss.objects.filter(_scope(actor), pk=pk).first() if 0 < pk < 2**63 else None
    if row is None:
        raise AccessDenied("没有这条记录。", visible=False, action=VIEW)
    return row


def _scope(actor: Actor) -> Q:
    stems = {region_stem(grant.region) if grant.region else "" for grant in covering(actor, VIEW)}
    if "" in stems:
        return Q()
    covered = Q(pk__in=[])
    for stem in sorted(stems):
        covered |= Q(region_code__startswith=stem)
    return covered
