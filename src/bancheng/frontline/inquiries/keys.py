"""What a locality sets for inquiries."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

DAYS = declare(
    "inquiries.days",
    kind="int",
    unit="workday",
    default=3,
    label="首问咨询在几个工作日内答复",
    minimum=1,
    maximum=30,
)
