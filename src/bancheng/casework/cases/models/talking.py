"""What is said beside the steps of a case: among staff (内部备注), between staff and applicant (留言)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.models.case import Case


class Note(models.Model):
    """内部备注: staff to staff about one case; the applicant never sees it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes", help_text="办件")
    text = models.TextField(help_text="备注")
    at = models.DateTimeField(help_text="时间")
    by = models.CharField(max_length=80, help_text="写备注的人的标识")
    by_name = models.CharField(max_length=100, help_text="写备注的人")

    class Meta:
        verbose_name = "内部备注"
        ordering = ("case_id", "id")


class Talk(models.Model):
    """留言: one message of the thread between who applies and who handles a case. One of the applicant waits until it is answered."""

    class Side(models.TextChoices):
        APPLICANT = "applicant", "办事人"
        STAFF = "staff", "办理机关"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="talks", help_text="办件")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="实施机关"
    )
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    side = models.CharField(max_length=10, choices=Side.choices, help_text="哪一方")
    text = models.TextField(help_text="内容")
    at = models.DateTimeField(help_text="时间")
    by = models.CharField(max_length=80, help_text="留言人标识")
    by_name = models.CharField(max_length=100, help_text="留言人")
    answered_at = models.DateTimeField(null=True, help_text="办事人的留言得到答复的时间")
    answered_name = models.CharField(max_length=100, blank=True, help_text="答复或者注明无需答复的人")

    class Meta:
        verbose_name = "留言"
        ordering = ("case_id", "id")
        indexes = (
            models.Index(
                fields=["organisation", "at"],
                condition=Q(side="applicant", answered_at=None),
                name="talk_waiting_by_organ",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(side="applicant") | Q(answered_at=None), name="talk_only_applicants_wait"
            ),
        )
