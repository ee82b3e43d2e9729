"""对账: each day and channel, what we hold beside what the cashier says."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.payments.models.bills import Bill
from bancheng.registers.payments.models.paying import ORDER


class Reconciliation(models.Model):
    """对账: one day of one channel."""

    day = models.DateField(help_text="对账日")
    channel = models.CharField(max_length=20, help_text="缴费渠道代码")
    channel_label = models.CharField(max_length=40, help_text="缴费渠道名称")
    ours_count = models.PositiveIntegerField(help_text="本平台笔数（收和退）")
    ours_fen = models.BigIntegerField(help_text="本平台净收款（分）")
    theirs_count = models.PositiveIntegerField(help_text="收款平台笔数（收和退）")
    theirs_fen = models.BigIntegerField(help_text="收款平台净收款（分）")
    run_at = models.DateTimeField(help_text="最近一次对账时间")

    class Meta:
        verbose_name = "对账"
        constraints = (models.UniqueConstraint(fields=("day", "channel"), name="reconciliation_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.channel}"


class Difference(models.Model):
    """对账差异: one order on which both sides do not agree; settled with a note, never deleted."""

    class Kind(models.TextChoices):
        OURS_ONLY = "ours_only", "本平台有，收款平台没有"
        THEIRS_ONLY = "theirs_only", "收款平台有，本平台没有"
        AMOUNT = "amount", "金额不符"

    class Flow(models.TextChoices):
        PAY = "pay", "收款"
        REFUND = "refund", "退款"

    reconciliation = models.ForeignKey(
        Reconciliation, on_delete=models.PROTECT, related_name="differences", help_text="哪一次对账"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, help_text="差异")
    flow = models.CharField(max_length=6, choices=Flow.choices, help_text="收款还是退款")
    order = models.CharField(max_length=ORDER + 2, help_text="订单号或退款单号")
    bill = models.ForeignKey(
        Bill, null=True, on_delete=models.PROTECT, related_name="+", help_text="缴款单；不认识的订单为空"
    )
    ours_fen = models.PositiveBigIntegerField(null=True, help_text="本平台金额（分）")
    theirs_fen = models.PositiveBigIntegerField(null=True, help_text="收款平台金额（分）")
    found_at = models.DateTimeField(help_text="发现时间")
    settled_at = models.DateTimeField(null=True, help_text="处理时间")
    settled_by = models.CharField(max_length=100, blank=True, help_text="处理人")
    note = models.CharField(max_length=300, blank=True, help_text="处理说明")

    class Meta:
        verbose_name = "对账差异"
        constraints = (
            models.UniqueConstraint(fields=("reconciliation", "flow", "order"), name="difference_once"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, note="") | (Q(settled_at__isnull=False) & ~Q(note="")),
                name="difference_settled_with_a_note",
            ),
        )

    def __str__(self) -> str:
        return f"{self.order} {self.kind}"
