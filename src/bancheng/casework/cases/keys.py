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
PRE_REVIEW_DAYS = declare(
    "cases.pre_review_days",
    kind="int",
    unit="day",
    default=30,
    label="网上预审通过后多少天内到窗口办理，逾期预审作废",
    article="西峡县实施方案三（六）4",
    minimum=5,
    maximum=180,
)
CONSULTATION_DAYS = declare(
    "cases.consultation_days",
    kind="int",
    unit="workday",
    default=5,
    label="征求意见的答复期限（发出人可以另定）",
    minimum=1,
    maximum=30,
)
SILENCES = (("agree", "视为同意"), ("none", "不视为意见"), ("escalate", "不视为意见，报政务服务管理机构督办"))
"""Without a law that says so, nobody agrees by saying nothing (行政许可法第二十六条第二款：分别提出意见)."""
CONSULTATION_SILENCE = declare(
    "cases.consultation_silence",
    kind="choice",
    default="none",
    choices=SILENCES,
    label="被征求意见的机构逾期没有答复的，怎样对待",
    article="行政许可法第二十六条",
)
RENEWAL_DAYS = declare(
    "cases.renewal_days",
    kind="int",
    unit="day",
    default=90,
    label="证照到期前多少天起提醒持证人、可以申请延续",
    article="行政许可法第五十条",
    minimum=31,
    maximum=365,
)
COMMITMENT_DAYS = declare(
    "cases.commitment_days",
    kind="int",
    unit="day",
    default=60,
    label="告知承诺作出决定后多少日内完成事后核查",
    article="国办发〔2020〕42号",
    minimum=1,
    maximum=365,
)
COMMITMENT_RATE_MEDIUM = declare(
    "cases.commitment_rate_medium",
    kind="int",
    unit="percent",
    default=30,
    label="一般风险的告知承诺，事后核查的比例（风险较高的每件都核查）",
    minimum=1,
    maximum=100,
)
COMMITMENT_RATE_LOW = declare(
    "cases.commitment_rate_low",
    kind="int",
    unit="percent",
    default=10,
    label="较低风险的告知承诺，事后核查的比例",
    minimum=1,
    maximum=100,
)
COMMITMENT_BAR_YEARS = declare(
    "cases.commitment_bar_years",
    kind="int",
    default=2,
    label="未履行承诺的，多少年内不再适用告知承诺",
    minimum=1,
    maximum=10,
)
