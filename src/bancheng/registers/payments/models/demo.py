"""The books of the demo cashier: what a payment platform outside would keep for itself."""

from __future__ import annotations

from django.db import models

from bancheng.registers.payments.models.paying import ORDER


class DemoOrder(models.Model):
    """演示收款台的订单: nothing of the room reads it but the demo adapter."""

    order = models.CharField(max_length=ORDER, unique=True, help_text="订单号")
    channel = models.CharField(max_length=20, help_text="缴费渠道代码")
    nontax_codes = models.CharField(max_length=400, help_text="非税收入项目编码")
    amount_fen = models.PositiveBigIntegerField(help_text="金额（分）")
    state = models.CharField(
        max_length=10,
        default="pending",
        choices=(("pending", "等待"), ("paid", "已收款"), ("failed", "失败"), ("closed", "已关闭")),
        help_text="状态",
    )
    transaction = models.CharField(max_length=64, blank=True, help_text="交易流水号")
    paid_at = models.DateTimeField(null=True, help_text="收款时间")
    refund = models.CharField(max_length=ORDER + 2, blank=True, help_text="退款单号")
    refunded_at = models.DateTimeField(null=True, help_text="退款时间")

    class Meta:
        verbose_name = "演示收款台订单"

    def __str__(self) -> str:
        return self.order
