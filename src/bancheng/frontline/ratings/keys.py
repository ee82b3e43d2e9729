"""What a locality sets for ratings."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

DAYS = declare(
    "ratings.days",
    kind="int",
    unit="day",
    default=30,
    label="办结后多少天内可以评价",
    minimum=1,
    maximum=365,
)
