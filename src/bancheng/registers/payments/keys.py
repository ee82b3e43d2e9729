"""What a locality sets for payments."""

from __future__ import annotations

from bancheng.ground.law import 行政许可法
from bancheng.registers.organisations.types import declare

ARTICLE = "西峡县实施方案三（三）4"
NONE = "无"

DUE = declare(
    "payments.due_days", kind="int", unit="day", default=15, label="开单后多少天内缴费", minimum=1, maximum=365
)
FRESH = declare(
    "payments.callback_minutes",
    kind="int",
    unit="minute",
    default=10,
    label="收款通知签发后多少分钟内有效，过后只认查询结果",
    minimum=1,
    maximum=1440,
)
QUERY = declare(
    "payments.query_minutes",
    kind="int",
    unit="minute",
    default=3,
    label="多少分钟没有收款通知就主动查询",
    minimum=1,
    maximum=60,
)
EXPIRE = declare(
    "payments.expire_minutes",
    kind="int",
    unit="minute",
    default=30,
    label="一次缴费最多等多少分钟，过后关闭",
    minimum=5,
    maximum=1440,
)
LEAD_FIELDS = declare(
    "payments.lead_fields",
    kind="text",
    default=NONE,
    label="率先开展网上缴费的领域：机关职能代码，用顿号分开；没有的写“无”",
    article=ARTICLE,
)
BASIS_FEES = declare(
    "payments.basis_fees",
    kind="text",
    default=str(行政许可法("第五十八条")),
    label="公开清单的依据：政务服务收费目录",
)
"""What the list of fees stands on: the law, unless the measures of the locality name the list themselves."""
