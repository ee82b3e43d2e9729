"""A feed: every guide of a region in the order in which it last changed, so that who comes back gets only what is new."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from bancheng.ground import law
from bancheng.ground.access import region_stem
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import Channel, GuideVersion, ImplementationItem
from bancheng.registers.catalog.types import FeedEntry, FeedPage

SINCE = r"^([0-9]{1,17}\.[0-9]{1,18})?$"
LARGEST = 50  # guides a page: some 50 KB each
OVERLAP = timedelta(minutes=2)
"""How far the last cursor steps back: a change whose transaction ended after a later one is given with the next call.
An entry given twice is the same entry; who has its digest already skips it."""

_SINCE = re.compile(SINCE, re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
State = ImplementationItem.State


def public_items(channel: Channel) -> QuerySet[ImplementationItem]:
    """The items whose guides are, or once were, public in the channel's region."""
    rows = ImplementationItem.objects.filter(
        Exists(GuideVersion.objects.filter(item=OuterRef("pk"), effective_from__lte=law.today(), state__in=_SEEN))
    )
    return rows.filter(region__code__startswith=region_stem(channel.region_id)) if channel.region_id else rows


_SEEN = (GuideVersion.State.PUBLISHED, GuideVersion.State.WITHDRAWN)


def feed(channel: Channel, *, since: str = "", size: int = 20) -> FeedPage:
    """What changed after `since` (the `next` of an earlier page; "" from the beginning), oldest first.

    Raises `Refused`: feed.since. One statement.
    """
    rows = public_items(channel).select_related("current").order_by("listed_at", "pk")
    if since:
        moment, last = _read(since)
        rows = rows.filter(Q(listed_at__gt=moment) | Q(listed_at=moment, pk__gt=last))
    size = max(1, min(size, LARGEST))
    found = list(rows.defer("current__body")[: size + 1])
    more = len(found) > size
    found = found[:size]
    return FeedPage(tuple(_entry(row) for row in found), _next(found, since, more=more), more)


def _entry(row: ImplementationItem) -> FeedEntry:
    version = row.current
    shown = version if version is not None and row.state == State.PUBLISHED else None
    return FeedEntry(
        item_id=row.pk,
        name=row.name if shown is None or shown.document is None else shown.document["identity"]["name"],
        implementation_code=row.code,
        state="withdrawn" if version is None and row.state == State.DRAFT else row.state,
        version=shown.number if shown else 0,
        digest=shown.digest if shown else "",
        changed_at=law.in_shanghai(row.listed_at),
        effective_from=shown.effective_from if shown else None,
        document=shown.document if shown else None,
    )


def _next(found: list[ImplementationItem], since: str, *, more: bool) -> str:
    """Within a backlog exactly behind the last entry; at its end a little back, but never before where the call began."""
    if not found:
        return since
    if more:
        return _written(found[-1].listed_at, found[-1].pk)
    settled = law.now() - OVERLAP
    old = [row for row in found if row.listed_at <= settled]
    return _written(old[-1].listed_at, old[-1].pk) if old else since


def _written(moment: datetime, last: int) -> str:
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}.{last}"


def _read(since: str) -> tuple[datetime, int]:
    if not _SINCE.fullmatch(since):
        raise Refused("feed.since", "since 应当是上一次返回的 next，请原样带回。")
    moment, _, last = since.partition(".")
    return _EPOCH + timedelta(microseconds=int(moment)), int(last)
