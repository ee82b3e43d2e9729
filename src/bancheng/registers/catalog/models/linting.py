"""质检: one run over a catalogue, and what it found."""

from __future__ import annotations

from django.db import models

from bancheng.registers.catalog.models.items import ImplementationItem
from bancheng.registers.catalog.models.running import Run


class LintRun(Run):
    """One examination of all guides of a region (and, where one is named, of one organ)."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "检查中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"

    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+", help_text="机构，空为全部"
    )
    what = models.CharField(
        max_length=10, default="both", help_text="检查什么：current 现行版本、draft 草稿、both 两者"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, help_text="状态")
    total = models.PositiveIntegerField(default=0, help_text="应检查的指南数")
    done = models.PositiveIntegerField(default=0, help_text="已检查的指南数")
    sound = models.PositiveIntegerField(default=0, help_text="没有问题的指南数")
    counts = models.JSONField(default=dict, help_text="各规则发现的问题数")

    class Meta(Run.Meta):
        verbose_name = "质检批次"


class LintRow(models.Model):
    """One finding: where, which rule, under which article, and how it is mended."""

    run = models.ForeignKey(LintRun, on_delete=models.CASCADE, related_name="rows", help_text="批次")
    item = models.ForeignKey(ImplementationItem, on_delete=models.CASCADE, related_name="+", help_text="事项")
    version = models.PositiveIntegerField(null=True, help_text="版本号，空为草稿")
    path = models.CharField(max_length=200, help_text="在指南中的位置")
    code = models.CharField(max_length=40, help_text="规则代码")
    severity = models.CharField(max_length=5, help_text="block 不得发布、warn 提醒")
    sentence = models.CharField(max_length=1000, help_text="问题")
    phrase = models.CharField(max_length=200, blank=True, help_text="有问题的词句")
    article = models.CharField(max_length=200, blank=True, help_text="依据条款")
    mend = models.CharField(max_length=500, blank=True, help_text="怎样改")

    class Meta:
        verbose_name = "质检发现"
        ordering = ("run_id", "id")
        indexes = (models.Index(fields=["run", "code"], name="lint_row_by_code"),)
