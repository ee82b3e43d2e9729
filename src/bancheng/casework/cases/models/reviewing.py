"""What rules said of a file beside what people did: deviations from a proposed outcome, verifications, the check before handing in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.models.case import Case
from bancheng.casework.cases.models.working import CaseTask

OPINIONS = (("agree", "同意"), ("disagree", "不同意"))


class Deviation(models.Model):
    """偏离系统建议: a reviewer judged otherwise than the rules of the guide did, with his reason (FLW-29). Never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="deviations", help_text="办件")
    task = models.ForeignKey(CaseTask, on_delete=models.CASCADE, related_name="deviations", help_text="环节")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="实施机关"
    )
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    proposed = models.CharField(max_length=10, choices=OPINIONS, help_text="系统建议的意见")
    outcome = models.CharField(max_length=10, choices=OPINIONS, help_text="审查人员的意见")
    points = models.JSONField(default=list, help_text="判断不同的要点：text、proposed、met、why、value")
    reason = models.TextField(help_text="与系统建议不同的理由")
    at = models.DateTimeField(help_text="时间")
    by = models.CharField(max_length=80, help_text="审查人员标识")
    by_name = models.CharField(max_length=100, help_text="审查人员姓名")

    class Meta:
        verbose_name = "偏离系统建议"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["organisation", "-id"], name="deviation_by_organ"),
            models.Index(fields=["region", "-id"], name="deviation_by_region"),
        )
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="deviation_has_reason"),)


class Verification(models.Model):
    """核验: one field or material asked of a register or an e-licence instead of a unit or the applicant (APP-06). No values."""

    class Reach(models.TextChoices):
        INSIDE = "inside", "单位内部核验"
        BETWEEN = "between", "单位之间核验"
        NETWORK = "network", "网络核验"

    class Outcome(models.TextChoices):
        SAME = "same", "一致"
        DIFFERS = "differs", "不一致"
        ABSENT = "absent", "没有查到"
        DOWN = "down", "连接不上"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="verifications", help_text="办件")
    element = models.CharField(max_length=60, blank=True, help_text="核验的表单项（数据元代码）；核验材料的为空")
    line = models.PositiveSmallIntegerField(null=True, help_text="核验的材料序号；核验表单项的为空")
    name = models.CharField(max_length=200, help_text="核验的内容")
    source = models.CharField(max_length=120, help_text="来源")
    reach = models.CharField(max_length=8, choices=Reach.choices, help_text="核验方式")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, help_text="结果")
    at = models.DateTimeField(help_text="核验时间")
    by = models.CharField(max_length=80, help_text="核验人标识")
    by_name = models.CharField(max_length=100, help_text="核验人")

    class Meta:
        verbose_name = "核验记录"
        ordering = ("case_id", "id")
        constraints = (
            models.CheckConstraint(
                condition=(Q(line=None) & ~Q(element="")) | (Q(line__isnull=False) & Q(element="")),
                name="verification_of_one_thing",
            ),
        )


class Precheck(models.Model):
    """预检: what the rules said of an application before it was handed in, and that the applicant handed it in all the same."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="precheck", help_text="办件")
    hints = models.JSONField(help_text="提交时仍有的提示：code、where、sentence、why")
    shown = models.BooleanField(help_text="提交前是否都给申请人看过")
    at = models.DateTimeField(help_text="提交时间")

    class Meta:
        verbose_name = "提交前预检"
