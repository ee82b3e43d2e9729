"""The catalogue: dictionaries, basic and implementation items, guide versions, the search index, imports."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Element(models.Model):
    """数据元: one meaning, one code, wherever it is asked for."""

    code = models.CharField(max_length=60, primary_key=True, help_text="数据元代码")
    label = models.CharField(max_length=100, help_text="名称")
    kind = models.CharField(max_length=20, help_text="类型：text、choice、date、id_number 等")
    unit = models.CharField(max_length=20, blank=True, help_text="单位")
    max_length = models.PositiveIntegerField(null=True, help_text="最大长度")
    options = models.JSONField(default=list, help_text="选项：value、label")
    standard = models.CharField(max_length=100, blank=True, help_text="标准依据")
    sensitive = models.BooleanField(default=False, help_text="是否敏感个人信息")
    hint = models.CharField(max_length=300, blank=True, help_text="填写提示")

    class Meta:
        verbose_name = "数据元"
        ordering = ("code",)


class MaterialType(models.Model):
    """材料目录: one kind of paper, one code."""

    code = models.CharField(max_length=5, primary_key=True, help_text="材料代码")
    name = models.CharField(max_length=200, help_text="名称")
    kind = models.CharField(max_length=12, help_text="材料类型：certificate 证照、form 表格文书、other 其他")

    class Meta:
        verbose_name = "材料目录"
        ordering = ("code",)


class Nature(models.Model):
    """事项性质: two are built in, an administrator adds further ones (CAT-09)."""

    code = models.SlugField(max_length=30, primary_key=True, help_text="性质代码")
    label = models.CharField(max_length=40, unique=True, help_text="名称")
    built_in = models.BooleanField(default=False, help_text="是否内置")
    order = models.PositiveSmallIntegerField(default=100, help_text="排序")

    class Meta:
        verbose_name = "事项性质"
        ordering = ("order", "code")


class Facet(models.Model):
    """A word of classification: theme, life event, group of people, organ kind; and the words offered under the search."""

    kind = models.CharField(max_length=20, help_text="分类：theme、life_event、group、organ_kind、hot_word")
    code = models.SlugField(max_length=60, help_text="代码")
    label = models.CharField(max_length=60, help_text="名称")
    audience = models.CharField(max_length=10, blank=True, help_text="person、legal、both")
    order = models.PositiveSmallIntegerField(default=0, help_text="排序")

    class Meta:
        verbose_name = "分类词"
        ordering = ("kind", "order")
        constraints = (models.UniqueConstraint(fields=["kind", "code"], name="facet_once"),)


class BasicItem(models.Model):
    """基本目录事项: one code for one matter in a province, reused by every region, never reused after cancellation (CAT-02)."""

    class State(models.TextChoices):
        ACTIVE = "active", "在用"
        CANCELLED = "cancelled", "取消"

    code = models.CharField(max_length=12, unique=True, help_text="十二位基本编码")
    name = models.CharField(max_length=200, help_text="事项名称")
    main_item = models.CharField(max_length=200, blank=True, help_text="主项名称")
    item_type = models.CharField(max_length=2, help_text="事项类型代码（GB/T 39046）")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE, help_text="状态")
    cancelled_on = models.DateField(null=True, help_text="取消日期")

    class Meta:
        verbose_name = "基本目录事项"
        ordering = ("code",)


class CodeSeries(models.Model):
    """The last main number given in a province for a type of item: locked while a code is minted, never turned back."""

    province = models.CharField(max_length=2, help_text="省级代码")
    item_type = models.CharField(max_length=2, help_text="事项类型代码")
    last = models.PositiveIntegerField(default=0, help_text="已用的最大主项序号")

    class Meta:
        verbose_name = "赋码序列"
        constraints = (models.UniqueConstraint(fields=["province", "item_type"], name="code_series_once"),)


class ImplementationItem(models.Model):
    """实施清单事项: a basic item as one organ of one region offers it."""

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        PUBLISHED = "published", "在用"
        SUSPENDED = "suspended", "暂停"
        CANCELLED = "cancelled", "取消"

    basic = models.ForeignKey(
        BasicItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="implementations",
        help_text="基本目录事项；空为待赋码",
    )
    code = models.CharField(max_length=31, blank=True, help_text="三十一位实施编码")
    local_code = models.CharField(max_length=100, blank=True, help_text="地方实施编码")
    name = models.CharField(max_length=200, help_text="事项名称")
    main_item = models.CharField(max_length=200, blank=True, help_text="主项名称")
    item_type = models.CharField(max_length=2, help_text="事项类型代码")
    nature = models.ForeignKey(Nature, on_delete=models.PROTECT, related_name="items", help_text="事项性质")
    use_level = models.CharField(max_length=1, default="4", help_text="行使层级代码")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="items", help_text="实施主体"
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="items", help_text="实施区划"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, help_text="状态")
    current = models.OneToOneField(
        "catalog.GuideVersion", null=True, on_delete=models.PROTECT, related_name="current_of", help_text="现行指南版本"
    )
    source = models.CharField(max_length=40, blank=True, help_text="来源：demo、import 等")
    source_key = models.CharField(max_length=120, blank=True, help_text="来源中的标识")
    weight = models.PositiveIntegerField(default=0, help_text="常用程度，影响排序")
    icon = models.CharField(max_length=40, blank=True, help_text="首页常用事项的图标名称（Tabler）")
    cancelled_on = models.DateField(null=True, help_text="取消日期：自这一天起不再办理")
    cancelled_reason = models.CharField(max_length=200, blank=True, help_text="取消依据")
    updated_at = models.DateTimeField(help_text="更新时间")

    class Meta:
        verbose_name = "实施清单事项"
        ordering = ("region_id", "organisation_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="item_code_once"),
            models.UniqueConstraint(
                fields=["region", "local_code"], condition=~Q(local_code=""), name="item_local_code_once"
            ),
            models.UniqueConstraint(
                fields=["source", "source_key", "region"], condition=~Q(source_key=""), name="item_source_once"
            ),
        )
        indexes = (
            models.Index(fields=["region", "state"], name="item_by_region"),
            models.Index(fields=["organisation", "state"], name="item_by_organ"),
        )

    def __str__(self) -> str:
        return self.name


class PublishedIsFinal(Exception):
    """Somebody tried to delete a published guide version; a trigger of the database keeps its content from being changed."""


class GuideVersionQuerySet(models.QuerySet["GuideVersion"]):
    def delete(self) -> tuple[int, dict[str, int]]:
        if self.exclude(state="draft").exists():
            raise PublishedIsFinal("已发布的指南版本不能删除，请改为撤下。")
        return super().delete()


class GuideVersion(models.Model):
    """办事指南版本: a published one is an immutable document; a case pins the version it was filed under."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤下"

    item = models.ForeignKey(ImplementationItem, on_delete=models.PROTECT, related_name="versions", help_text="事项")
    number = models.PositiveIntegerField(help_text="版本号")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, help_text="状态")
    body = models.JSONField(help_text="编写内容（GuideBody）")
    document = models.JSONField(null=True, help_text="发布文档（GuideDocument）")
    digest = models.CharField(max_length=64, blank=True, help_text="发布文档的 SM3 摘要")
    effective_from = models.DateField(null=True, help_text="施行日期")
    published_at = models.DateTimeField(null=True, help_text="发布时间")
    published_by = models.CharField(max_length=100, blank=True, help_text="发布人")
    withdrawn_at = models.DateTimeField(null=True, help_text="撤下时间")
    withdrawn_reason = models.CharField(max_length=200, blank=True, help_text="撤下原因")
    created_at = models.DateTimeField(help_text="创建时间")
    created_by = models.CharField(max_length=100, help_text="编写人")
    revision = models.PositiveIntegerField(default=1, help_text="草稿修订号，防止相互覆盖")

    class Meta:
        verbose_name = "指南版本"
        ordering = ("item_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="guide_version_once"),
            models.UniqueConstraint(fields=["item"], condition=Q(state="draft"), name="guide_one_draft"),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(document__isnull=False) & ~Q(digest="")), name="guide_published_whole"
            ),
        )

    objects = GuideVersionQuerySet.as_manager()

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        if self.state != self.State.DRAFT:
            raise PublishedIsFinal("已发布的指南版本不能删除，请改为撤下。")
        return super().delete()


class Synonym(models.Model):
    """同义词: what people type and what the catalogue says."""

    term = models.CharField(max_length=40, unique=True, help_text="常用说法")
    means = models.JSONField(default=list, help_text="规范词")

    class Meta:
        verbose_name = "同义词"
        ordering = ("term",)


class SearchEntry(models.Model):
    """One findable thing (item today; bundles, policies later): its folded words, and what ranks and shows it.

    The index itself stands beside this table (migration 0002): FTS5 on SQLite, a generated tsvector on PostgreSQL, both over
    `terms` and kept in step by the database.
    """

    kind = models.CharField(max_length=20, help_text="种类：item 等")
    key = models.CharField(max_length=40, help_text="标识")
    title = models.CharField(max_length=200, help_text="标题")
    summary = models.CharField(max_length=300, blank=True, help_text="摘要")
    region_code = models.CharField(max_length=12, help_text="区划代码")
    audience = models.CharField(max_length=10, blank=True, help_text="person、legal、both")
    lighter = models.IntegerField(default=0, help_text="常用程度的相反数：越小越靠前")
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


class ImportRun(models.Model):
    """One run of an import: file, mapping, progress, counts."""

    class State(models.TextChoices):
        PREVIEW = "preview", "待确认"
        RUNNING = "running", "导入中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"

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
    error = models.CharField(max_length=500, blank=True, help_text="失败原因")
    started_by = models.CharField(max_length=100, help_text="发起人")
    started_key = models.CharField(max_length=80, blank=True, help_text="发起人标识")
    created_at = models.DateTimeField(help_text="发起时间")
    finished_at = models.DateTimeField(null=True, help_text="结束时间")

    class Meta:
        verbose_name = "导入批次"
        ordering = ("-id",)


class ImportRow(models.Model):
    """What became of one row, and why."""

    class Outcome(models.TextChoices):
        TAKEN = "taken", "已导入"
        UNCHANGED = "unchanged", "无变化"
        REPAIRED = "repaired", "已修正导入"
        WARNED = "warned", "导入但需核对"
        REFUSED = "refused", "未导入"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows", help_text="批次")
    line = models.PositiveIntegerField(help_text="文件行号")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, help_text="结果")
    name = models.CharField(max_length=200, blank=True, help_text="事项名称")
    item = models.ForeignKey(
        ImplementationItem, null=True, on_delete=models.SET_NULL, related_name="+", help_text="对应事项"
    )
    reasons = models.JSONField(default=list, help_text="原因：代码和说明")

    class Meta:
        verbose_name = "导入明细"
        ordering = ("run_id", "line")
        constraints = (models.UniqueConstraint(fields=["run", "line"], name="import_row_once"),)
        indexes = (models.Index(fields=["run", "outcome"], name="import_row_outcome"),)
