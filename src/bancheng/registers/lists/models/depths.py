"""What the guide in force says about how an item is handled, read once for each version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ItemDepth(models.Model):
    """网办深度: ends, trips, star and shared data of an item, as its guide in force says; made anew with each version."""

    item = models.OneToOneField(
        "catalog.ImplementationItem", on_delete=models.CASCADE, related_name="depth", help_text="实施清单事项"
    )
    version = models.ForeignKey(
        "catalog.GuideVersion", on_delete=models.CASCADE, related_name="+", help_text="据以认定的指南版本"
    )
    number = models.PositiveIntegerField(help_text="指南版本号")
    window = models.BooleanField(default=False, help_text="窗口端")
    pc = models.BooleanField(default=False, help_text="PC 端")
    mobile = models.BooleanField(default=False, help_text="移动端")
    terminal = models.BooleanField(default=False, help_text="自助端")
    post = models.BooleanField(default=False, help_text="邮寄")
    visits = models.PositiveSmallIntegerField(default=0, help_text="到现场次数")
    scope = models.CharField(max_length=10, help_text="通办范围")
    acceptance = models.CharField(max_length=10, blank=True, help_text="跨省通办受理模式")
    groups = models.PositiveSmallIntegerField(default=0, help_text="服务对象和特定人群的种数")
    stars = models.PositiveSmallIntegerField(default=0, help_text="星级")
    reason = models.CharField(max_length=200, help_text="星级认定的理由")
    rated_at = models.DateTimeField(help_text="认定时间")

    class Meta:
        verbose_name = "网办深度"
        constraints = (models.CheckConstraint(condition=Q(stars__lte=5), name="depth_stars_to_five"),)
        indexes = (models.Index(fields=["scope"], name="depth_by_scope"),)
