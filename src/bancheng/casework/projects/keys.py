"""What a locality sets for projects."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

ARTICLE = "山西省“互联网+政务服务”实施方案三（一）2"
UNITS = (("day", "自然日"), ("workday", "工作日"))

STUDY_DAYS = declare(
    "projects.study_days",
    kind="int",
    unit="day",
    default=1,
    label="项目问题几天内研究",
    article=ARTICLE,
    minimum=1,
    maximum=30,
)
FEEDBACK_DAYS = declare(
    "projects.feedback_days",
    kind="int",
    unit="day",
    default=3,
    label="项目问题几天内反馈",
    article=ARTICLE,
    minimum=1,
    maximum=60,
)
SETTLE_DAYS = declare(
    "projects.settle_days",
    kind="int",
    unit="day",
    default=7,
    label="一般项目问题几天内解决",
    article=ARTICLE,
    minimum=1,
    maximum=180,
)
SETTLE_MONTHS = declare(
    "projects.settle_months",
    kind="int",
    unit="month",
    default=1,
    label="重大项目问题几个月内解决",
    article=ARTICLE,
    minimum=1,
    maximum=12,
)
NODE_UNIT = declare(
    "projects.node_unit",
    kind="choice",
    default="day",
    choices=UNITS,
    label="项目问题节点按自然日还是工作日计算",
    article=ARTICLE,
)
