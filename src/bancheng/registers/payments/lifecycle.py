"""The lives of a bill, of an attempt to pay it, and of a refund."""

from __future__ import annotations

from bancheng.ground.law import Lifecycle, state, step

UNPAID, PAID, REFUNDING, REFUNDED, VOID = "unpaid", "paid", "refunding", "refunded", "void"
STARTED, SUCCEEDED, FAILED, TIMEOUT, CLOSED = "started", "succeeded", "failed", "timeout", "closed"
ASKED, DONE, REFUSED = "asked", "done", "refused"

PLATFORM, FINANCE, PAYER = "system", "finance", "payer"
"""Who takes a step: the platform, a member of staff who keeps the money of his organ, or who pays."""

BILL = Lifecycle(
    name="缴款单",
    states=(
        state(UNPAID, "待缴费"),
        state(PAID, "已缴费"),
        state(REFUNDING, "退款中"),
        state(REFUNDED, "已退款", final=True),
        state(VOID, "已作废", final=True, beside=UNPAID),
    ),
    steps=(
        step("pay", "缴费", UNPAID, PAID, PLATFORM),
        step("void", "作废", UNPAID, VOID, (FINANCE, PLATFORM)),
        step("ask_refund", "退款", PAID, REFUNDING, FINANCE),
        step("refund_done", "退款到账", REFUNDING, REFUNDED, PLATFORM),
        step("refund_refused", "退款未成", REFUNDING, PAID, PLATFORM),
    ),
)

# Money may come for an order that had been given up: it is then taken in (and sent back if the bill was settled meanwhile).
ATTEMPT = Lifecycle(
    name="缴费",
    states=(
        state(STARTED, "等待缴费结果"),
        state(FAILED, "缴费未成功", beside=STARTED),
        state(TIMEOUT, "超时未缴", beside=STARTED),
        state(CLOSED, "已关闭", beside=STARTED),
        state(SUCCEEDED, "缴费成功", final=True),
    ),
    steps=(
        step("succeed", "缴费成功", (STARTED, FAILED, TIMEOUT, CLOSED), SUCCEEDED, PLATFORM),
        step("fail", "缴费未成功", STARTED, FAILED, PLATFORM),
        step("time_out", "超时", STARTED, TIMEOUT, PLATFORM),
        step("close", "关闭", STARTED, CLOSED, (PLATFORM, PAYER)),
    ),
)

REFUND = Lifecycle(
    name="退款",
    states=(
        state(ASKED, "等待退款"),
        state(REFUSED, "收款平台未退", beside=ASKED),
        state(DONE, "已退回", final=True),
    ),
    steps=(
        step("finish", "退回", ASKED, DONE, PLATFORM),
        step("refuse", "未退", ASKED, REFUSED, PLATFORM),
        step("again", "再次退款", REFUSED, ASKED, (FINANCE, PLATFORM)),
    ),
)
