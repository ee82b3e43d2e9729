"""快递: what goes out and comes in by courier, with where it was seen; and the books of the demo courier."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.models.case import Case


class Parcel(models.Model):
    """快件: a result on its way to the applicant, or an envelope that came to the window. Names and addresses are sealed."""

    class Direction(models.TextChoices):
        OUT = "out", "寄出结果"
        IN = "in", "收到来件"

    class State(models.TextChoices):
        BOOKING = "booking", "正在下单"
        ORDERED = "ordered", "已下单"
        PICKED = "picked", "揽收"
        TRANSIT = "transit", "在途"
        DELIVERING = "delivering", "派送"
        SIGNED = "signed", "签收"
        RETURNED = "returned", "退回"
        RECEIVED = "received", "窗口已收件"

    key = models.CharField(max_length=32, unique=True, help_text="快件标识（随机），也是下单编号，重复下单只有一单")
    direction = models.CharField(max_length=3, choices=Direction.choices, help_text="寄出或者收到")
    case = models.ForeignKey(
        Case, null=True, on_delete=models.SET_NULL, related_name="parcels", help_text="办件；来件还没有关联的为空"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="寄件或者收件的机构"
    )
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    carrier = models.CharField(max_length=40, help_text="快递公司")
    tracking = models.CharField(max_length=40, blank=True, help_text="运单号；下单以前为空")
    state = models.CharField(max_length=10, choices=State.choices, help_text="状态")
    contact = models.BinaryField(null=True, help_text="收件人（寄件人）的姓名、电话、地址（加密的 JSON）")
    contact_masked = models.CharField(max_length=200, help_text="收件人（寄件人）的姓名、电话、地址（脱敏）")
    contents = models.CharField(max_length=300, help_text="内件")
    created_at = models.DateTimeField(help_text="登记时间")
    created_by = models.CharField(max_length=100, help_text="登记人")
    seen_at = models.DateTimeField(null=True, help_text="最近一次轨迹的时间")
    signed_at = models.DateTimeField(null=True, help_text="签收时间")
    signed_by = models.CharField(max_length=60, blank=True, help_text="签收人（快递公司告知）")

    class Meta:
        verbose_name = "快件"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(direction="out") & ~Q(state="returned"),
                name="parcel_one_on_its_way",
            ),
            models.UniqueConstraint(
                fields=["carrier", "tracking"], condition=~Q(tracking=""), name="parcel_tracking_once"
            ),
            models.CheckConstraint(
                condition=Q(direction="in", state="received") | (Q(direction="out") & ~Q(state="received")),
                name="parcel_state_fits",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False), name="parcel_signed_has_time"
            ),
        )
        indexes = (
            models.Index(
                fields=["seen_at"],
                condition=Q(direction="out", state__in=["booking", "ordered", "picked", "transit", "delivering"]),
                name="parcel_to_track",
            ),
            models.Index(fields=["organisation", "-id"], name="parcel_by_organ"),
        )


class ParcelScan(models.Model):
    """One place at which the courier saw a parcel; told twice it is kept once."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="scans", help_text="快件")
    state = models.CharField(max_length=10, choices=Parcel.State.choices, help_text="状态")
    at = models.DateTimeField(help_text="时间")
    text = models.CharField(max_length=200, blank=True, help_text="快递公司的说明")

    class Meta:
        verbose_name = "快件轨迹"
        ordering = ("parcel_id", "at", "id")
        constraints = (models.UniqueConstraint(fields=["parcel", "state", "at"], name="scan_once"),)


class DemoShipment(models.Model):
    """演示快递公司的账: what it was booked for and when; where a parcel is follows from the hours since."""

    order = models.CharField(max_length=32, unique=True, help_text="下单编号")
    tracking = models.CharField(max_length=40, unique=True, help_text="运单号")
    signatory = models.CharField(max_length=60, help_text="签收人（脱敏）")
    booked_at = models.DateTimeField(help_text="下单时间")
    returned_at = models.DateTimeField(null=True, help_text="退回时间")

    class Meta:
        verbose_name = "演示快递单"
