"""Questions about channels: for the door of machines, for the page of comparison, for screens."""

from __future__ import annotations

from bancheng.registers.catalog.channels.comparing import (
    channel_lines,
    channel_row,
    channels,
    standings,
)
from bancheng.registers.catalog.channels.feeds import feed
from bancheng.registers.catalog.channels.keys import key_hash
from bancheng.registers.catalog.channels.screens import screen_guides
from bancheng.registers.catalog.models import Channel

__all__ = [
    "channel_lines",
    "channel_of_key",
    "channel_row",
    "channels",
    "feed",
    "feed_channel",
    "screen_guides",
    "standings",
]


def channel_of_key(key: str) -> Channel | None:
    """The open channel of a valid key; None for any other text. One query."""
    hashed = key_hash(key)
    if not hashed:
        return None
    return Channel.objects.filter(key_hash=hashed, active=True, kind=Channel.Kind.FEED).first()


def feed_channel(code: str) -> Channel | None:
    """An open channel by its code; None for one that does not fetch, is switched off or does not exist."""
    return Channel.objects.filter(code=code, active=True, kind=Channel.Kind.FEED).first()
