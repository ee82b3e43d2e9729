"""Editions of public lists: what stood on a list in a region from a day on."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models

from bancheng.registers.lists.packing import unpacked


class ListContent(models.Model):
    """清单内容: columns and rows of editions, packed, kept once under their SM3 however many editions say the same."""

    digest = models.CharField(max_length=64, primary_key=True, help_text="列和各行（按原顺序）的 SM3 摘要")
    packed = models.BinaryField(help_text="压缩后的列和各行")

    class Meta:
        verbose_name = "清单内容"

    @cached_property
    def body(self) -> dict[str, list[dict[str, Any]]]:
        """`columns` (key, label) and `rows`, as they were published."""
        found: dict[str, list[dict[str, Any]]] = unpacked(bytes(self.packed))
        return found


class ListEdition(models.Model):
    """清单版本: the whole content of a public list as it was published; never changed, followed by another one."""

    code = models.SlugField(max_length=40, help_text="清单代码")
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="清单适用的区划"
    )
    number = models.PositiveIntegerField(help_text="版本号，从 1 起")
    day = models.DateField(help_text="公布日期")
    published_at = models.DateTimeField(help_text="公布时间")
    digest = models.CharField(max_length=64, help_text="内容的 SM3 摘要")
    size = models.PositiveIntegerField(help_text="行数")
    content = models.ForeignKey(ListContent, on_delete=models.PROTECT, related_name="+", help_text="内容")

    class Meta:
        verbose_name = "清单版本"
        ordering = ("code", "region_id", "-number")
        constraints = (models.UniqueConstraint(fields=["code", "region", "number"], name="list_edition_once"),)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Its columns: key and label."""
        return self.content.body["columns"]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its rows: texts by the key of their column, and `subject`."""
        return self.content.body["rows"]


class ListStanding(models.Model):
    """Where a list stands in a region: its newest edition, and since when it may be out of date. Locked while published."""

    code = models.SlugField(max_length=40, help_text="清单代码")
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="清单适用的区划"
    )
    edition = models.OneToOneField(
        ListEdition, null=True, on_delete=models.PROTECT, related_name="+", help_text="现行版本"
    )
    stale_since = models.DateTimeField(null=True, help_text="内容可能已有变化，自何时起待重新公布")

    class Meta:
        verbose_name = "清单现状"
        constraints = (models.UniqueConstraint(fields=["code", "region"], name="list_standing_once"),)
        indexes = (models.Index(fields=["stale_since"], name="list_standing_stale"),)


class ListMark(models.Model):
    """清单变动标记: a change that commits with it may have changed a list; taken by whoever publishes next.

    A row of its own for each change: who marks waits for nobody, and a mark made while a list is being published stays.
    """

    code = models.SlugField(max_length=40, help_text="清单代码")
    region = models.ForeignKey(
        "organisations.Region",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="发生变动的区划，空为所有区划",
    )
    called = models.BooleanField(default=False, help_text="是否已排入后台任务；否则由每分钟的核对处理")

    class Meta:
        verbose_name = "清单变动标记"
        indexes = (models.Index(fields=["code", "region"], name="list_mark_where"),)
