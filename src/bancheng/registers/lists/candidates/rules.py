"""Pure: from the figures of all candidates to their score and order (CAT-14). No ORM."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bancheng.registers.lists.types.candidates import Counts


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing candidates are compared by: its key, its words in the plan, its weight (0–100)."""

    key: str
    label: str
    weight: int


def once_figures(counts: Counts, breadth: int) -> dict[str, int]:
    """办件量大、企业和群众关注度高、涉及面广 (西峡县实施方案三（一）)."""
    return {"volume": counts.cases, "attention": counts.attention, "breadth": breadth}


def cross_figures(counts: Counts) -> dict[str, int]:
    """反映最强烈、最渴望解决、办事频率高、办件量大 (重庆市工作方案二（四）).

    Frequency: cases per hundred applicants, so that what people come for again and again stands out from what many come for.
    """
    frequency = counts.cases * 100 // counts.people if counts.people else 0
    return {
        "complaints": counts.complaints,
        "wishes": counts.elsewhere,
        "frequency": frequency,
        "volume": counts.cases,
    }


def largest(figures: Iterable[Mapping[str, int]], factors: Sequence[Factor]) -> dict[str, int]:
    """The largest figure of each kind: what all are measured against."""
    most = {factor.key: 0 for factor in factors}
    for row in figures:
        for key, value in most.items():
            most[key] = max(value, row[key])
    return most


def parts(row: Mapping[str, int], factors: Sequence[Factor], most: Mapping[str, int]) -> tuple[float, ...]:
    """What each figure of an item adds to its score: its share of the largest, weighted, out of 100."""
    whole = sum(factor.weight for factor in factors) or 1
    return tuple(
        round(100 * factor.weight / whole * row[factor.key] / most[factor.key], 1) if most[factor.key] else 0.0
        for factor in factors
    )


def score(given: Sequence[float]) -> float:
    """The sum of the parts, 0–100."""
    return round(sum(given), 1)
