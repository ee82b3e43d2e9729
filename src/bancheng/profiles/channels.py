"""The channels of publication that a profile brings: `channels.yaml` read into seeds."""

from __future__ import annotations

from pathlib import Path

import yaml

from bancheng.registers.catalog.types import ChannelSeed

FILE = Path(__file__).parent / "channels.yaml"


def read_channels(profile: str, path: Path = FILE) -> tuple[ChannelSeed, ...]:
    """The platform's own pages, and the feeds of one profile."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    own = [ChannelSeed(kind="own", **row) for row in document["own"]]
    return (*own, *(ChannelSeed(kind="feed", **row) for row in document["feeds"].get(profile, ())))
