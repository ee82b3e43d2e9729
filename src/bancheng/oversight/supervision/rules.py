"""What supervision looks for, each rule with its basis, and the words of a finding. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bancheng.ground.law import Article, 行政许可法


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, what it says of a case, the provision it rests on ("" where it is the office's own promise)."""

    code: str
    label: str
    article: str = ""


def _rule(code: str, label: str, article: Article | str = "") -> Rule:
    return Rule(code, label, str(article))


SILENCE = _rule("acceptance_by_silence", "逾期未受理也未告知，视为受理", 行政许可法("第三十二条"))
CASE_OVERDUE = _rule("case_overdue", "超过承诺办结时限")
STATUTORY_OVERDUE = _rule("statutory_overdue", "超过法定办结时限", 行政许可法("第四十二条"))
STEP_OVERDUE = _rule("step_overdue", "环节办理超时")
PROCEDURE_OVERRUN = _rule("procedure_overrun", "特别程序超过书面告知的时间", 行政许可法("第四十五条"))
DELIVERY_OVERDUE = _rule("delivery_overdue", "超过十日没有颁发、送达结果", 行政许可法("第四十四条"))
RENEWAL_DEEMED = _rule("renewal_deemed", "原证照届满前未作决定，视为准予延续", 行政许可法("第五十条"))
UNREGISTERED = _rule("collection_unregistered", "办结时没有领取登记", "新密市政务服务管理办法")
UNLISTED_MATERIAL = _rule("refused_unlisted_material", "要求提交指南以外的材料（已被拒绝）", 行政许可法("第三十一条"))
ASKED_AGAIN = _rule("asked_again", "再次要求补正，称有新情况", 行政许可法("第三十二条"))
BAD_RATING = _rule("bad_rating", "办事人评价不满意", "国办发〔2019〕51号")

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in (
        SILENCE,
        STATUTORY_OVERDUE,
        CASE_OVERDUE,
        STEP_OVERDUE,
        PROCEDURE_OVERRUN,
        RENEWAL_DEEMED,
        DELIVERY_OVERDUE,
        UNREGISTERED,
        UNLISTED_MATERIAL,
        ASKED_AGAIN,
        BAD_RATING,
    )
}
"""All rules, the gravest first."""
CLOCKS: Mapping[str, Rule] = {"acceptance": SILENCE, "decision": CASE_OVERDUE, "statutory": STATUTORY_OVERDUE}
"""Which rule a passed deadline breaks, by the clock that ran out."""
UNLISTED_CODE = "cases.unlisted_material"
"""The refusal of `cases` that UNLISTED_MATERIAL is about."""

FACTS: Mapping[str, str] = {
    "stage": "环节",
    "round": "第几次告知",
    "procedure": "特别程序",
    "told_until": "书面告知到",
    "method": "送达方式",
    "ended_on": "原证照有效期至",
    "accepted_on": "视为受理日期",
    "promised_due": "承诺办结日期",
    "attempt": "被拒绝的操作",
    "refusal": "拒绝的理由",
    "entry": "操作日志条目",
    "rating": "评价编号",
    "grade": "评价等级",
    "indicators": "评价指标",
}
"""The facts a finding may hold, in the order of showing."""
