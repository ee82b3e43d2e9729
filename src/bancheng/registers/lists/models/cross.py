"""跨省通办目标: what a plan says is to be done across provinces, by when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CrossTarget(models.Model):
    """跨省通办目标事项: a matter of a batch; done when an item of that name is handled across provinces by its guide in force."""

    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="适用的区划（含下级）"
    )
    batch = models.PositiveSmallIntegerField(default=1, help_text="批次")
    number = models.PositiveSmallIntegerField(help_text="序号")
    name = models.CharField(max_length=200, help_text="事项名称")
    department = models.CharField(max_length=100, blank=True, help_text="主管领域或部门")
    due_on = models.DateField(help_text="完成期限")
    matches = models.JSONField(default=list, help_text="目录中对应的事项名称；空为与目标同名")
    note = models.CharField(max_length=200, blank=True, help_text="说明")
    withdrawn_on = models.DateField(null=True, help_text="移出日期，空为在列")
    entered_at = models.DateTimeField(help_text="录入时间")
    entered_by = models.CharField(max_length=100, help_text="录入人")

    class Meta:
        verbose_name = "跨省通办目标"
        ordering = ("region_id", "batch", "number")
        constraints = (
            models.UniqueConstraint(fields=["region", "batch", "number"], name="cross_target_number_once"),
            models.UniqueConstraint(
                fields=["region", "name"], condition=Q(withdrawn_on=None), name="cross_target_name_once"
            ),
        )
