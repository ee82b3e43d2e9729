"""What may follow a decision, whose text and date never change: correction, revocation (settled 10)."""

from __future__ import annotations

from django.db import models

from bancheng.casework.cases.models.case import Case


class Correction(models.Model):
    """更正: a slip of the pen in a written decision is put right beside it; the decision itself never changes (settled 10)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections", help_text="办件")
    wrong = models.CharField(max_length=500, help_text="原文")
    right = models.CharField(max_length=500, help_text="更正为")
    reason = models.CharField(max_length=500, help_text="更正的理由")
    paper = models.CharField(max_length=80, unique=True, help_text="更正通知书文号")
    at = models.DateTimeField(help_text="更正时间")
    by = models.CharField(max_length=80, help_text="更正人标识")
    by_name = models.CharField(max_length=100, help_text="更正人姓名")

    class Meta:
        verbose_name = "决定更正"
        ordering = ("case_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["case", "wrong"], name="corrected_once"),
            models.CheckConstraint(condition=~models.Q(wrong=models.F("right")), name="correction_changes"),
        )


class Revocation(models.Model):
    """撤销: the decision falls, and its licence with it in the same transaction (行政许可法第六十九条)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="revocation", help_text="办件")
    ground = models.CharField(max_length=4, help_text="撤销的法定情形")
    reason = models.TextField(help_text="事实和理由")
    heard = models.TextField(help_text="听取被许可人陈述、申辩（或者听证）的情况")
    basis = models.CharField(max_length=200, help_text="法律依据")
    remedies = models.TextField(help_text="救济途径")
    licence = models.CharField(max_length=120, blank=True, help_text="随之撤销的电子证照标识")
    paper = models.CharField(max_length=80, help_text="撤销决定书文号")
    at = models.DateTimeField(help_text="决定时间")
    by = models.CharField(max_length=80, help_text="决定人标识")
    by_name = models.CharField(max_length=100, help_text="决定人姓名")

    class Meta:
        verbose_name = "撤销决定"
