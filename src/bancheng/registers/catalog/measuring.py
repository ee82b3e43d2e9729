"""Four measures of a guide and what a new version changes in them: 减环节、减材料、减时间、减跑动 (新密 M22). Pure.

A body that is not finished is measured as far as it goes: what cannot be read is None, and no difference is told for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bancheng.ground.law import Term
from bancheng.registers.catalog.rules import limit_text, term_of
from bancheng.registers.catalog.schema import Limit
from bancheng.registers.catalog.types.standing import MEASURES, Delta, Measures


def measures(body: Mapping[str, Any]) -> Measures:
    """What the four come to in a body or a published document (as JSON)."""
    promised = _limit(body.get("promised"))
    visits = body.get("visits")
    return Measures(
        steps=_count(body.get("stages")),
        materials=_handed_in(body.get("materials")),
        promised=term_of(promised) if promised else None,
        promised_text=limit_text(promised) if promised else "",
        trips=visits if isinstance(visits, int) and not isinstance(visits, bool) else None,
    )


def deltas(before: Measures | None, after: Measures) -> tuple[Delta, ...]:
    """Before, after and the difference of each of the four, in their order. `before` None: there was no version before."""
    return tuple(_delta(key, before, after) for key in MEASURES)


def _delta(key: str, before: Measures | None, after: Measures) -> Delta:
    if key == "days":
        return _days(before, after)
    was, now = getattr(before, key, None), getattr(after, key)
    change = now - was if was is not None and now is not None else None
    return Delta(key, _text(was), _text(now), change)


def _days(before: Measures | None, after: Measures) -> Delta:
    """Terms are subtracted in one unit only; 当场办结 is none of it in any unit."""
    was, now = before.promised if before else None, after.promised
    texts = before.promised_text if before else "", after.promised_text
    if was is None or now is None or not _alike(was, now):
        return Delta("days", *texts, None)
    unit = was.unit if now.is_instant else now.unit
    return Delta("days", *texts, now.n - was.n, str(unit))


def _alike(one: Term, other: Term) -> bool:
    return one.unit == other.unit or one.is_instant or other.is_instant


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def _count(rows: Any) -> int | None:
    return len(rows) if isinstance(rows, list | tuple) else None


def _handed_in(rows: Any) -> int | None:
    """Papers that applicants bring at most: neither spared nor made from what is filled in online."""
    if not isinstance(rows, list | tuple):
        return None
    written = [row for row in rows if isinstance(row, Mapping)]
    return sum(not row.get("exempt") and not row.get("generated") for row in written)


def _limit(value: Any) -> Limit | None:
    try:
        return Limit.model_validate(value) if isinstance(value, Mapping) else None
    except ValidationError:
        return None
