"""要素统一性: one comparison of a province, and the deviations that it found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.catalog.models.items import BasicItem, ImplementationItem
from bancheng.registers.catalog.models.running import Run


class UniformityRun(Run):
    """One comparison of all guides in force of a province; only the newest finished one keeps its deviations."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "比对中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"

    province = models.CharField(max_length=2, help_text="省级代码")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, help_text="状态")
    total = models.PositiveIntegerField(default=0, help_text="应比对的指南数")
    done = models.PositiveIntegerField(default=0, help_text="已比对的指南数")
    matters = models.PositiveIntegerField(default=0, help_text="已比对的基本目录事项数")
    counts = models.JSONField(default=dict, help_text="各要素不一致的指南数")

    class Meta(Run.Meta):
        verbose_name = "统一性比对"
        constraints = (
            models.UniqueConstraint(
                fields=["province"], condition=Q(state__in=("waiting", "running")), name="uniformity_one_at_a_time"
            ),
        )
        indexes = (models.Index(fields=["province", "-id"], name="uniformity_by_province"),)


class UniformityRow(models.Model):
    """One deviation: an element of an item's guide that says something else than the reference, both in words."""

    run = models.ForeignKey(UniformityRun, on_delete=models.CASCADE, related_name="rows", help_text="比对")
    basic = models.ForeignKey(BasicItem, on_delete=models.CASCADE, related_name="+", help_text="基本目录事项")
    item = models.ForeignKey(ImplementationItem, on_delete=models.CASCADE, related_name="+", help_text="不一致的事项")
    element = models.CharField(
        max_length=20, help_text="要素：requirements、audience、stages、materials、statutory、results"
    )
    here = models.TextField(help_text="本地内容")
    there = models.TextField(help_text="参照内容")
    by_rank = models.BooleanField(help_text="参照是否为最高层级机关的指南；否则为多数指南的内容")
    reference = models.ForeignKey(
        ImplementationItem, on_delete=models.CASCADE, related_name="+", help_text="参照的事项"
    )

    class Meta:
        verbose_name = "统一性差异"
        ordering = ("run_id", "id")
        indexes = (models.Index(fields=["run", "element", "id"], name="uniformity_by_element"),)
