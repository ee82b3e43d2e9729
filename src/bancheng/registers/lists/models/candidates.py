"""Case counts of a year that the platform did not see itself: what ranks the candidates of the first batches."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ItemYear(models.Model):
    """一年办件量: of an item, entered from the department's own books (before its cases ran here)."""

    item = models.ForeignKey(
        "catalog.ImplementationItem", on_delete=models.CASCADE, related_name="+", help_text="实施清单事项"
    )
    year = models.PositiveSmallIntegerField(help_text="年份")
    cases = models.PositiveIntegerField(default=0, help_text="办件量")
    people = models.PositiveIntegerField(default=0, help_text="办事人数")
    attention = models.PositiveIntegerField(default=0, help_text="关注度：咨询、催办、评价次数")
    complaints = models.PositiveIntegerField(default=0, help_text="反映：投诉、不满意次数")
    elsewhere = models.PositiveIntegerField(default=0, help_text="异地办事人数")
    entered_at = models.DateTimeField(help_text="录入时间")
    entered_by = models.CharField(max_length=100, help_text="录入人")

    class Meta:
        verbose_name = "年度办件量"
        constraints = (
            models.UniqueConstraint(fields=["item", "year"], name="item_year_once"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="item_year_plausible"),
        )
