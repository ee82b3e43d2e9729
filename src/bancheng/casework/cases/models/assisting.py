"""线上远程协助: a helper by invitation code, who looks at a draft and marks it; the applicant does everything himself (APP-24)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bancheng.casework.cases.models.case import Case


class Assistance(models.Model):
    """One invitation and what came of it. The code itself is kept nowhere."""

    key = models.CharField(max_length=32, unique=True, help_text="协助标识（随机），用于网址")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assistances", help_text="办件（草稿）")
    code_hash = models.CharField(max_length=64, help_text="邀请码的密钥散列")
    invited_at = models.DateTimeField(help_text="邀请时间")
    expires_at = models.DateTimeField(help_text="邀请码失效时间")
    helper = models.CharField(max_length=80, blank=True, help_text="协助人标识")
    helper_name = models.CharField(max_length=100, blank=True, help_text="协助人姓名")
    helper_organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+", help_text="协助人所在单位"
    )
    joined_at = models.DateTimeField(null=True, help_text="协助开始时间")
    ends_at = models.DateTimeField(null=True, help_text="协助最晚到什么时候")
    ended_at = models.DateTimeField(null=True, help_text="结束时间")
    ended_by = models.CharField(max_length=100, blank=True, help_text="由谁结束")

    class Meta:
        verbose_name = "远程协助"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="assistance_open_once"),
            models.UniqueConstraint(
                fields=["code_hash"], condition=Q(ended_at=None, joined_at=None), name="assistance_code_once"
            ),
            models.CheckConstraint(
                condition=Q(joined_at=None, helper="", ends_at=None)
                | (Q(joined_at__isnull=False, ends_at__gt=F("joined_at")) & ~Q(helper="")),
                name="assistance_joined_by_somebody",
            ),
        )
        indexes = (models.Index(fields=["helper", "-id"], name="assistance_by_helper"),)


class AssistHint(models.Model):
    """标注: one sentence of the helper about one question, field or material; no value of the application is in it."""

    class Part(models.TextChoices):
        QUESTION = "question", "情形"
        FIELD = "field", "填写项"
        MATERIAL = "material", "材料"

    assistance = models.ForeignKey(Assistance, on_delete=models.CASCADE, related_name="hints", help_text="远程协助")
    part = models.CharField(max_length=8, choices=Part.choices, help_text="标注在哪一类内容上")
    place = models.CharField(max_length=60, help_text="数据元代码或者材料序号")
    label = models.CharField(max_length=200, help_text="标注的内容的名称")
    sentence = models.CharField(max_length=200, help_text="提示")
    at = models.DateTimeField(help_text="标注时间")
    settled_at = models.DateTimeField(null=True, help_text="申请人标为已改好的时间")

    class Meta:
        verbose_name = "协助标注"
        ordering = ("assistance_id", "id")
        constraints = (models.UniqueConstraint(fields=["assistance", "part", "place"], name="hint_once_a_place"),)
