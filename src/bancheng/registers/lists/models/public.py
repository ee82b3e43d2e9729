"""Editions of public lists: what stood on a list in a region from a day on."""

from __future__ import annotations

from django.db import models


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
    columns = models.JSONField(help_text="列：key、label")
    rows = models.JSONField(help_text="各行内容")

    class Meta:
        verbose_name = "清单版本"
        ordering = ("code", "region_id", "-number")
        constraints = (models.UniqueConstraint(fields=["code", "region", "number"], name="list_edition_once"),)


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
