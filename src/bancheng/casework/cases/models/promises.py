"""What an applicant promised: a material that comes later (容缺受理)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.models.case import Case


class Tolerance(models.Model):
    """容缺受理: what lacks, until when, what follows if it does not come; signed before acceptance (APP-13…17)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="tolerance", help_text="办件")
    items = models.JSONField(help_text="逐项：line、code、name、gap；欠缺的次要条件 line 为 0")
    due_on = models.DateField(help_text="补齐期限的最后一天，不晚于承诺办结日")
    due_at = models.DateTimeField(help_text="补齐期限届满的时刻")
    consequence = models.TextField(help_text="逾期处理办法")
    offered_at = models.DateTimeField(help_text="一次告知的时间")
    offered_by = models.CharField(max_length=100, help_text="告知人")
    paper = models.CharField(max_length=80, blank=True, help_text="容缺受理承诺书文号")
    signed_at = models.DateTimeField(null=True, help_text="申请人签署的时间")
    signed_by = models.CharField(max_length=100, blank=True, help_text="签署人")
    signed_how = models.CharField(max_length=20, blank=True, help_text="怎样签署：online、window")
    digest = models.CharField(max_length=64, blank=True, help_text="所签承诺内容的 SM3 摘要")
    accepted_at = models.DateTimeField(null=True, help_text="容缺受理的时间，与一次告知同时")
    made_up_at = models.DateTimeField(null=True, help_text="补齐的时间")
    lapsed_at = models.DateTimeField(null=True, help_text="逾期未补齐、拟不予决定的时间")
    duty = models.BigIntegerField(null=True, help_text="盯补齐期限的限期任务")

    class Meta:
        verbose_name = "容缺受理"
        constraints = (
            models.CheckConstraint(
                condition=Q(accepted_at=None) | ~Q(digest=""), name="tolerance_signed_before_acceptance"
            ),
            models.CheckConstraint(condition=~Q(consequence=""), name="tolerance_tells_consequence"),
        )
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=Q(accepted_at__isnull=False, made_up_at=None, lapsed_at=None),
                name="tolerance_to_pass",
            ),
        )


class DraftDecision(models.Model):
    """拟不予决定: proposed by the platform with its reason, issued or dropped by a human (APP-17)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="draft_decision", help_text="办件")
    outcome = models.CharField(
        max_length=10, choices=(("granted", "准予"), ("refused", "不予")), help_text="拟作出的决定"
    )
    reason = models.TextField(help_text="预填的理由")
    basis = models.TextField(blank=True, help_text="依据")
    made_at = models.DateTimeField(help_text="生成时间")
    settled_at = models.DateTimeField(null=True, help_text="由人处理的时间")
    settled_by = models.CharField(max_length=100, blank=True, help_text="处理人")

    class Meta:
        verbose_name = "拟作决定"
