"""Basic and implementation items, and the series of their codes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.ground import law
from bancheng.registers.catalog.models.dictionaries import Nature


class BasicItem(models.Model):
    """基本目录事项: one code for one matter in a province, reused by every region, never reused after cancellation (CAT-02)."""

    class State(models.TextChoices):
        ACTIVE = "active", "在用"
        CANCELLED = "cancelled", "取消"

    code = models.CharField(max_length=12, unique=True, help_text="十二位基本编码")
    name = models.CharField(max_length=200, help_text="事项名称")
    main_item = models.CharField(max_length=200, blank=True, help_text="主项名称")
    item_type = models.CharField(max_length=2, help_text="事项类型代码（GB/T 39046）")
    basis = models.JSONField(default=list, help_text="设定依据（Basis 列表）：四级四同的锁定要素，空为尚未核定")
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

    class OffPlatform(models.TextChoices):
        LAW = "law", "法律法规另有规定"
        SECRET = "secret", "涉及国家秘密、国家安全"
        SITE = "site", "场地有特殊要求"

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
    volume = models.PositiveIntegerField(default=0, help_text="近一年办件量，每夜统计，影响排序")
    icon = models.CharField(max_length=40, blank=True, help_text="首页常用事项的图标名称（Tabler）")
    off_platform = models.CharField(
        max_length=10,
        blank=True,
        choices=OffPlatform.choices,
        help_text="不上平台的法定例外，空为应上平台（应上尽上，CAT-41）",
    )
    off_platform_reason = models.CharField(max_length=300, blank=True, help_text="例外的理由和依据")
    cancelled_on = models.DateField(null=True, help_text="取消日期：自这一天起不再办理")
    cancelled_reason = models.CharField(max_length=200, blank=True, help_text="取消依据")
    updated_at = models.DateTimeField(help_text="更新时间")
    listed_at = models.DateTimeField(default=law.now, help_text="现行版本或者状态最近变动的时间，发布渠道按它取用")
    words = models.CharField(
        max_length=1500, blank=True, help_text="现行版本的主题、人生事件、人群：种类:代码，以空格隔开，前后各一个空格"
    )

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
            models.Index(fields=["listed_at", "id"], name="item_by_listing"),
            # Tree and facets of the desk are counted in these alone, in their order, for any place and state.
            models.Index(
                fields=["region", "organisation", "state", "item_type", "nature", "use_level", "words"],
                name="item_by_place",
            ),
            models.Index(
                fields=["item_type", "nature", "use_level", "words", "region", "organisation", "state"],
                name="item_by_kind",
            ),
        )

    def __str__(self) -> str:
        return self.name
