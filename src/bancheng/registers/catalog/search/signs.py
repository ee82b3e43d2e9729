"""The facets of few values as one short text beside the entry: what they narrow is told from it, not looked up one by one."""

from __future__ import annotations

from collections.abc import Iterable

SIGNS = frozenset({"audience", "item_type", "nature", "online", "owner_type"})
"""Kinds with a handful of codes, each of a large part of all entries."""


def signs_of(facets: Iterable[tuple[str, str]]) -> str:
    """` audience:legal item_type:01 `, or nothing."""
    words = sorted({f"{kind}:{code}" for kind, code in facets if kind in SIGNS})
    return f" {' '.join(words)} " if words else ""


def sign(kind: str, code: str) -> str:
    """What the text of an entry holds that has this facet."""
    return f" {kind}:{code} "
