"""What becomes of items: the four kinds of change, the lists above us that call for one, and the reviews that owe an answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.catalog.models.items import BasicItem, ImplementationItem


class ItemChange(models.Model):
    """事项变更: taken over, handed down, cancelled or adjusted on a day, with its basis and its announcement (CAT-25)."""

    class Kind(models.TextChoices):
        TAKE_OVER = "take_over", "承接"
        HAND_DOWN = "hand_down", "下放"
        CANCEL = "cancel", "取消"
        ADJUST = "adjust", "调整"

    number = models.CharField(max_length=24, unique=True, help_text="公告编号")
    kind = models.CharField(max_length=10, choices=Kind.choices, help_text="变更方式")
    item = models.ForeignKey(
        ImplementationItem, on_delete=models.PROTECT, related_name="changes", help_text="变更的事项"
    )
    opened = models.ManyToManyField(
        ImplementationItem, related_name="opened_by", blank=True, help_text="由此新设的事项（承接、下放的接收方）"
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="变更事项的区划"
    )
    on = models.DateField(help_text="变更生效日期")
    basis = models.CharField(max_length=300, help_text="变更依据：文件名称和文号")
    notice = models.TextField(help_text="公告正文")
    recorded_at = models.DateTimeField(help_text="登记时间")
    recorded_by = models.CharField(max_length=100, help_text="登记人")
    details = models.JSONField(
        default=dict, help_text="细节：closing 停办的事项，versions 为此发布的指南版本，elements 调整的要素"
    )
    withdrawn_at = models.DateTimeField(null=True, help_text="撤回时间；只能在生效日期之前撤回")
    withdrawn_by = models.CharField(max_length=100, blank=True, help_text="撤回人")
    withdrawn_reason = models.CharField(max_length=200, blank=True, help_text="撤回原因")

    class Meta:
        verbose_name = "事项变更"
        ordering = ("-recorded_at", "-id")
        constraints = (models.CheckConstraint(condition=~Q(basis=""), name="item_change_with_basis"),)
        indexes = (models.Index(fields=["region", "-recorded_at"], name="item_change_by_region"),)


class UpstreamEntry(models.Model):
    """上级清单条目: one line of the administrative-licence list or of the power-and-responsibility list (CAT-06)."""

    class List(models.TextChoices):
        LICENCES = "licences", "行政许可事项清单"
        POWERS = "powers", "权责清单"

    class State(models.TextChoices):
        ACTIVE = "active", "在列"
        CANCELLED = "cancelled", "取消"

    list = models.CharField(max_length=10, choices=List.choices, help_text="所在清单")
    code = models.CharField(max_length=40, help_text="清单中的编码")
    name = models.CharField(max_length=200, help_text="清单中的名称")
    organ = models.CharField(max_length=200, blank=True, help_text="主管部门或者行使主体")
    implementer = models.CharField(max_length=300, blank=True, help_text="实施机关")
    basis = models.CharField(max_length=500, blank=True, help_text="清单所列依据")
    edition = models.CharField(max_length=40, help_text="清单版本，例如 2023 年版")
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="清单适用的区划"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE, help_text="状态")
    changed_on = models.DateField(null=True, help_text="最近一次变动的日期")
    remark = models.CharField(max_length=300, blank=True, help_text="最近一次变动的内容或者依据")
    basics = models.ManyToManyField(BasicItem, related_name="upstream", blank=True, help_text="对应的基本目录事项")

    class Meta:
        verbose_name = "上级清单条目"
        ordering = ("list", "code")
        constraints = (models.UniqueConstraint(fields=["list", "region", "code"], name="upstream_entry_once"),)


class ItemReview(models.Model):
    """待复核: why an item must be looked at again, and how that ended."""

    class Outcome(models.TextChoices):
        KEPT = "kept", "无须调整"
        CHANGED = "changed", "已调整"
        CANCELLED = "cancelled", "已取消事项"

    item = models.ForeignKey(ImplementationItem, on_delete=models.CASCADE, related_name="reviews", help_text="事项")
    source = models.CharField(max_length=20, help_text="由什么引起：upstream、basic、suspicion 等")
    key = models.CharField(max_length=120, help_text="引起复核的条目，同一条目未办结前只提一次")
    reason = models.CharField(max_length=500, help_text="复核原因")
    raised_at = models.DateTimeField(help_text="提出时间")
    closed_at = models.DateTimeField(null=True, help_text="办结时间")
    closed_by = models.CharField(max_length=100, blank=True, help_text="办结人")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, help_text="复核结论")
    remark = models.CharField(max_length=500, blank=True, help_text="结论说明")

    class Meta:
        verbose_name = "事项复核"
        ordering = ("-raised_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=["item", "source", "key"], condition=Q(closed_at=None), name="item_review_open_once"
            ),
        )
        indexes = (models.Index(fields=["item"], condition=Q(closed_at=None), name="item_review_open"),)
