"""Who works on a case and by what right: tasks by stage, notices, the decision, dated grants, numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.models.case import NAME, Case


class CaseTask(models.Model):
    """待办: one stage of the guide's graph to be done by one kind of post of one organisation.

    Work is held by the post, never by a person (settled 15): the row names the organisation and the kind of post; whoever
    holds it today does it, and the journal says who did.
    """

    class State(models.TextChoices):
        OPEN = "open", "待办"
        DONE = "done", "已办"
        BACK = "back", "退回重办"
        CANCELLED = "cancelled", "已取消"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks", help_text="办件")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="承办机构"
    )
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    post = models.CharField(max_length=12, help_text="岗位：clerk、reviewer、approver、result_desk")
    stage = models.CharField(max_length=60, help_text="环节代码")
    name = models.CharField(max_length=NAME, help_text="环节名称")
    kind = models.CharField(max_length=10, help_text="环节类别")
    round = models.PositiveSmallIntegerField(default=1, help_text="第几次办理这一环节")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, help_text="状态")
    opened_at = models.DateTimeField(help_text="开始时间")
    due_on = models.DateField(null=True, help_text="环节的最后一天")
    due_at = models.DateTimeField(null=True, help_text="环节到期时刻")
    passed = models.BooleanField(default=False, help_text="已发出环节逾期事件")
    two_persons = models.BooleanField(default=False, help_text="是否须两人办理")
    first_by = models.CharField(max_length=80, blank=True, help_text="第一人标识")
    first_name = models.CharField(max_length=100, blank=True, help_text="第一人姓名")
    first_at = models.DateTimeField(null=True, help_text="第一人办理时间")
    first_outcome = models.CharField(
        max_length=10, blank=True, choices=(("agree", "同意"), ("disagree", "不同意")), help_text="第一人的意见"
    )
    first_opinion = models.TextField(blank=True, help_text="第一人的意见说明")
    done_at = models.DateTimeField(null=True, help_text="办理时间")
    done_by = models.CharField(max_length=80, blank=True, help_text="办理人标识")
    done_name = models.CharField(max_length=100, blank=True, help_text="办理人姓名")
    outcome = models.CharField(
        max_length=10,
        blank=True,
        choices=(("agree", "同意"), ("disagree", "不同意")),
        help_text="意见",
    )
    opinion = models.TextField(blank=True, help_text="意见说明")
    criteria = models.JSONField(default=list, help_text="审查要点逐条结果：text、met、note")

    class Meta:
        verbose_name = "办件待办"
        constraints = (
            models.UniqueConstraint(fields=["case", "stage"], condition=Q(state="open"), name="task_one_open_a_stage"),
            models.UniqueConstraint(fields=["case", "stage", "round"], name="task_round_once"),
        )
        indexes = (
            models.Index(
                fields=["organisation", "post", "due_at", "id"], condition=Q(state="open"), name="task_inbox_organ"
            ),
            models.Index(fields=["post", "due_at", "id"], condition=Q(state="open"), name="task_inbox_post"),
            models.Index(fields=["due_at"], condition=Q(state="open", passed=False), name="task_to_pass"),
            models.Index(fields=["done_by", "-done_at"], name="task_by_person"),
        )


class SupplementNotice(models.Model):
    """一次性告知: what is missing, each line one of the guide's materials; a gap visible the first time may not come later."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices", help_text="办件")
    round = models.PositiveSmallIntegerField(help_text="第几次告知")
    items = models.JSONField(help_text="逐项：line、code、name、gap、new_fact")
    new_facts = models.BooleanField(default=False, help_text="是否含新发现的情况（第二次起须写明，监察可见）")
    told_at = models.DateTimeField(help_text="告知时间")
    told_by = models.CharField(max_length=100, help_text="告知人")
    answered_at = models.DateTimeField(null=True, help_text="补正时间")
    paper = models.CharField(max_length=80, blank=True, help_text="告知书文号")

    class Meta:
        verbose_name = "补正告知"
        ordering = ("case_id", "round")
        constraints = (models.UniqueConstraint(fields=["case", "round"], name="notice_round_once"),)


class Decision(models.Model):
    """决定: its text and date never change (settled 10)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision", help_text="办件")
    outcome = models.CharField(max_length=10, choices=(("granted", "准予"), ("refused", "不予")), help_text="结果")
    number = models.CharField(max_length=80, unique=True, help_text="决定书文号")
    reason = models.TextField(help_text="理由；不予的必须写明（行政许可法第三十八条）")
    basis = models.TextField(blank=True, help_text="法律依据")
    remedies = models.TextField(help_text="救济途径")
    valid_from = models.DateField(null=True, help_text="结果有效期起")
    valid_to = models.DateField(null=True, help_text="结果有效期止；空为长期")
    licence = models.CharField(max_length=120, blank=True, help_text="颁发的电子证照标识")
    decided_at = models.DateTimeField(help_text="决定时间")
    decided_by = models.CharField(max_length=80, help_text="决定人标识")
    decided_name = models.CharField(max_length=100, help_text="决定人姓名")

    class Meta:
        verbose_name = "决定"


class ItemGrant(models.Model):
    """A dated grant that lets one clerk decide one item on the spot (settled 12)."""

    item = models.ForeignKey("catalog.ImplementationItem", on_delete=models.PROTECT, related_name="+", help_text="事项")
    staff = models.CharField(max_length=80, help_text="被授权人标识")
    staff_name = models.CharField(max_length=100, help_text="被授权人姓名")
    valid_from = models.DateField(help_text="起始日")
    valid_to = models.DateField(help_text="截止日（含）")
    basis = models.CharField(max_length=200, help_text="授权依据")
    granted_by = models.CharField(max_length=100, help_text="授权人")
    revoked_at = models.DateTimeField(null=True, help_text="收回时间")

    class Meta:
        verbose_name = "当场决定授权"
        constraints = (
            models.CheckConstraint(condition=Q(valid_to__gte=models.F("valid_from")), name="item_grant_in_order"),
        )
        indexes = (models.Index(fields=["staff", "item"], name="item_grant_by_staff"),)


class NumberSeries(models.Model):
    """The last sequence number handed out for a region and day; numbers are taken in blocks, gaps are fine (settled 6)."""

    region = models.CharField(max_length=6, help_text="六位区划代码")
    day = models.DateField(help_text="日期")
    last = models.PositiveIntegerField(default=0, help_text="已用到的流水号")

    class Meta:
        verbose_name = "受理号序列"
        constraints = (models.UniqueConstraint(fields=["region", "day"], name="case_series_once"),)
