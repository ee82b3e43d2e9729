"""How tests judge the points of a stage: each met, a value at its bound."""

from __future__ import annotations

from bancheng.casework.cases.types import Criterion, StaffCase


def judged(found: StaffCase, stage: str, *, met: bool = True) -> list[Criterion]:
    """Every point of the stage, as a reviewer who finds all of them met (or none) sends them."""
    return [Criterion(one.text, met, value=one.least or one.most) for one in found.points.get(stage, ())]
