"""目录交换: whole catalogues that go out and come in, and the sheets for the national exchange."""

from __future__ import annotations

from django.db import models

from bancheng.registers.catalog.models.running import Run


class Interchange(Run):
    """One archive made or taken in, or one set of national exchange sheets; its file, its counts, what was left out."""

    class Kind(models.TextChoices):
        EXPORT = "export", "导出目录档案"
        IMPORT = "import", "导入目录档案"
        NATIONAL = "national", "导出国家交换表"

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"

    kind = models.CharField(max_length=8, choices=Kind.choices, help_text="种类")
    region = models.ForeignKey(
        "organisations.Region", null=True, on_delete=models.PROTECT, related_name="+", help_text="区划，空为全部"
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, help_text="状态")
    options = models.JSONField(default=dict, help_text="选项")
    file_name = models.CharField(max_length=200, blank=True, help_text="文件名")
    file_digest = models.CharField(max_length=64, blank=True, help_text="文件摘要（SHA-256）")
    file_size = models.BigIntegerField(default=0, help_text="文件字节数")
    counts = models.JSONField(default=dict, help_text="各部分的行数")
    notes = models.JSONField(default=list, help_text="冲突、遗漏和说明：code、where、sentence")

    class Meta(Run.Meta):
        verbose_name = "目录交换"
