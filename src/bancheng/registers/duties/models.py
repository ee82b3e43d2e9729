"""限期任务: something an organisation owes by a date, with reminders and a result."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.ground.access import Subject


class Duty(models.Model):
    """One dated duty. Its kind (declared in code) gives title, owner role and the ladder of reminders."""

    class State(models.TextChoices):
        OPEN = "open", "进行中"
        DONE = "done", "已完成"
        CANCELLED = "cancelled", "已取消"

    kind = models.CharField(max_length=60, help_text="任务种类")
    title = models.CharField(max_length=200, help_text="名称")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="责任单位；空为平台管理方",
    )
    role = models.CharField(max_length=40, blank=True, help_text="责任角色")
    subject_kind = models.CharField(max_length=60, blank=True, help_text="相关对象种类")
    subject_key = models.CharField(max_length=80, blank=True, help_text="相关对象标识")
    opened_on = models.DateField(help_text="起始日")
    due_on = models.DateField(help_text="截止日（含）")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, help_text="状态")
    closed_at = models.DateTimeField(null=True, help_text="完成或取消的时间")
    closed_by = models.CharField(max_length=100, blank=True, help_text="经办人")
    result = models.TextField(blank=True, help_text="完成情况或取消原因")
    basis = models.CharField(max_length=200, blank=True, help_text="依据")

    class Meta:
        verbose_name = "限期任务"
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=["due_on"], name="duty_open_due", condition=Q(state="open")),)
        constraints = (
            models.UniqueConstraint(fields=["kind", "subject_kind", "subject_key", "opened_on"], name="duty_once"),
            models.CheckConstraint(condition=Q(due_on__gte=models.F("opened_on")), name="duty_in_order"),
            models.CheckConstraint(condition=Q(state__in=["open", "done", "cancelled"]), name="duty_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="duty_closed_has_time",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> Subject | None:
        """What it is about, if anything."""
        return Subject(self.subject_kind, self.subject_key) if self.subject_kind else None


class Reminder(models.Model):
    """One rung of the ladder that is behind us: told, or passed over (`told` 0) because a later one was told instead."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="reminders", help_text="任务")
    rung = models.CharField(max_length=40, help_text="提醒层级")
    at = models.DateTimeField(help_text="提醒时间")
    told = models.PositiveIntegerField(default=0, help_text="提醒人数")

    class Meta:
        verbose_name = "提醒"
        constraints = (models.UniqueConstraint(fields=["duty", "rung"], name="reminder_once"),)
