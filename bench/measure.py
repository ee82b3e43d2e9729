"""Measuring two ways of doing a thing in turns, so that whatever else the machine does falls on both."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


def seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@dataclass(frozen=True)
class Turns:
    """Median seconds of both, and the median of the ratio within each turn (which a slow spell of the machine leaves alone)."""

    ours: float
    floor: float
    ratio: float


def in_turns(ours: Work, floor: Work, *, rounds: int) -> Turns:
    """Each done `rounds` times, one after the other. A ratio of 0.5 says that ours takes twice as long."""
    pairs = [(seconds(ours), seconds(floor)) for _ in range(rounds)]
    mine, bare = zip(*pairs, strict=True)
    return Turns(median(mine), median(bare), median(b / m for m, b in pairs))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 100) * len(ordered) // 100) - 1)]
