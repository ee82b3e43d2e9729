"""服务标准: the library, its versions, and who follows which (CAT-07)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Standard(models.Model):
    """标准: one of five families or of the platform's own specifications."""

    class Family(models.TextChoices):
        ITEMS = "items", "政务服务事项管理"
        CENTRES = "centres", "政务服务中心建设"
        SERVICE = "service", "政务服务实施"
        ASSESSMENT = "assessment", "政务服务评估评价"
        HOTLINE = "hotline", "12345便民服务热线"
        PLATFORM = "platform", "平台标准规范"

    code = models.CharField(max_length=60, unique=True, help_text="标准代号，不含年份，如 GB/T 36112")
    name = models.CharField(max_length=200, help_text="标准名称")
    family = models.CharField(max_length=12, choices=Family.choices, help_text="标准类别")
    issuer = models.CharField(max_length=200, help_text="发布单位")
    region = models.ForeignKey(
        "organisations.Region", null=True, on_delete=models.PROTECT, related_name="+", help_text="适用区划，空为全部"
    )

    class Meta:
        verbose_name = "服务标准"
        ordering = ("family", "code")
        constraints = (models.CheckConstraint(condition=~Q(code="") & ~Q(name=""), name="standard_named"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class StandardVersion(models.Model):
    """标准版本: numbered from 1; the highest one whose day has come is in force."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="versions", help_text="标准")
    number = models.PositiveIntegerField(help_text="版本序号，从 1 起")
    label = models.CharField(max_length=60, help_text="版本标识，如 2018 年版")
    effective_from = models.DateField(help_text="实施日期")
    changes = models.CharField(max_length=1000, blank=True, help_text="与上一版相比的主要变化")
    text = models.CharField(max_length=300, blank=True, help_text="文本出处")
    published_at = models.DateTimeField(help_text="登记时间")
    published_by = models.CharField(max_length=100, help_text="登记人")

    class Meta:
        verbose_name = "标准版本"
        ordering = ("standard_id", "-number")
        constraints = (models.UniqueConstraint(fields=["standard", "number"], name="standard_version_once"),)


class StandardUse(models.Model):
    """执行标准: which version an item, a hall (organisation) or a process of an organisation follows."""

    standard = models.ForeignKey(Standard, on_delete=models.CASCADE, related_name="uses", help_text="标准")
    version = models.ForeignKey(StandardVersion, on_delete=models.PROTECT, related_name="uses", help_text="执行的版本")
    item = models.ForeignKey(
        "catalog.ImplementationItem", null=True, on_delete=models.CASCADE, related_name="+", help_text="事项"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="大厅，或者事项、流程所属的机构",
    )
    process = models.CharField(max_length=100, blank=True, help_text="流程名称，空为整个大厅或者事项")
    since = models.DateField(help_text="自哪一天起执行这一版")
    recorded_by = models.CharField(max_length=100, help_text="登记人")

    class Meta:
        verbose_name = "执行标准"
        ordering = ("standard_id", "organisation_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["standard", "item"], condition=Q(item__isnull=False), name="standard_use_item_once"
            ),
            models.UniqueConstraint(
                fields=["standard", "organisation", "process"],
                condition=Q(item=None),
                name="standard_use_organisation_once",
            ),
            models.CheckConstraint(condition=Q(item=None) | Q(process=""), name="standard_use_one_kind"),
        )
