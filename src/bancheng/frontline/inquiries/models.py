"""首问: who was asked what, who is responsible for the answer, and how it went from hand to hand."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bancheng.ground.access import Subject


class Inquiry(models.Model):
    """咨询: one question of one person; one member of staff is responsible for it at any time."""

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"
        CLOSED = "closed", "已办结"

    class Channel(models.TextChoices):
        WINDOW = "window", "当面"
        PHONE = "phone", "电话"
        ONLINE = "online", "网上"

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="责任人所在单位"
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="责任人所在单位的区划"
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, help_text="怎样来问的")
    question = models.TextField(help_text="问了什么（其中的证件和手机号码已脱敏）")
    asker_name = models.CharField(max_length=50, blank=True, help_text="咨询人姓名；可以不留")
    asker_phone = models.BinaryField(null=True, help_text="咨询人手机号码（加密）；可以不留")
    asker_phone_masked = models.CharField(max_length=20, blank=True, help_text="咨询人手机号码（脱敏）")
    owner = models.CharField(max_length=80, help_text="责任人标识")
    owner_name = models.CharField(max_length=100, help_text="责任人姓名")
    first = models.CharField(max_length=80, help_text="首问责任人标识")
    first_name = models.CharField(max_length=100, help_text="首问责任人姓名")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, help_text="状态")
    asked_at = models.DateTimeField(help_text="咨询时间")
    due_on = models.DateField(help_text="应当答复的最后一天")
    answer = models.TextField(blank=True, help_text="答复内容")
    answered_at = models.DateTimeField(null=True, help_text="答复时间")
    answered_by = models.CharField(max_length=100, blank=True, help_text="答复人姓名")
    closed_at = models.DateTimeField(null=True, help_text="办结时间")
    reminded_on = models.DateField(null=True, help_text="最近一次催促责任人的日期")
    escalated = models.BooleanField(default=False, help_text="是否已告知督办人员")

    class Meta:
        verbose_name = "首问咨询"
        constraints = (
            models.CheckConstraint(condition=Q(state__in=["open", "answered", "closed"]), name="inquiry_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", answered_at__isnull=True) | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="inquiry_answered_has_time",
            ),
            models.CheckConstraint(condition=~Q(owner="") & ~Q(question=""), name="inquiry_has_owner"),
        )
        indexes = (
            models.Index(fields=["owner", "-id"], name="inquiry_by_owner"),
            models.Index(fields=["organisation", "-id"], name="inquiry_by_organ"),
            models.Index(fields=["region", "-id"], name="inquiry_by_region"),
            models.Index(fields=["due_on"], condition=Q(state="open"), name="inquiry_open_due"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.owner_name}"

    @property
    def subject(self) -> Subject:
        """The inquiry as the journal and messages name it."""
        return Subject("inquiries.inquiry", str(self.pk))


class Transfer(models.Model):
    """转交: an offer to take an inquiry over; the owner changes with its acceptance only."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "等待接收"
        ACCEPTED = "accepted", "已接收"
        DECLINED = "declined", "未接收"
        TAKEN_BACK = "taken_back", "已收回"

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="transfers", help_text="咨询")
    giver = models.CharField(max_length=80, help_text="转交人标识")
    giver_name = models.CharField(max_length=100, help_text="转交人姓名")
    taker = models.CharField(max_length=80, help_text="接收人标识")
    taker_name = models.CharField(max_length=100, help_text="接收人姓名")
    reason = models.CharField(max_length=300, help_text="转交理由")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED, help_text="状态")
    proposed_at = models.DateTimeField(help_text="提出时间")
    settled_at = models.DateTimeField(null=True, help_text="接收、退回或者收回的时间")
    words = models.CharField(max_length=300, blank=True, help_text="不接收的理由")

    class Meta:
        verbose_name = "首问转交"
        ordering = ("inquiry_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(state="proposed"), name="transfer_one_open_an_inquiry"
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="transfer_to_another"),
        )
        indexes = (models.Index(fields=["taker"], condition=Q(state="proposed"), name="transfer_offered"),)
