"""The rules of this room: how the clock of a case runs where the law leaves it to the locality."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

PROMISE_RUNS_DURING_SPECIAL = declare(
    "clock.promised_runs_during_special",
    kind="bool",
    default=False,
    label="特别程序计入承诺时限",
    article="《行政许可法》第四十五条",
)
WARN_DAYS = declare(
    "clock.warn_days",
    kind="int",
    unit="workday",
    default=2,
    label="到期前预警",
    minimum=0,
    maximum=60,
)
