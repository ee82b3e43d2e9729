"""The light of a clock from its stored instants, for rooms above that show cases among other things."""

from __future__ import annotations

from datetime import datetime

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.rules.clocks import light_at
from bancheng.ground.access import Actor
from bancheng.ground.law import now


def light(warn_at: datetime | None, due_at: datetime | None) -> str:
    """normal, warning or overdue now; none where no clock runs."""
    return light_at(now(), warn_at=warn_at, due_at=due_at)


def sees(actor: Actor, case: str) -> bool:
    """Whether the case exists for him."""
    row = finding.find(case)
    return row is not None and standing.sees(actor, row)
