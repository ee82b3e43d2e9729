"""The life of a case (办件) as one table: buttons, guards, progress bar, picture and tests are derived from it.

`who` names roles towards a case, not roles of staff: applicant is whoever may act for the applicant; clerk, reviewer,
approver and result_desk hold the actions of `standing.ROLES` for its organisation; on_the_spot is a clerk whom a dated
grant lets finish the item at the window; head is the head of the organ (本行政机关负责人); lead is a chief representative, or who leads a bundle; system is the platform itself.
"""

from __future__ import annotations

from bancheng.ground.law import Lifecycle, state, step, 行政许可法

WORKED_ON = ("accepted", "under_review", "suspended")
AFTER_DECISION = ("decided", "delivered", "collected", "closed")

CASE = Lifecycle(
    name="办件",
    states=(
        state("draft", "草稿"),
        state("submitted", "已提交"),
        state("pre_reviewed", "预审通过", beside="submitted"),
        state("supplement_requested", "待补正", beside="submitted"),
        state("withdrawn", "已撤回", final=True, beside="submitted"),
        state("accepted", "已受理"),
        state("not_accepted", "不予受理", final=True, beside="accepted"),
        state("under_review", "审查中"),
        state("suspended", "特别程序中", beside="under_review"),
        state("terminated", "已终止", final=True, beside="under_review"),
        state("decided", "已决定"),
        state("delivered", "已送达"),
        state("collected", "已领取", beside="delivered"),
        state("closed", "已办结"),
        state("revoked", "已撤销", final=True, beside="closed"),
    ),
    steps=(
        # The platform submits what the applicant has declared as part of a greater application, once it can be filed.
        step("submit", "提交申请", "draft", "submitted", ("applicant", "clerk", "system"), 行政许可法("第二十九条")),
        step("pre_review", "预审通过", "submitted", "pre_reviewed", ("clerk", "reviewer")),
        step(
            "request_supplement",
            "一次性告知补正",
            ("submitted", "pre_reviewed"),
            "supplement_requested",
            "clerk",
            行政许可法("第三十二条"),
        ),
        step(
            "supplement",
            "提交补正材料",
            "supplement_requested",
            "submitted",
            ("applicant", "clerk"),
            行政许可法("第三十二条"),
        ),
        step(
            "correct_form",
            "当场更正",
            ("submitted", "pre_reviewed", "supplement_requested"),
            None,
            ("clerk", "reviewer"),
            行政许可法("第三十二条"),
        ),
        step("accept", "受理", ("submitted", "pre_reviewed"), "accepted", "clerk", 行政许可法("第三十二条")),
        step("accept_tolerant", "容缺受理", ("submitted", "pre_reviewed"), "accepted", "clerk"),
        step(
            "deem_accepted",
            "视为受理",
            ("submitted", "pre_reviewed"),
            "accepted",
            "system",
            行政许可法("第三十二条"),
        ),
        step(
            "not_accept", "不予受理", ("submitted", "pre_reviewed"), "not_accepted", "clerk", 行政许可法("第三十二条")
        ),
        step(
            "withdraw",
            "撤回申请",
            ("submitted", "pre_reviewed", "supplement_requested"),
            "withdrawn",
            "applicant",
        ),
        step("lapse", "预审后没有来办", "pre_reviewed", "withdrawn", "system"),
        step("make_up", "补齐容缺材料", WORKED_ON, None, ("applicant", "clerk")),
        step(
            "review",
            "审查",
            ("accepted", "under_review"),
            "under_review",
            ("reviewer", "clerk", "approver", "on_the_spot"),
            行政许可法("第三十四条"),
        ),
        step("send_back", "退回前一环节", ("accepted", "under_review"), "under_review", ("reviewer", "approver")),
        step(
            "suspend",
            "启动特别程序",
            ("accepted", "under_review"),
            "suspended",
            ("reviewer", "approver"),
            行政许可法("第四十五条"),
        ),
        step(
            "add_procedure",
            "另启动一项特别程序",
            "suspended",
            None,
            ("reviewer", "approver"),
            行政许可法("第四十五条"),
        ),
        step(
            "record_hearing",
            "制作听证笔录",
            "suspended",
            None,
            ("reviewer", "approver"),
            行政许可法("第四十八条"),
        ),
        step(
            "end_procedure",
            "结束一项特别程序",
            "suspended",
            None,
            ("reviewer", "approver"),
            行政许可法("第四十五条"),
        ),
        step(
            "resume",
            "结束特别程序",
            "suspended",
            "under_review",
            ("reviewer", "approver"),
            行政许可法("第四十五条"),
        ),
        step("extend", "延长办理期限", WORKED_ON, None, "head", 行政许可法("第四十二条")),
        step("consult", "征求意见", WORKED_ON, None, ("reviewer", "approver")),
        step("answer_consultation", "答复征求意见", WORKED_ON, None, "consulted"),
        step("ask_to_withdraw", "申请撤回", WORKED_ON, None, "applicant"),
        step("consent_to_withdraw", "同意撤回", WORKED_ON, "terminated", "approver"),
        step("decline_to_withdraw", "不同意撤回", WORKED_ON, None, "approver"),
        step(
            "decide",
            "作出决定",
            ("accepted", "under_review"),
            "decided",
            ("approver", "on_the_spot"),
            行政许可法("第三十七条"),
        ),
        step("deliver", "送达", "decided", "delivered", ("result_desk", "system"), 行政许可法("第四十四条")),
        step("collect", "登记领取", "delivered", "collected", "result_desk"),
        step("close", "办结", ("delivered", "collected"), "closed", ("result_desk", "system")),
        step("correct", "更正决定书", AFTER_DECISION, None, "approver"),
        step("replace_licence", "换发证照", AFTER_DECISION, None, "approver", 行政许可法("第四十九条")),
        step("revoke", "撤销决定", AFTER_DECISION, "revoked", "approver", 行政许可法("第六十九条")),
        step(
            "urge",
            "催办",
            ("submitted", "accepted", "under_review", "suspended", "decided"),
            None,
            ("applicant", "lead", "supervisor"),
        ),
    ),
)

OPEN = (
    *("submitted", "pre_reviewed", "supplement_requested", "accepted", "under_review", "suspended"),
    *("decided", "delivered", "collected"),
)
"""Somebody still has something to do."""
UNDECIDED_END = frozenset({"withdrawn", "not_accepted", "terminated"})
"""It has ended without a decision: nothing is owed for it."""
WITH_US = ("submitted", "pre_reviewed", "accepted", "under_review", "suspended")
"""A clock of the organ may run: after a pre-review only where the applicant need not come."""
PUBLIC_WORDS = {
    "draft": "草稿",
    "submitted": "审查中",
    "pre_reviewed": "预审通过",
    "supplement_requested": "待补正",
    "accepted": "审查中",
    "under_review": "审查中",
    "suspended": "审查中",
    "terminated": "已终止",
    "decided": "审查中",
    "delivered": "已办结",
    "collected": "已办结",
    "closed": "已办结",
    "not_accepted": "未通过",
    "withdrawn": "已撤回",
    "revoked": "已撤销",
}
"""Few words for citizens; inner stages are not told (ux)."""


def public_word(state: str, outcome: str) -> str:
    """What a citizen reads: a refusal is 未通过 from the moment it is delivered."""
    if outcome == "refused" and state in {"delivered", "collected", "closed"}:
        return "未通过"
    return PUBLIC_WORDS[state]
