"""What is asked while a case runs: units for their opinion (征求意见), by the applicant to have it back (受理后撤回)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.keys import SILENCES
from bancheng.casework.cases.models.case import Case


class Consultation(models.Model):
    """征求意见: one unit asked beside others; what its silence means is the rule of the locality when it was asked."""

    class Outcome(models.TextChoices):
        OPEN = "", "未答复"
        AGREE = "agree", "同意"
        DISAGREE = "disagree", "不同意"
        SILENT = "silent", "逾期未答复"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consultations", help_text="办件")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="被征求意见的机构"
    )
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    question = models.TextField(help_text="需要答复的问题")
    silence = models.CharField(max_length=8, choices=SILENCES, help_text="逾期未答复的含义")
    asked_at = models.DateTimeField(help_text="发出时间")
    asked_by = models.CharField(max_length=80, help_text="发出人标识")
    asked_name = models.CharField(max_length=100, help_text="发出人姓名")
    due_on = models.DateField(help_text="答复期限的最后一天")
    due_at = models.DateTimeField(help_text="答复到期时刻")
    outcome = models.CharField(
        max_length=8, blank=True, choices=Outcome.choices, default=Outcome.OPEN, help_text="答复"
    )
    opinion = models.TextField(blank=True, help_text="意见说明")
    answered_at = models.DateTimeField(null=True, help_text="答复时间")
    answered_by = models.CharField(max_length=80, blank=True, help_text="答复人标识")
    answered_name = models.CharField(max_length=100, blank=True, help_text="答复人姓名")

    class Meta:
        verbose_name = "征求意见"
        ordering = ("case_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["case", "organisation"], condition=Q(outcome=""), name="consultation_open_once"
            ),
        )
        indexes = (
            models.Index(fields=["organisation", "due_at"], condition=Q(outcome=""), name="consultation_inbox"),
            models.Index(fields=["due_at"], condition=Q(outcome=""), name="consultation_to_pass"),
        )


class WithdrawalRequest(models.Model):
    """撤回申请 after acceptance: it ends the case if the organ consents."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="withdrawals", help_text="办件")
    reason = models.CharField(max_length=500, help_text="撤回的理由")
    asked_at = models.DateTimeField(help_text="提出时间")
    consented = models.BooleanField(null=True, help_text="是否同意；空为还没有答复")
    answer = models.CharField(max_length=500, blank=True, help_text="答复；不同意的必须写明理由")
    answered_at = models.DateTimeField(null=True, help_text="答复时间")
    answered_by = models.CharField(max_length=80, blank=True, help_text="答复人标识")
    answered_name = models.CharField(max_length=100, blank=True, help_text="答复人姓名")

    class Meta:
        verbose_name = "受理后撤回"
        ordering = ("case_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["case"], condition=Q(consented=None), name="withdrawal_open_once"),
        )
