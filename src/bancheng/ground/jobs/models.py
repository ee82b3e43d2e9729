from __future__ import annotations

from django.db import models
from django.db.models import Q


class Job(models.Model):
    """What people see of a background job: its name, who asked, how far it is, how it ended.

    The queue is django-tasks': each attempt is one row there, named by `task_result`, which also fences the attempt: who
    holds another row may no longer write here.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "排队中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    class Lane(models.TextChoices):
        QUICK = "quick", "即时"
        LONG = "long", "长时"

    task_result = models.UUIDField(unique=True, help_text="任务队列中本次尝试的编号")
    task = models.CharField(max_length=200, help_text="任务函数路径")
    title = models.CharField(max_length=200, help_text="任务名称")
    lane = models.CharField(max_length=8, choices=Lane.choices, default=Lane.QUICK, help_text="队列")
    arguments = models.JSONField(default=dict, help_text="参数（不含个人证件号码）")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING, help_text="状态")
    subject_kind = models.CharField(max_length=60, blank=True, help_text="相关对象种类")
    subject_key = models.CharField(max_length=80, blank=True, help_text="相关对象标识")
    asked_by = models.CharField(max_length=80, blank=True, help_text="发起人标识")
    asked_name = models.CharField(max_length=100, blank=True, help_text="发起人名称")
    step = models.CharField(max_length=200, blank=True, help_text="当前步骤")
    done = models.PositiveIntegerField(default=0, help_text="已完成数量")
    total = models.PositiveIntegerField(null=True, help_text="总数量")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="已尝试次数")
    max_attempts = models.PositiveSmallIntegerField(help_text="最多尝试次数")
    run_after = models.DateTimeField(help_text="最早执行时间")
    lease_until = models.DateTimeField(null=True, help_text="占用到期时间，过期后重新排队")
    worker = models.CharField(max_length=100, blank=True, help_text="执行进程")
    cancel_asked = models.BooleanField(default=False, help_text="是否已要求取消")
    error = models.TextField(blank=True, help_text="最近一次错误，第一行是说明")
    result = models.JSONField(null=True, help_text="结果摘要")
    created_at = models.DateTimeField(help_text="提交时间")
    started_at = models.DateTimeField(null=True, help_text="本次开始时间")
    finished_at = models.DateTimeField(null=True, help_text="结束时间")

    class Meta:
        verbose_name = "后台任务"
        indexes = (
            models.Index(fields=["state", "-id"], name="job_by_state"),
            models.Index(fields=["lease_until"], name="job_lease", condition=Q(state="running")),
            models.Index(fields=["subject_kind", "subject_key"], name="job_by_subject"),
            models.Index(fields=["finished_at"], name="job_finished"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled"]), name="job_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) | (~Q(state="running") & Q(lease_until=None)),
                name="job_leased_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"], finished_at=None)
                | (~Q(state__in=["waiting", "running"]) & Q(finished_at__isnull=False)),
                name="job_finished_has_time",
            ),
            models.CheckConstraint(condition=Q(max_attempts__gte=1), name="job_tried_at_least_once"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    @property
    def sentence(self) -> str:
        """What went wrong last, in one line."""
        return self.error.partition("\n")[0]

    @property
    def percent(self) -> int | None:
        """How far, 0 to 100; None where the total is not known."""
        return None if not self.total else min(100, self.done * 100 // self.total)


class Schedule(models.Model):
    """When a timed job ran last; its plan stands in the code of its room (`schedule.py`)."""

    key = models.CharField(max_length=100, primary_key=True, help_text="定时任务标识")
    last_run_at = models.DateTimeField(null=True, help_text="上次执行时间")
    next_run_at = models.DateTimeField(help_text="下次执行时间")
    paused = models.BooleanField(default=False, help_text="是否暂停")

    class Meta:
        verbose_name = "定时任务"

    def __str__(self) -> str:
        return self.key
