"""告知承诺: what an applicant vouches for instead of proving it, and what the check afterwards found."""

from __future__ import annotations

from django.db import models

from bancheng.casework.cases.models.case import Case


class Commitment(models.Model):
    """告知承诺: five contents signed as told, in place of a proof; afterwards checked by risk (APP-19…22)."""

    class Result(models.TextChoices):
        OPEN = "", "未核查"
        NOT_DRAWN = "skipped", "未抽中"
        FULFILLED = "fulfilled", "已履行"
        BREACHED = "breached", "未履行"

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="commitment", help_text="办件")
    lines = models.JSONField(default=list, help_text="由承诺替代的材料：line、code、name")
    contents = models.JSONField(help_text="五项内容：content、requirements、liability、form、supervision")
    digest = models.CharField(max_length=64, blank=True, help_text="所签承诺书的 SM3 摘要")
    paper = models.CharField(max_length=80, blank=True, help_text="告知承诺书文号")
    signed_at = models.DateTimeField(null=True, help_text="签署时间")
    signed_by = models.CharField(max_length=100, blank=True, help_text="签署人")
    risk = models.CharField(
        max_length=6, choices=(("high", "较高"), ("medium", "一般"), ("low", "较低")), help_text="风险等级"
    )
    duty = models.BigIntegerField(null=True, help_text="事后核查任务")
    result = models.CharField(
        max_length=10, blank=True, choices=Result.choices, default=Result.OPEN, help_text="核查结果"
    )
    result_note = models.CharField(max_length=500, blank=True, help_text="核查说明")
    checked_at = models.DateTimeField(null=True, help_text="核查时间")
    checked_by = models.CharField(max_length=100, blank=True, help_text="核查人")

    class Meta:
        verbose_name = "告知承诺"
