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
TOLERANCE_CONSEQUENCE = declare(
    "cases.tolerance_consequence",
    kind="text",
    default="逾期未补齐的，依法作出不予批准决定。",
    label="容缺受理逾期未补齐的处理办法",
    article="新密市政务服务管理办法第三十六条",
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
