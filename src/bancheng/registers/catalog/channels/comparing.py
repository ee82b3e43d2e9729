"""How far each channel is in step: what is in force beside what it last fetched."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, Max, Q, QuerySet, Value, When

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, within
from bancheng.registers.catalog.channels.feeds import public_items
from bancheng.registers.catalog.models import Channel, ChannelFetch, ImplementationItem
from bancheng.registers.catalog.selectors.staff import VIEW, covering, scope_of
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import ChannelLine, ChannelLines, ChannelStanding, ChannelView

STATES = ("step", "behind", "never", "stale")
"""In step; holds an older version; never fetched; holds what is no longer public."""
LARGEST_PAGE = 500
_LISTED = Q(state=ImplementationItem.State.PUBLISHED, current__isnull=False)


def channels(actor: Actor) -> tuple[ChannelView, ...]:
    """The channels of the regions that the actor sees, own pages first."""
    return tuple(channel_view(row) for row in _visible(actor))


def channel_row(actor: Actor, code: str) -> Channel:
    """The row that services take. Raises AccessDenied (not visible)."""
    found = next((row for row in _visible(actor) if row.code == code), None)
    if found is None:
        raise AccessDenied("没有找到这个渠道，或者它不在您的管理范围内。", visible=False, action=VIEW)
    return found


def standings(actor: Actor) -> tuple[ChannelStanding, ...]:
    """Each channel with its counts over the items the actor sees; own pages render the version in force and are in step."""
    rows = _visible(actor)
    last = dict(ChannelFetch.objects.values_list("channel").annotate(last=Max("fetched_at")))
    return tuple(
        ChannelStanding(
            channel_view(row), _counts(actor, row), law.in_shanghai(last[row.pk]) if row.pk in last else None
        )
        for row in rows
    )


def channel_lines(
    actor: Actor, channel: Channel, *, state: str = "", q: str = "", after: str = "", size: int = 50
) -> ChannelLines:
    """The items of a channel with what it last fetched of each, narrowed by STATES and words; keyset-paged by item."""
    rows = _compared(actor, channel)
    if state in STATES:
        rows = rows.filter(standing=state)
    for word in filter_text(q).split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(organisation__name__icontains=word) | Q(code__iexact=word))
    if after.isascii() and after.isdigit() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    size = max(1, min(size, LARGEST_PAGE))
    found = list(rows.order_by("pk")[: size + 1])
    more = str(found[size - 1].pk) if len(found) > size else ""
    return ChannelLines(tuple(_line(row, channel) for row in found[:size]), more)


def channel_view(row: Channel) -> ChannelView:
    return ChannelView(
        id=row.pk,
        code=row.code,
        label=row.label,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        region_code=row.region_id or "",
        region_name=row.region.name if row.region else "",
        active=row.active,
        key_prefix=row.key_prefix if row.key_hash else "",
        key_made_at=law.in_shanghai(row.key_made_at) if row.key_made_at and row.key_hash else None,
        asked_at=law.in_shanghai(row.asked_at) if row.asked_at else None,
    )


def _visible(actor: Actor) -> list[Channel]:
    grants = covering(actor, VIEW)
    rows = Channel.objects.select_related("region").order_by("order", "code")
    return [
        row
        for row in rows
        if any(
            not row.region_id or within(row.region_id, grant.region) or within(grant.region, row.region_id)
            for grant in grants
        )
    ]


def _counts(actor: Actor, channel: Channel) -> dict[str, int]:
    rows = _compared(actor, channel).order_by()
    counts = dict(rows.values_list("standing").annotate(n=Count("pk")))
    return {state: counts.get(state, 0) for state in STATES if counts.get(state, 0) or state != "stale"}


def _compared(actor: Actor, channel: Channel) -> QuerySet[Any]:
    """Each item that the channel owes a version of, or holds one of, with its `standing`."""
    scope = scope_of(actor, VIEW)
    if scope is None:
        return ImplementationItem.objects.none()
    rows = public_items(channel).filter(scope).select_related("current", "organisation", "region")
    rows = rows.defer("current__body", "current__document")
    if channel.kind == Channel.Kind.OWN:
        return rows.filter(_LISTED).annotate(standing=Value("step"))
    rows = rows.annotate(taken=FilteredRelation("fetches", condition=Q(fetches__channel=channel)))
    rows = rows.filter(_LISTED | Q(taken__number__gt=0))
    return rows.annotate(
        fetched=F("taken__number"),
        fetched_digest=F("taken__digest"),
        fetched_at=F("taken__fetched_at"),
        standing=Case(
            When(~_LISTED, then=Value("stale")),
            When(taken__digest=F("current__digest"), then=Value("step")),
            When(taken__number__gt=0, then=Value("behind")),
            default=Value("never"),
        ),
    )


def _line(row: ImplementationItem, channel: Channel) -> ChannelLine:
    own = channel.kind == Channel.Kind.OWN
    listed = row.current if row.state == ImplementationItem.State.PUBLISHED else None
    number, digest = (listed.number, listed.digest) if listed else (0, "")
    fetched_at = None if own else getattr(row, "fetched_at", None)
    return ChannelLine(
        item_id=row.pk,
        name=row.name,
        organ=row.organisation.name,
        region_name=row.region.name,
        number=number,
        digest=digest,
        fetched=number if own else getattr(row, "fetched", None),
        fetched_digest=digest if own else getattr(row, "fetched_digest", None) or "",
        fetched_at=law.in_shanghai(fetched_at) if fetched_at else None,
        state=getattr(row, "standing", ""),
    )
