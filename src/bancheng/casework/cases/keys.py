"""What a locality sets for cases."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

COLLECTION_DAYS = declare(
    "cases.collection_days",
    kind="int",
    unit="workday",
    default=30,
    label="结果待领取满多少个工作日后自动办结",
    minimum=1,
    maximum=365,
)
DRAFT_DAYS = declare(
    "cases.draft_days",
    kind="int",
    unit="day",
    default=90,
    label="草稿保留天数",
    minimum=7,
    maximum=730,
)
