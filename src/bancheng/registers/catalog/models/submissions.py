"""送审: drafts handed to the reviewers, and how each of these ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.catalog.models.items import ImplementationItem


class Submission(models.Model):
    """送审: one revision of a draft handed to the reviewers; at most one waits for an item."""

    class State(models.TextChoices):
        WAITING = "waiting", "待审核"
        RECALLED = "recalled", "已撤回"
        RETURNED = "returned", "退回修改"
        PUBLISHED = "published", "已发布"

    item = models.ForeignKey(ImplementationItem, on_delete=models.CASCADE, related_name="submissions", help_text="事项")
    revision = models.PositiveIntegerField(help_text="送审的草稿修订号")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, help_text="状态")
    note = models.CharField(max_length=500, blank=True, help_text="送审说明")
    submitted_at = models.DateTimeField(help_text="送审时间")
    submitted_by = models.CharField(max_length=100, help_text="送审人")
    submitter = models.ForeignKey(
        "identity.Account", null=True, on_delete=models.SET_NULL, related_name="+", help_text="送审人的账号"
    )
    answered_at = models.DateTimeField(null=True, help_text="撤回、退回或者发布的时间")
    answered_by = models.CharField(max_length=100, blank=True, help_text="撤回、退回或者发布的人")
    answer = models.CharField(max_length=500, blank=True, help_text="退回原因，或者为什么撤回")

    class Meta:
        verbose_name = "送审"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["item"], condition=Q(state="waiting"), name="submission_waits_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at=None) | (~Q(state="waiting") & Q(answered_at__isnull=False)),
                name="submission_answered",
            ),
            models.CheckConstraint(condition=~Q(state="returned", answer=""), name="submission_returned_with_reason"),
        )
        indexes = (models.Index(fields=["item", "-id"], name="submission_by_item"),)
