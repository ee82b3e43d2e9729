"""The entries of the search, their facets, and what was searched for in vain."""

from __future__ import annotations

from django.db import models


class SearchEntry(models.Model):
    """One findable thing (an item, or a thing of a room above: a bundle): its folded words, and what ranks and shows it.

    The index itself stands beside this table (migration 0002): FTS5 on SQLite, a generated tsvector on PostgreSQL, both over
    `terms` and kept in step by the database. SQLite has two narrow indexes more with all that narrows and ranks:
    a frequent word or a wide region is walked there, never over the wide rows, which it cannot keep apart.
    """

    kind = models.CharField(max_length=20, help_text="种类：item 等")
    key = models.CharField(max_length=40, help_text="标识")
    title = models.CharField(max_length=200, help_text="标题")
    summary = models.CharField(max_length=300, blank=True, help_text="摘要")
    region_code = models.CharField(max_length=12, help_text="区划代码")
    audience = models.CharField(max_length=10, blank=True, help_text="person、legal、both")
    lighter = models.IntegerField(default=0, help_text="常用程度的相反数：越小越靠前")
    signs = models.CharField(
        max_length=300, blank=True, help_text="取值不多的分类：种类:代码，以空格隔开，前后各一个空格"
    )
    title_text = models.CharField(max_length=200, help_text="归一后的标题")
    text = models.TextField(help_text="归一后的全部检索文字")
    syllables = models.TextField(blank=True, help_text="标题的拼音，逐音节以竖线分隔")
    initials = models.CharField(max_length=200, blank=True, help_text="标题的拼音首字母")
    terms = models.TextField(help_text="检索词元")
    card = models.JSONField(default=dict, help_text="结果列表所示内容")

    class Meta:
        verbose_name = "检索条目"
        # The key leads: an index that began with the kind would be taken for every search, and help none.
        constraints = (models.UniqueConstraint(fields=["key", "kind"], name="search_entry_once"),)
        indexes = (
            models.Index(fields=["region_code", "lighter", "id"], name="search_by_region"),
            models.Index(fields=["lighter", "id"], name="search_by_weight"),
            # What is no item is little: it is read whole, and must not be looked for among all items.
            models.Index(fields=["kind", "id"], condition=~models.Q(kind="item"), name="search_other_kinds"),
        )


class SearchFacet(models.Model):
    """A value by which an entry is listed, counted and narrowed: theme, department, audience …"""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="facets", help_text="检索条目")
    kind = models.CharField(max_length=20, help_text="分类")
    code = models.CharField(max_length=60, help_text="代码")

    class Meta:
        verbose_name = "检索分类"
        constraints = (models.UniqueConstraint(fields=["entry", "kind", "code"], name="search_facet_once"),)
        indexes = (models.Index(fields=["kind", "code", "entry"], name="search_facet_find"),)


class SearchMiss(models.Model):
    """What people searched for and did not find, counted; the catalogue team answers with a synonym, an item or a reason."""

    text = models.CharField(max_length=60, help_text="归一后的搜索词")
    asked = models.CharField(max_length=60, help_text="最近一次输入的原文")
    region_code = models.CharField(max_length=12, help_text="区划代码")
    times = models.PositiveIntegerField(default=0, help_text="次数")
    first_on = models.DateField(help_text="第一次的日期")
    last_on = models.DateField(help_text="最近一次的日期")
    settled_at = models.DateTimeField(null=True, help_text="处理时间")
    settled_by = models.CharField(max_length=100, blank=True, help_text="处理人")
    remark = models.CharField(max_length=200, blank=True, help_text="处理说明")

    class Meta:
        verbose_name = "无结果搜索"
        ordering = ("-times", "-last_on", "id")
        constraints = (models.UniqueConstraint(fields=["text", "region_code"], name="search_miss_once"),)
        indexes = (models.Index(fields=["region_code", "-times"], name="search_miss_by_region"),)
