"""What may happen to an accepted case besides review and decision: procedures and extension.

Each row is written by its verb alone; the journal tells it too.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.models.case import Case
from bancheng.ground.law import PROCEDURE_LABELS


class Procedure(models.Model):
    """特别程序: from one day to another, by one law; whether it stops the clocks was settled when it began (A03)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="procedures", help_text="办件")
    kind = models.CharField(
        max_length=4, choices=[(kind.value, kind.label) for kind in PROCEDURE_LABELS], help_text="特别程序种类"
    )
    reason = models.TextField(help_text="启动的理由")
    basis = models.CharField(max_length=200, help_text="法律依据")
    cited = models.CharField(max_length=200, blank=True, help_text="行政许可法第四十五条以外、规定不计入期限的法律条款")
    stops = models.BooleanField(help_text="法定办结时限是否停止计算")
    started_on = models.DateField(help_text="开始日期")
    expected_days = models.PositiveSmallIntegerField(help_text="书面告知申请人的所需工作日数")
    expected_on = models.DateField(help_text="预计结束日期")
    hearing_at = models.DateTimeField(null=True, help_text="举行听证的时间，提前七个工作日告知")
    hearing_place = models.CharField(max_length=200, blank=True, help_text="举行听证的地点")
    ended_on = models.DateField(null=True, help_text="结束日期，当日恢复计时")
    result = models.TextField(blank=True, help_text="结果")
    overran = models.BooleanField(default=False, help_text="已提醒：超过书面告知的所需时间还没有结束")
    paper = models.CharField(max_length=80, help_text="特别程序告知书文号")
    started_at = models.DateTimeField(help_text="启动时间")
    started_by = models.CharField(max_length=80, help_text="启动人标识")
    started_name = models.CharField(max_length=100, help_text="启动人姓名")
    ended_at = models.DateTimeField(null=True, help_text="登记结束的时间")
    ended_by = models.CharField(max_length=80, blank=True, help_text="登记结束人标识")
    ended_name = models.CharField(max_length=100, blank=True, help_text="登记结束人姓名")

    class Meta:
        verbose_name = "特别程序"
        ordering = ("case_id", "started_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")), name="procedure_in_order"
            ),
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(ended_on=None), name="procedure_open_once_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(hearing_at=None, hearing_place="") | (Q(hearing_at__isnull=False) & ~Q(hearing_place="")),
                name="hearing_has_time_and_place",
            ),
        )
        indexes = (
            models.Index(fields=["expected_on"], condition=Q(ended_on=None, overran=False), name="procedure_to_pass"),
        )


class Extension(models.Model):
    """延长期限: once, by the head of the organ, with the reason told to the applicant (行政许可法第四十二条)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="extension", help_text="办件")
    days = models.PositiveSmallIntegerField(help_text="延长的工作日数")
    reason = models.TextField(help_text="延长的理由，告知申请人")
    before = models.DateField(help_text="原到期日")
    after = models.DateField(help_text="延长后的到期日（延长时计算）")
    paper = models.CharField(max_length=80, help_text="延期告知书文号")
    at = models.DateTimeField(help_text="批准时间")
    by = models.CharField(max_length=80, help_text="批准人标识")
    by_name = models.CharField(max_length=100, help_text="批准人姓名")

    class Meta:
        verbose_name = "延长期限"
        constraints = (models.CheckConstraint(condition=Q(days__gt=0), name="extension_of_days"),)
