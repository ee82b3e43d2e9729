"""Papers that were issued, and the series their numbers come from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.ground.access import Subject


class NumberSeries(models.Model):
    """文号: one row per organisation, word and year; its row lock makes the numbers gap-less.

    The prefix is chosen when the series begins, unlike any other of that word and year, and stays through a renaming.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="发文机关"
    )
    word = models.CharField(max_length=20, help_text="文种代字，如“受理”")
    year = models.PositiveSmallIntegerField(help_text="年份")
    prefix = models.CharField(max_length=60, help_text="机关代字，如“西市监”")
    last = models.PositiveIntegerField(help_text="最近一次使用的序号")

    class Meta:
        verbose_name = "文号序列"
        constraints = (
            models.UniqueConstraint(fields=["organisation", "word", "year"], name="number_series_once"),
            models.UniqueConstraint(fields=["prefix", "word", "year"], name="number_prefix_once"),
        )

    def __str__(self) -> str:
        return f"{self.prefix}{self.word}〔{self.year}〕"


class Document(models.Model):
    """文书: what was said, sealed, and the file that shows it. Number, data and date never change."""

    class State(models.TextChoices):
        WAITING = "waiting", "制作中"
        READY = "ready", "已制成"
        FAILED = "failed", "制作失败"

    number = models.CharField(max_length=100, unique=True, help_text="文号或者编号")
    kind = models.CharField(max_length=60, help_text="文书种类")
    title = models.CharField(max_length=100, help_text="文书名称")
    subject_kind = models.CharField(max_length=60, help_text="相关对象种类")
    subject_key = models.CharField(max_length=80, help_text="相关对象标识")
    owner = models.CharField(max_length=80, blank=True, help_text="可以查看文书的当事人标识；空为只有工作人员可以查看")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="发文机关"
    )
    organisation_name = models.CharField(max_length=100, help_text="发文时的机关名称")
    region = models.CharField(max_length=12, help_text="发文区划代码")
    data = models.BinaryField(help_text="文书内容（加密）")
    public = models.JSONField(default=list, help_text="核验时可以公开的内容（已脱敏）：名称和内容")
    issued_at = models.DateTimeField(help_text="签发时间")
    issued_by = models.CharField(max_length=100, help_text="经办人")
    token = models.CharField(max_length=43, unique=True, help_text="核验码")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, help_text="状态")
    digest = models.CharField(max_length=64, blank=True, db_index=True, help_text="文件摘要（SHA-256）")
    size = models.PositiveIntegerField(default=0, help_text="文件大小（字节）")
    ready_at = models.DateTimeField(null=True, help_text="制成时间")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="制作次数")

    class Meta:
        verbose_name = "文书"
        ordering = ("issued_at", "id")
        indexes = (models.Index(fields=["subject_kind", "subject_key"], name="document_by_subject"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=["waiting", "ready", "failed"]), name="document_state_known"),
            models.CheckConstraint(
                condition=Q(state="ready", ready_at__isnull=False, size__gt=0) & ~Q(digest="")
                | ~Q(state="ready") & Q(digest="", size=0, ready_at__isnull=True),
                name="document_ready_has_file",
            ),
            models.CheckConstraint(condition=~Q(number="") & ~Q(token=""), name="document_named"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.subject_kind, self.subject_key)
