"""Imports of a stranger's table, and what became of each row."""

from __future__ import annotations

from django.db import models

from bancheng.registers.catalog.models.changes import UpstreamEntry
from bancheng.registers.catalog.models.items import ImplementationItem
from bancheng.registers.catalog.models.running import Run


class ImportRun(Run):
    """One run of an import: file, mapping, progress, counts."""

    class State(models.TextChoices):
        PREVIEW = "preview", "待确认"
        RUNNING = "running", "导入中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"

    class Kind(models.TextChoices):
        ITEMS = "items", "事项目录"
        UPSTREAM = "upstream", "上级清单"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ITEMS, help_text="导入什么")
    options = models.JSONField(default=dict, help_text="上级清单：清单、版本、施行日期、依据、是否整份")
    file_name = models.CharField(max_length=200, help_text="文件名")
    file_digest = models.CharField(max_length=64, help_text="文件摘要（SHA-256）")
    region = models.ForeignKey(
        "organisations.Region", null=True, on_delete=models.PROTECT, related_name="+", help_text="默认区划"
    )
    mapping = models.JSONField(default=dict, help_text="列对应")
    state = models.CharField(max_length=8, choices=State.choices, default=State.PREVIEW, help_text="状态")
    total = models.PositiveIntegerField(default=0, help_text="行数")
    done = models.PositiveIntegerField(default=0, help_text="已处理行数")
    notes = models.JSONField(default=list, help_text="关于整个文件的说明")
    counts = models.JSONField(default=dict, help_text="各结果行数")

    class Meta(Run.Meta):
        verbose_name = "导入批次"


class ImportRow(models.Model):
    """What became of one row, and why."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "已导入"
        UNCHANGED = "unchanged", "无变化"
        REPAIRED = "repaired", "已修正导入"
        WARNED = "warned", "导入但需核对"
        REFUSED = "refused", "未导入"
        CHANGED = "changed", "有变动"
        REMOVED = "removed", "清单已取消"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", help_text="批次")
    line = models.PositiveIntegerField(help_text="文件行号")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, help_text="结果")
    name = models.CharField(max_length=200, blank=True, help_text="事项名称")
    item = models.ForeignKey(
        ImplementationItem, null=True, on_delete=models.SET_NULL, related_name="+", help_text="对应事项"
    )
    entry = models.ForeignKey(
        UpstreamEntry, null=True, on_delete=models.SET_NULL, related_name="+", help_text="对应的上级清单条目"
    )
    reasons = models.JSONField(default=list, help_text="原因：代码和说明")

    class Meta:
        verbose_name = "导入明细"
        ordering = ("run_id", "line")
        constraints = (models.UniqueConstraint(fields=["run", "line"], name="import_row_once"),)
        indexes = (models.Index(fields=["run", "outcome"], name="import_row_outcome"),)
