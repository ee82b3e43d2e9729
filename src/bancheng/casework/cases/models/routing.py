"""Where a decision goes when no window may make it, and what was done to many cases at once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class DecisionRoute(models.Model):
    """决定去向: to which queue the decision of an item (or of every item of an organ) goes, dated (FLW-11).

    The queue, not the right: who may decide stays as it is.
    """

    class To(models.TextChoices):
        ONLINE = "online", "在线审批"
        CHIEF = "chief", "首席代表审批"

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="实施机关"
    )
    item = models.ForeignKey(
        "catalog.ImplementationItem",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="事项；空为本机关全部事项",
    )
    to = models.CharField(max_length=10, choices=To.choices, help_text="去向：在线审批、首席代表审批")
    basis = models.CharField(max_length=200, help_text="依据")
    valid_from = models.DateField(help_text="起始日")
    valid_to = models.DateField(null=True, help_text="截止日（含）；空为长期")
    set_by = models.CharField(max_length=100, help_text="设定人")
    revoked_at = models.DateTimeField(null=True, help_text="收回时间")

    class Meta:
        verbose_name = "决定去向"
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")), name="route_in_order"
            ),
            models.UniqueConstraint(
                fields=["organisation", "item"],
                condition=Q(valid_to__isnull=True, revoked_at__isnull=True, item__isnull=False),
                name="route_item_once_without_end",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(valid_to__isnull=True, revoked_at__isnull=True, item__isnull=True),
                name="route_organ_once_without_end",
            ),
        )
        indexes = (models.Index(fields=["organisation", "item"], condition=Q(revoked_at=None), name="route_of_organ"),)


class BatchAct(models.Model):
    """成批办理: one verb done to many cases, each in its own transaction; what became of each is kept."""

    verb = models.CharField(max_length=24, help_text="步骤")
    label = models.CharField(max_length=30, help_text="步骤名称")
    by = models.CharField(max_length=80, help_text="办理人标识")
    by_name = models.CharField(max_length=100, help_text="办理人姓名")
    at = models.DateTimeField(help_text="办理时间")
    lines = models.JSONField(default=list, help_text="逐件：number、applicant、item、done、sentence")

    class Meta:
        verbose_name = "成批办理记录"
        indexes = (models.Index(fields=["by", "-id"], name="batch_by_person"),)
