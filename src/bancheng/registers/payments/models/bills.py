"""Bills, what stands on them, and the tickets that prove them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bancheng.registers.payments.lifecycle import BILL, PAID, REFUNDED, REFUNDING, UNPAID

NUMBER = 24


class Series(models.Model):
    """编号序列: the last number given for a kind, a region and a day."""

    key = models.CharField(max_length=40, unique=True, help_text="种类、区划和日期")
    last = models.PositiveIntegerField(default=0, help_text="已用的最后一个序号")

    class Meta:
        verbose_name = "编号序列"

    def __str__(self) -> str:
        return self.key


class FeeCode(models.Model):
    """非税项目编码: under which code of the finance bureau a fee line of an item is collected, from a day on."""

    item = models.ForeignKey(
        "catalog.ImplementationItem", on_delete=models.PROTECT, related_name="+", help_text="实施清单事项"
    )
    fee = models.CharField(max_length=200, help_text="指南中的收费项目名称")
    code = models.CharField(max_length=20, help_text="非税收入项目编码")
    valid_from = models.DateField(help_text="从哪天起使用")
    entered_by = models.CharField(max_length=100, help_text="登记人")
    entered_at = models.DateTimeField(help_text="登记时间")

    class Meta:
        verbose_name = "非税项目编码"
        constraints = (
            models.UniqueConstraint(fields=("item", "fee", "valid_from"), name="fee_code_once_a_day"),
            models.CheckConstraint(condition=~Q(code="") & ~Q(fee=""), name="fee_code_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.fee} {self.code}"


class Bill(models.Model):
    """缴款单: what one payer owes for one thing, line by line as the guide's standard says."""

    number = models.CharField(max_length=NUMBER, unique=True, help_text="缴款单号")
    subject_kind = models.CharField(max_length=60, help_text="为什么事开单：种类")
    subject_key = models.CharField(max_length=80, help_text="为什么事开单：标识")
    about = models.CharField(max_length=40, blank=True, help_text="为什么事开单：编号，如办件编号")
    item = models.ForeignKey(
        "catalog.ImplementationItem", on_delete=models.PROTECT, related_name="+", help_text="实施清单事项"
    )
    guide_version = models.ForeignKey(
        "catalog.GuideVersion", on_delete=models.PROTECT, related_name="+", help_text="收费标准所在的指南版本"
    )
    item_name = models.CharField(max_length=200, help_text="事项名称")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="执收单位"
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="执收单位所在区划"
    )
    payer = models.ForeignKey(
        "identity.NaturalPerson", null=True, on_delete=models.PROTECT, related_name="+", help_text="缴款人（自然人）"
    )
    legal_person = models.ForeignKey(
        "identity.LegalPerson",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="缴款人（法人和其他组织）",
    )
    filer = models.ForeignKey(
        "identity.NaturalPerson", null=True, on_delete=models.PROTECT, related_name="+", help_text="代为办理的人"
    )
    payer_name = models.CharField(max_length=120, help_text="缴款人姓名或名称")
    amount_fen = models.PositiveBigIntegerField(help_text="应缴金额（分）")
    state = models.CharField(
        max_length=12, choices=[(one.code, one.label) for one in BILL.states], default=UNPAID, help_text="状态"
    )
    due_on = models.DateField(help_text="缴费期限的最后一天")
    raised_at = models.DateTimeField(db_index=True, help_text="开单时间")
    raised_by = models.CharField(max_length=100, help_text="开单人")
    paid_at = models.DateTimeField(null=True, help_text="缴费时间（收款平台记载）")
    refunded_at = models.DateTimeField(null=True, help_text="退款到账时间")
    voided_reason = models.CharField(max_length=200, blank=True, help_text="作废原因")

    class Meta:
        verbose_name = "缴款单"
        constraints = (
            models.UniqueConstraint(
                fields=("subject_kind", "subject_key"),
                condition=Q(state__in=(UNPAID, PAID, REFUNDING)),
                name="bill_one_open_a_subject",
            ),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="bill_has_an_amount"),
            models.CheckConstraint(
                condition=Q(payer__isnull=False, legal_person__isnull=True)
                | Q(payer__isnull=True, legal_person__isnull=False),
                name="bill_of_one_payer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(PAID, REFUNDING, REFUNDED), paid_at__isnull=False)
                | (~Q(state__in=(PAID, REFUNDING, REFUNDED)) & Q(paid_at__isnull=True)),
                name="bill_paid_has_its_moment",
            ),
        )

    def __str__(self) -> str:
        return self.number


class BillLine(models.Model):
    """缴款单明细: one fee of the guide, with the words of its standard and the code of the finance bureau."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="lines", help_text="缴款单")
    position = models.PositiveSmallIntegerField(help_text="序号")
    name = models.CharField(max_length=200, help_text="收费项目名称")
    standard = models.CharField(max_length=200, help_text="收费标准原文")
    basis = models.CharField(max_length=1000, help_text="收费依据")
    nontax_code = models.CharField(max_length=20, help_text="非税收入项目编码")
    unit = models.CharField(max_length=10, help_text="计费单位")
    unit_fen = models.PositiveBigIntegerField(help_text="单价（分）")
    quantity = models.PositiveIntegerField(help_text="数量")
    amount_fen = models.PositiveBigIntegerField(help_text="金额（分）")

    class Meta:
        verbose_name = "缴款单明细"
        ordering = ("bill", "position")
        constraints = (
            models.UniqueConstraint(fields=("bill", "name"), name="bill_line_once"),
            models.CheckConstraint(
                condition=Q(amount_fen=F("unit_fen") * F("quantity"), quantity__gt=0), name="bill_line_is_the_standard"
            ),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(nontax_code=""), name="bill_line_has_a_basis"),
        )

    def __str__(self) -> str:
        return f"{self.bill_id} {self.name}"


class Ticket(models.Model):
    """电子票据: the receipt of a bill; a second one, negative, reverses it when the money went back."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="tickets", help_text="缴款单")
    number = models.CharField(max_length=NUMBER, unique=True, help_text="票据号码")
    check_code = models.CharField(max_length=6, help_text="校验码")
    amount_fen = models.BigIntegerField(help_text="金额（分）；冲红票据为负数")
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by", help_text="被冲红的票据"
    )
    issued_at = models.DateTimeField(help_text="开具时间")

    class Meta:
        verbose_name = "电子票据"
        constraints = (
            models.UniqueConstraint(fields=("bill",), condition=Q(reverses=None), name="ticket_one_a_bill"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount_fen__gt=0) | Q(reverses__isnull=False, amount_fen__lt=0),
                name="ticket_reversing_is_negative",
            ),
        )

    def __str__(self) -> str:
        return self.number
