"""The key by which a channel outside is known: shown once, kept as a keyed hash; it opens that channel's feed and nothing else."""

from __future__ import annotations

import secrets

from bancheng.ground.crypto import keyed_hash

MARK, BYTES, SHOWN = "bcfeed_", 32, 13
LONGEST = 80


def new_key() -> str:
    """256 random bits behind a mark that tells it from a person's access token."""
    return MARK + secrets.token_hex(BYTES)


def key_hash(key: str) -> str:
    """The hash by which a channel is found; "" for what cannot be a key."""
    if not key.startswith(MARK) or len(key) > LONGEST or not key.isascii():
        return ""
    return keyed_hash(key, purpose="catalog.channel_key")
