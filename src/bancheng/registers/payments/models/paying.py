"""Attempts to pay, what the cashier told about them, and money that goes back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.payments.lifecycle import ATTEMPT, DONE, REFUND, STARTED, SUCCEEDED
from bancheng.registers.payments.models.bills import Bill

ORDER = 32


class Attempt(models.Model):
    """缴费: one order at the cashier, through one channel. At most one of a bill settles it."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="attempts", help_text="缴款单")
    order = models.CharField(max_length=ORDER, unique=True, help_text="订单号")
    channel = models.CharField(max_length=20, help_text="缴费渠道代码")
    channel_label = models.CharField(max_length=40, help_text="缴费渠道名称")
    nontax_codes = models.CharField(max_length=400, help_text="订单携带的非税收入项目编码")
    amount_fen = models.PositiveBigIntegerField(help_text="金额（分）")
    state = models.CharField(
        max_length=12, choices=[(one.code, one.label) for one in ATTEMPT.states], default=STARTED, help_text="状态"
    )
    settles = models.BooleanField(default=False, help_text="是否由这一次缴清缴款单")
    started_at = models.DateTimeField(help_text="开始时间")
    asked_at = models.DateTimeField(null=True, help_text="最近一次向收款平台查询的时间")
    ended_at = models.DateTimeField(null=True, help_text="得知结果的时间")
    paid_at = models.DateTimeField(null=True, db_index=True, help_text="收款平台记载的收款时间")
    transaction = models.CharField(max_length=64, blank=True, help_text="收款平台交易流水号")
    learnt_by = models.CharField(
        max_length=10,
        blank=True,
        choices=(("callback", "收款通知"), ("query", "主动查询"), ("statement", "对账单")),
        help_text="结果从哪里得知",
    )
    note = models.CharField(max_length=200, blank=True, help_text="说明")

    class Meta:
        verbose_name = "缴费"
        constraints = (
            models.UniqueConstraint(fields=("bill",), condition=Q(settles=True), name="attempt_one_settles_a_bill"),
            models.CheckConstraint(condition=Q(settles=False) | Q(state=SUCCEEDED), name="attempt_settling_succeeded"),
            models.CheckConstraint(
                condition=Q(state=SUCCEEDED, paid_at__isnull=False) | (~Q(state=SUCCEEDED) & Q(paid_at__isnull=True)),
                name="attempt_paid_has_its_moment",
            ),
        )
        indexes = (models.Index(fields=("state", "started_at"), name="attempt_waiting"),)

    def __str__(self) -> str:
        return self.order


class Callback(models.Model):
    """收款通知: everything that arrived at the address for callbacks, and what became of it. Never changed."""

    class Verdict(models.TextChoices):
        TAKEN = "taken", "已采信"
        DUPLICATE = "duplicate", "重复，未处理"
        LATE = "late", "过期，未采信"
        FORGED = "forged", "签名不对，未采信"
        MISMATCH = "mismatch", "金额或渠道不符，未采信"
        CONTRARY = "contrary", "与已有结果矛盾，未采信"
        UNKNOWN = "unknown", "没有这个订单"

    attempt = models.ForeignKey(
        Attempt, null=True, on_delete=models.PROTECT, related_name="callbacks", help_text="所说的缴费；不认识的为空"
    )
    digest = models.CharField(max_length=64, db_index=True, help_text="通知内容的 SM3")
    verified = models.BooleanField(help_text="签名是否通过验证")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, help_text="处理结果")
    at = models.DateTimeField(db_index=True, help_text="收到时间")
    order = models.CharField(max_length=ORDER, blank=True, help_text="所说的订单号")
    claimed = models.CharField(max_length=12, blank=True, help_text="所说的状态")
    amount_fen = models.BigIntegerField(null=True, help_text="所说的金额（分）")
    channel = models.CharField(max_length=20, blank=True, help_text="所说的渠道")
    sent_at = models.CharField(max_length=40, blank=True, help_text="所说的签发时间")

    class Meta:
        verbose_name = "收款通知"
        constraints = (
            models.UniqueConstraint(fields=("digest",), condition=Q(verdict="taken"), name="callback_taken_once"),
            models.CheckConstraint(condition=Q(verified=True) | Q(verdict="forged"), name="callback_forged_not_taken"),
        )

    def __str__(self) -> str:
        return f"{self.order} {self.verdict}"


class Refund(models.Model):
    """退款: the whole of one attempt goes back the way it came."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="refunds", help_text="缴款单")
    attempt = models.OneToOneField(
        Attempt, on_delete=models.PROTECT, related_name="refund", help_text="退哪一次缴费；每次只退一回"
    )
    number = models.CharField(max_length=ORDER + 2, unique=True, help_text="退款单号")
    amount_fen = models.PositiveBigIntegerField(help_text="金额（分）")
    reason = models.CharField(max_length=200, help_text="退款原因")
    automatic = models.BooleanField(default=False, help_text="是否因重复缴费自动退回")
    state = models.CharField(max_length=10, choices=[(one.code, one.label) for one in REFUND.states], help_text="状态")
    asked_at = models.DateTimeField(help_text="提出时间")
    asked_by = models.CharField(max_length=100, help_text="提出人")
    done_at = models.DateTimeField(null=True, db_index=True, help_text="收款平台记载的退款时间")
    note = models.CharField(max_length=200, blank=True, help_text="收款平台的说明")

    class Meta:
        verbose_name = "退款"
        constraints = (
            models.CheckConstraint(
                condition=Q(state=DONE, done_at__isnull=False) | (~Q(state=DONE) & Q(done_at__isnull=True)),
                name="refund_done_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return self.number
