"""一次办妥: the mode of each item, and the negative list with entry and exit."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class ItemMode(models.Model):
    """一次办妥模式: exactly one of three for an item, proposed by its guide and confirmed by its department (CAT-10)."""

    class Mode(models.TextChoices):
        ONLINE = "online", "网上一次办妥"
        HALL = "hall", "大厅一次办妥"
        NEGATIVE = "negative", "负面清单"

    item = models.OneToOneField(
        "catalog.ImplementationItem", on_delete=models.CASCADE, related_name="once_mode", help_text="实施清单事项"
    )
    mode = models.CharField(max_length=8, choices=Mode.choices, help_text="模式")
    number = models.PositiveIntegerField(null=True, help_text="认定时的指南版本号，空为还没有现行指南")
    since = models.DateField(help_text="自哪一天起是这个模式")
    confirmed_at = models.DateTimeField(help_text="认定时间")
    confirmed_by = models.CharField(max_length=100, help_text="认定人")

    class Meta:
        verbose_name = "一次办妥模式"
        constraints = (
            models.CheckConstraint(condition=Q(mode__in=["online", "hall", "negative"]), name="item_mode_known"),
        )
        indexes = (models.Index(fields=["mode"], name="item_mode_by_mode"),)


class NegativeEntry(models.Model):
    """负面清单条目: why an item is not done in one go, how it is to be improved, when it came on and when it left (CAT-11)."""

    item = models.ForeignKey(
        "catalog.ImplementationItem", on_delete=models.CASCADE, related_name="+", help_text="实施清单事项"
    )
    reason = models.CharField(max_length=500, help_text="列入原因")
    plan = models.CharField(max_length=500, help_text="优化提升计划")
    entered_on = models.DateField(help_text="列入日期")
    entered_by = models.CharField(max_length=100, help_text="列入人")
    left_on = models.DateField(null=True, help_text="移出日期，空为仍在负面清单")
    left_by = models.CharField(max_length=100, blank=True, help_text="移出人")
    improvement = models.CharField(max_length=500, blank=True, help_text="优化提升情况")

    class Meta:
        verbose_name = "负面清单条目"
        ordering = ("item_id", "-entered_on", "-id")
        constraints = (
            models.UniqueConstraint(fields=["item"], condition=Q(left_on=None), name="negative_entry_one_open"),
            models.CheckConstraint(
                condition=Q(left_on=None) | (Q(left_on__gte=F("entered_on")) & ~Q(improvement="")),
                name="negative_entry_left_improved",
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(plan=""), name="negative_entry_has_reason"),
        )
