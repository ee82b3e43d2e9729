"""Channels as verbs: entered, given a key, switched off; and what each was handed, kept in one statement a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject, Target, demand
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.channels.keys import SHOWN, key_hash, new_key
from bancheng.registers.catalog.models import Channel, ChannelFetch
from bancheng.registers.catalog.typed import line
from bancheng.registers.catalog.types import ChannelSeed, FeedEntry
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations.types import EVERYWHERE

EDIT_CHANNELS = "channels.edit"
ASKED_EVERY = timedelta(minutes=10)
_CODE = re.compile(r"[a-z][a-z0-9_-]{1,39}", re.ASCII)


def channel_subject(channel: Channel) -> Subject:
    """The stream of a channel: when it was entered, given a key, switched."""
    return Subject("catalog.channel", channel.code)


def take_in_channels(*, seeds: Sequence[ChannelSeed], by: Actor) -> int:
    """Add the channels of a profile that are missing; returns how many. What is there is left as it is."""
    with transaction.atomic():
        known = set(Channel.objects.values_list("code", flat=True))
        fresh = [seed for seed in seeds if seed.code not in known]
        for seed in fresh:
            _enter(seed, by)
    return len(fresh)


def add_channel(*, code: str, label: str, region: str, by: Actor) -> Channel:
    """A channel outside that will fetch the guides of a region and below ("" of all regions).

    Raises AccessDenied, `Refused`: channel.code, channel.label, channel.region, channel.twice.
    """
    if not _CODE.fullmatch(code):
        raise Refused("channel.code", "渠道代码请用小写字母开头，由小写字母、数字和横线组成，2 到 40 个字符。")
    if region and organisations.region(region) is None:
        raise Refused("channel.region", "没有这个区划，请从列表中选择。")
    named = line(label, longest=60, code="channel.label", sentence="请填写渠道名称，最多 60 个字。")
    with transaction.atomic():
        _demand(by, region)
        if Channel.objects.filter(code=code).exists():
            raise Refused("channel.twice", f"已经有代码为 {code} 的渠道，请换一个代码。")
        return _enter(ChannelSeed(code, named, Channel.Kind.FEED, region), by)


def switch_channel(*, channel: Channel, active: bool, by: Actor) -> Channel:
    """Switch a feed off or on; while it is off its key opens nothing. Raises AccessDenied, `Refused`: channel.own."""
    with transaction.atomic():
        row = _locked(channel, by)
        row.active = active
        row.save(update_fields=["active"])
        append(channel_subject(row), "switch_channel", by=by, facts={"active": active})
    return row


def issue_channel_key(*, channel: Channel, by: Actor) -> str:
    """A new key for a feed, shown this once; the one before opens nothing from now on. Raises AccessDenied, `Refused`: channel.own."""
    key = new_key()
    with transaction.atomic():
        row = _locked(channel, by)
        renewed = bool(row.key_hash)
        row.key_hash, row.key_prefix, row.key_made_at = key_hash(key), key[:SHOWN], law.now()
        row.save(update_fields=["key_hash", "key_prefix", "key_made_at"])
        append(channel_subject(row), "issue_channel_key", by=by, facts={"renewed": renewed})
    return key


def revoke_channel_key(*, channel: Channel, by: Actor) -> None:
    """Take the key of a feed back. Raises AccessDenied, `Refused`: channel.own, channel.no_key."""
    with transaction.atomic():
        row = _locked(channel, by)
        if not row.key_hash:
            raise Refused("channel.no_key", "这个渠道现在没有密钥。")
        row.key_hash = row.key_prefix = ""
        row.save(update_fields=["key_hash", "key_prefix"])
        append(channel_subject(row), "revoke_channel_key", by=by)


def note_fetch(*, channel: Channel, entries: Sequence[FeedEntry]) -> int:
    """Keep what a channel was handed; returns how many rows are new or changed. No journal: it is a trace of reading.

    One statement reads what is kept, one writes what differs; most calls of a channel that is in step write nothing.
    """
    moment = law.now()
    kept = ChannelFetch.objects.filter(channel=channel, item__in=[entry.item_id for entry in entries])
    known = {row.item_id: (row.number, row.digest) for row in kept}
    fresh = [
        ChannelFetch(
            channel=channel, item_id=entry.item_id, number=entry.version, digest=entry.digest, fetched_at=moment
        )
        for entry in entries
        if known.get(entry.item_id) != (entry.version, entry.digest)
    ]
    if fresh:
        ChannelFetch.objects.bulk_create(
            fresh,
            update_conflicts=True,
            unique_fields=["channel", "item"],
            update_fields=["number", "digest", "fetched_at"],
        )
    if channel.asked_at is None or channel.asked_at <= moment - ASKED_EVERY:
        due = Q(asked_at=None) | Q(asked_at__lte=moment - ASKED_EVERY)
        Channel.objects.filter(due, pk=channel.pk).update(asked_at=moment)
    return len(fresh)


def _enter(seed: ChannelSeed, by: Actor) -> Channel:
    row = Channel.objects.create(
        code=seed.code, label=seed.label, kind=seed.kind, region_id=seed.region or None, order=seed.order
    )
    facts = {"label": row.label, "kind": row.kind, "region": seed.region}
    append(channel_subject(row), "add_channel", by=by, facts=facts)
    return row


def _locked(channel: Channel, by: Actor) -> Channel:
    row = Channel.objects.select_for_update().get(pk=channel.pk)
    _demand(by, row.region_id or "")
    if row.kind != Channel.Kind.FEED:
        raise Refused("channel.own", f"“{row.label}”是本平台自己的页面，直接读取现行版本，不用密钥，也不能停用。")
    return row


def _demand(by: Actor, region: str) -> None:
    demand(by, EDIT_CHANNELS, Target(region=region or EVERYWHERE))
