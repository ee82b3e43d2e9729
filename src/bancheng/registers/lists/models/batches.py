"""Batches of 一次办妥 lists: what each unit owes by a day, its draft, the review, and the two deliveries."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.lists.models.once import ItemMode


class ListBatch(models.Model):
    """一批清单: one batch of a region with its due day; 成熟一批、实施一批、压茬推进 (CAT-13)."""

    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    year = models.PositiveSmallIntegerField(help_text="年份")
    number = models.PositiveSmallIntegerField(help_text="批次，从 1 起")
    name = models.CharField(max_length=100, help_text="名称")
    due_on = models.DateField(help_text="报送截止日（含）")
    basis = models.CharField(max_length=200, blank=True, help_text="依据")
    opened_at = models.DateTimeField(help_text="布置时间")
    opened_by = models.CharField(max_length=100, help_text="布置人")

    class Meta:
        verbose_name = "清单批次"
        ordering = ("region_id", "-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["region", "year", "number"], name="list_batch_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="list_batch_from_one"),
        )

    def __str__(self) -> str:
        return self.name


class UnitList(models.Model):
    """一个单位在一批中的清单: drafted by the department, reviewed by 编办, delivered to two offices at once (CAT-12)."""

    class State(models.TextChoices):
        DRAFT = "draft", "部门起草"
        SUBMITTED = "submitted", "待编办审核"
        RETURNED = "returned", "退回修改"
        DELIVERED = "delivered", "已报送"

    batch = models.ForeignKey(ListBatch, on_delete=models.PROTECT, related_name="lists", help_text="批次")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="报送单位"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, help_text="状态")
    authors = models.JSONField(default=list, help_text="起草和提交过的人员标识；他们不能审核")
    submitted_at = models.DateTimeField(null=True, help_text="最近一次提交时间")
    submitted_by = models.CharField(max_length=100, blank=True, help_text="提交人")
    reviewed_at = models.DateTimeField(null=True, help_text="审核时间")
    reviewed_by = models.CharField(max_length=100, blank=True, help_text="审核人")
    note = models.CharField(max_length=500, blank=True, help_text="审核意见")
    delivered_at = models.DateTimeField(null=True, help_text="报送时间：两个办公室同时收到")
    duty = models.ForeignKey(
        "duties.Duty", null=True, on_delete=models.PROTECT, related_name="+", help_text="报送的限期任务"
    )

    class Meta:
        verbose_name = "单位清单"
        ordering = ("batch_id", "organisation_id")
        constraints = (
            models.UniqueConstraint(fields=["batch", "organisation"], name="unit_list_once"),
            models.CheckConstraint(
                condition=Q(state="delivered", delivered_at__isnull=False)
                | (~Q(state="delivered") & Q(delivered_at__isnull=True)),
                name="unit_list_delivered_has_time",
            ),
        )
        indexes = (models.Index(fields=["organisation", "state"], name="unit_list_by_organ"),)


class UnitListEntry(models.Model):
    """One item on a unit's list, with the mode it is listed under."""

    list = models.ForeignKey(UnitList, on_delete=models.CASCADE, related_name="entries", help_text="单位清单")
    item = models.ForeignKey(
        "catalog.ImplementationItem", on_delete=models.PROTECT, related_name="+", help_text="实施清单事项"
    )
    mode = models.CharField(
        max_length=8, choices=ItemMode.Mode.choices, blank=True, help_text="提交时认定的模式，起草时为空"
    )
    added_at = models.DateTimeField(help_text="列入时间")

    class Meta:
        verbose_name = "清单事项"
        ordering = ("list_id", "id")
        constraints = (models.UniqueConstraint(fields=["list", "item"], name="unit_list_entry_once"),)


class Delivery(models.Model):
    """报送: a list in the inbox of an office. Both offices of a list bear the same instant."""

    list = models.ForeignKey(UnitList, on_delete=models.PROTECT, related_name="deliveries", help_text="单位清单")
    office = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="接收的办公室"
    )
    delivered_at = models.DateTimeField(help_text="送达时间")
    received_at = models.DateTimeField(null=True, help_text="签收时间")
    received_by = models.CharField(max_length=100, blank=True, help_text="签收人")

    class Meta:
        verbose_name = "清单报送"
        ordering = ("-delivered_at", "-id")
        constraints = (models.UniqueConstraint(fields=["list", "office"], name="delivery_once"),)
        indexes = (models.Index(fields=["office", "-id"], name="delivery_by_office"),)
