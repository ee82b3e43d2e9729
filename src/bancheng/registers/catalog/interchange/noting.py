"""What a run says of itself: conflicts, what was left out and why. Every note is counted, the first thousands are kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

MOST = 5_000


@dataclass(slots=True)
class Notes:
    """`rows`: code, where, sentence; `counts`: how many of each code, kept or not."""

    rows: list[dict[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def say(self, code: str, where: str, sentence: str) -> None:
        self.counts[code] += 1
        if len(self.rows) < MOST:
            self.rows.append({"code": code, "where": where[:200], "sentence": sentence[:500]})

    @property
    def cut(self) -> int:
        """How many are counted and not kept."""
        return self.counts.total() - len(self.rows)
