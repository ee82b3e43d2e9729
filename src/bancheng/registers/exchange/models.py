"""Every look into a base register."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.exchange.types import LABELS


class UseOfData(models.Model):
    """数据使用记录: who asked which register about whom, for what, and which elements he was given. No values."""

    class Outcome(models.TextChoices):
        FOUND = "found", "已查到"
        ABSENT = "absent", "未查到"
        DOWN = "down", "连接不上"

    register = models.CharField(
        max_length=20, choices=[(one.value, label) for one, label in LABELS.items()], help_text="基础信息库"
    )
    identifier_hash = models.CharField(max_length=64, help_text="被查询人身份号码或者单位统一社会信用代码的带密钥散列")
    purpose = models.CharField(max_length=100, help_text="查询用途")
    subject_kind = models.CharField(max_length=60, help_text="为哪件事查询：类别")
    subject_key = models.CharField(max_length=120, help_text="为哪件事查询：编号")
    actor_kind = models.CharField(max_length=20, help_text="查询人类别")
    actor_key = models.CharField(max_length=100, help_text="查询人标识")
    actor_name = models.CharField(max_length=100, help_text="查询人")
    elements = models.JSONField(default=list, help_text="提供的数据元代码")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, help_text="查询结果")
    at = models.DateTimeField(help_text="查询时间")
    milliseconds = models.PositiveIntegerField(help_text="用时（毫秒）")

    class Meta:
        verbose_name = "数据使用记录"
        indexes = (
            models.Index(fields=["subject_kind", "subject_key"], name="use_by_subject"),
            models.Index(fields=["identifier_hash", "-at"], name="use_by_identifier"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(register__in=[one.value for one in LABELS]), name="use_register_known"),
            models.CheckConstraint(condition=Q(outcome__in=["found", "absent", "down"]), name="use_outcome_known"),
            models.CheckConstraint(condition=Q(outcome="found") | Q(elements=[]), name="use_elements_only_when_found"),
        )

    def __str__(self) -> str:
        return f"{self.get_register_display()} {self.at:%Y-%m-%d}"
