"""What guides may name: data elements, kinds of paper, natures, words of classification, synonyms."""

from __future__ import annotations

from django.db import models


class Element(models.Model):
    """数据元: one meaning, one code, wherever it is asked for. One that a locality has entered bears its region in its code."""

    code = models.CharField(max_length=60, primary_key=True, help_text="数据元代码")
    label = models.CharField(max_length=100, help_text="名称")
    kind = models.CharField(max_length=20, help_text="类型：text、choice、date、id_number 等")
    unit = models.CharField(max_length=20, blank=True, help_text="单位")
    max_length = models.PositiveIntegerField(null=True, help_text="最大长度")
    options = models.JSONField(default=list, help_text="选项：value、label")
    standard = models.CharField(max_length=100, blank=True, help_text="标准依据")
    sensitive = models.BooleanField(default=False, help_text="是否敏感个人信息")
    hint = models.CharField(max_length=300, blank=True, help_text="填写提示")
    region = models.ForeignKey(
        "organisations.Region",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="登记它的地区；空为全平台的数据元",
    )
    entered_at = models.DateTimeField(null=True, help_text="地方登记的时间")
    entered_by = models.CharField(max_length=100, blank=True, help_text="地方登记人")

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


class Synonym(models.Model):
    """同义词: what people type and what the catalogue says."""

    term = models.CharField(max_length=40, unique=True, help_text="常用说法")
    means = models.JSONField(default=list, help_text="规范词")

    class Meta:
        verbose_name = "同义词"
        ordering = ("term",)
