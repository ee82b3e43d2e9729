"""Regions, organisations, posts, the working calendar, profiles and dated rules."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Region(models.Model):
    """行政区划 at one of five levels; the 12-digit code nests, so a subtree is a code prefix."""

    class Level(models.TextChoices):
        PROVINCE = "province", "省（自治区、直辖市）"
        CITY = "city", "市（州）"
        COUNTY = "county", "县（市、区、行委）"
        TOWN = "town", "乡镇（街道）"
        VILLAGE = "village", "村（社区）"

    code = models.CharField(max_length=12, primary_key=True, help_text="十二位区划代码")
    name = models.CharField(max_length=60, help_text="名称")
    level = models.CharField(max_length=10, choices=Level.choices, help_text="层级")
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children", help_text="上级区划"
    )
    served = models.BooleanField(default=False, help_text="是否在本平台提供服务（区划选择中列出）")
    host = models.CharField(max_length=100, blank=True, help_text="专属域名；用它访问时默认进入本区划")
    order = models.PositiveSmallIntegerField(default=100, help_text="排序，小的在前；最小的为默认区划")

    class Meta:
        verbose_name = "区划"
        ordering = ("code",)
        indexes = (models.Index(fields=["level", "code"], name="region_by_level"),)
        constraints = (models.UniqueConstraint(fields=["host"], condition=~Q(host=""), name="region_host_once"),)

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """机构: an organ, town, institution or public enterprise, with its credit code and function.

    An inner unit may share the credit code of its parent, so the code is no key; the services refuse other doubles.
    """

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "人民政府"
        DEPARTMENT = "department", "政府组成部门"
        TOWN = "town", "乡镇（街道）"
        INSTITUTION = "institution", "事业单位"
        SERVICE_CENTRE = "service_centre", "政务服务中心"
        DATA_BUREAU = "data_bureau", "大数据管理机构"
        PUBLIC_ENTERPRISE = "public_enterprise", "公共企事业单位"
        OTHER = "other", "其他组织"

    class OwnerType(models.TextChoices):
        ADMINISTRATIVE = "administrative", "行政机关"
        PUBLIC_ENTERPRISE = "public_enterprise", "公共企事业单位"

    name = models.CharField(max_length=100, help_text="全称")
    short_name = models.CharField(max_length=60, blank=True, help_text="简称")
    uscc = models.CharField(max_length=40, blank=True, help_text="统一社会信用代码；导入的照原样保存")
    uscc_valid = models.BooleanField(default=False, help_text="信用代码校验是否通过")
    kind = models.CharField(max_length=20, choices=Kind.choices, help_text="机构类别")
    owner_type = models.CharField(
        max_length=20,
        choices=OwnerType.choices,
        default=OwnerType.ADMINISTRATIVE,
        help_text="实施主体性质：行政机关或公共企事业单位",
    )
    function = models.CharField(max_length=40, blank=True, help_text="职能类别代码，事项据此找到实施机关")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="organisations", help_text="所在区划")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", help_text="上级机构"
    )
    address = models.CharField(max_length=200, blank=True, help_text="办公地址")
    hours = models.CharField(max_length=200, blank=True, help_text="对外服务时间")
    phone = models.CharField(max_length=60, blank=True, help_text="咨询电话")
    supervise_phone = models.CharField(max_length=60, blank=True, help_text="监督电话")
    active = models.BooleanField(default=True, help_text="是否在用")
    seed_key = models.CharField(max_length=80, blank=True, help_text="装载方案时的标识；改名、调整后仍可认出同一机构")

    class Meta:
        verbose_name = "机构"
        ordering = ("region_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["region", "name"], condition=Q(active=True), name="organisation_name_once"),
            models.UniqueConstraint(fields=["seed_key"], condition=~Q(seed_key=""), name="organisation_seed_once"),
        )
        indexes = (models.Index(fields=["function", "region"], name="organisation_by_function"),)

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Where an organisation stood, under which name, from and until a day: a unit that moves keeps its history."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="placements", help_text="机构"
    )
    name = models.CharField(max_length=100, help_text="当时的名称")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", help_text="当时的区划")
    parent = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", help_text="当时的上级机构"
    )
    valid_from = models.DateField(help_text="起始日期")
    valid_to = models.DateField(null=True, help_text="截止日期（不含）")
    reason = models.CharField(max_length=200, help_text="调整依据")

    class Meta:
        verbose_name = "机构沿革"
        ordering = ("organisation_id", "valid_from", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(valid_to__isnull=True), name="placement_one_current"
            ),
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="placement_day_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="placement_in_order"
            ),
        )


class Post(models.Model):
    """岗位: work is held by a post, not by a person."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts", help_text="所属机构")
    code = models.CharField(max_length=40, help_text="岗位代码")
    name = models.CharField(max_length=60, help_text="岗位名称")
    kind = models.CharField(max_length=30, help_text="岗位类别：窗口、审查、审批、出件等")
    active = models.BooleanField(default=True, help_text="是否在用")

    class Meta:
        verbose_name = "岗位"
        ordering = ("organisation_id", "code")
        constraints = (models.UniqueConstraint(fields=["organisation", "code"], name="post_code_once"),)

    def __str__(self) -> str:
        return self.name


class CalendarYear(models.Model):
    """One year of the working calendar: official once the State Council's notice is entered, provisional before."""

    year = models.PositiveSmallIntegerField(primary_key=True, help_text="年份")
    official = models.BooleanField(default=False, help_text="是否已按国务院办公厅通知录入")
    notice = models.CharField(max_length=200, blank=True, help_text="通知名称和文号")
    entered_at = models.DateTimeField(null=True, help_text="录入时间")
    entered_by = models.CharField(max_length=100, blank=True, help_text="录入人")

    class Meta:
        verbose_name = "工作日历年度"
        ordering = ("year",)


class CalendarDay(models.Model):
    """A day that the notice names: a holiday (weekend days of a festival too), or a make-up working day (调休上班)."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "放假"
        WORKDAY = "workday", "调休上班"

    day = models.DateField(primary_key=True, help_text="日期")
    kind = models.CharField(max_length=8, choices=Kind.choices, help_text="放假或上班")
    name = models.CharField(max_length=40, blank=True, help_text="节日名称")

    class Meta:
        verbose_name = "工作日历日期"
        ordering = ("day",)


class Profile(models.Model):
    """地方方案: labels, branding, script of the region subtrees it is attached to; its rules are RuleVersion rows."""

    key = models.SlugField(max_length=40, primary_key=True, help_text="方案代码，如 xinmi-2021")
    name = models.CharField(max_length=100, help_text="方案名称")
    document = models.CharField(max_length=200, help_text="依据文件")
    site_name = models.CharField(max_length=60, help_text="站点名称")
    script = models.CharField(
        max_length=8, choices=(("hans", "简体"), ("hant", "繁體")), default="hans", help_text="文书默认字形"
    )
    branding = models.JSONField(default=dict, help_text="主办、承办、热线、标语等标识信息")
    labels = models.JSONField(default=dict, help_text="本地用语")
    in_force_from = models.DateField(help_text="施行日期")
    regions = models.ManyToManyField(Region, related_name="profiles", help_text="适用的区划（含下级）")

    class Meta:
        verbose_name = "地方方案"
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name


class Roster(models.Model):
    """机构名单: organisations that a document names together (试点单位, 领导小组成员单位), in its order."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="rosters", help_text="所属方案")
    key = models.SlugField(max_length=40, help_text="名单代码")
    name = models.CharField(max_length=100, help_text="名单名称")
    basis = models.CharField(max_length=200, help_text="依据")

    class Meta:
        verbose_name = "机构名单"
        ordering = ("profile_id", "key")
        constraints = (models.UniqueConstraint(fields=["profile", "key"], name="roster_key_once"),)

    def __str__(self) -> str:
        return self.name


class RosterPlace(models.Model):
    """One organisation on a roster."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="places", help_text="名单")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="rosters", help_text="机构")
    number = models.PositiveSmallIntegerField(help_text="序号，从 1 起")

    class Meta:
        verbose_name = "名单机构"
        ordering = ("roster_id", "number")
        constraints = (models.UniqueConstraint(fields=["roster", "organisation"], name="roster_place_once"),)


class RuleVersion(models.Model):
    """One dated value of one rule key for one region subtree; a change is another row, never an update."""

    key = models.CharField(max_length=100, help_text="规则键，如 clock.warn_days")
    region = models.ForeignKey(
        Region, null=True, on_delete=models.PROTECT, related_name="rules", help_text="适用区划；空为全平台"
    )
    valid_from = models.DateField(help_text="生效日期")
    value = models.JSONField(help_text="取值")
    basis = models.CharField(max_length=200, blank=True, help_text="依据")
    profile = models.ForeignKey(
        Profile, null=True, on_delete=models.PROTECT, related_name="rules", help_text="来源方案"
    )
    entered_at = models.DateTimeField(help_text="录入时间")
    entered_by = models.CharField(max_length=100, help_text="录入人")

    class Meta:
        verbose_name = "规则版本"
        ordering = ("key", "region_id", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=["key", "region", "valid_from"], name="rule_version_once"),
            # SQLite has no NULLS NOT DISTINCT: platform-wide versions need a constraint of their own.
            models.UniqueConstraint(
                fields=["key", "valid_from"], condition=Q(region__isnull=True), name="rule_version_once_everywhere"
            ),
        )


class Revision(models.Model):
    """A random mark per kept snapshot (rules, places, calendar), renewed in the transaction that changes its rows."""

    part = models.CharField(max_length=20, primary_key=True, help_text="内容种类")
    mark = models.CharField(max_length=16, help_text="版本标记，内容变更时更换")

    class Meta:
        verbose_name = "内容版本标记"
