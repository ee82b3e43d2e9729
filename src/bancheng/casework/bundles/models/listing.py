"""Bundles and their versions. A published version names the version of each member's guide that it was merged from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Bundle(models.Model):
    """一件事: one line of a region's list (一件事清单), with its lead."""

    class Audience(models.TextChoices):
        PERSON = "person", "个人"
        LEGAL = "legal", "企业"

    class Kind(models.TextChoices):
        THING = "thing", "一件事"
        PACKAGE = "package", "一类事"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.THING, help_text="一件事或者一类事套餐")
    demonstration = models.BooleanField(default=False, help_text="创新示范")
    key = models.SlugField(max_length=60, help_text="标识，用于网址")
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    name = models.CharField(max_length=100, help_text="名称")
    lead = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="牵头部门；空为尚未明确，不能发布",
    )
    audience = models.CharField(max_length=10, choices=Audience.choices, help_text="服务对象")
    batch = models.CharField(max_length=40, blank=True, help_text="批次，例如“国家 2024 年第一批”；空为不属于批次")
    stage = models.CharField(max_length=40, blank=True, help_text="全生命周期阶段的代码")
    order = models.PositiveIntegerField(default=100, help_text="在清单中的顺序")
    current = models.OneToOneField(
        "bundles.BundleVersion", null=True, on_delete=models.PROTECT, related_name="current_of", help_text="现行版本"
    )
    created_at = models.DateTimeField(help_text="登记时间")
    updated_at = models.DateTimeField(help_text="更新时间")

    class Meta:
        verbose_name = "一件事"
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=["region", "key"], name="bundle_once"),
            models.UniqueConstraint(fields=["region", "name"], name="bundle_name_once"),
        )


class BundleVersion(models.Model):
    """一件事版本: what its lead wrote, and, once published, what was made of it and of its members' guides."""

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤下"

    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="versions", help_text="一件事")
    number = models.PositiveIntegerField(help_text="版本号")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, help_text="状态")
    body = models.JSONField(help_text="编写内容（BundleBody）")
    pinned = models.JSONField(default=dict, help_text="发布时各成员事项的指南版本：成员标识 → 版本")
    digest = models.CharField(max_length=64, blank=True, help_text="编写内容和指南版本的 SM3 摘要")
    published_at = models.DateTimeField(null=True, help_text="发布时间")
    published_by = models.CharField(max_length=100, blank=True, help_text="发布人")
    withdrawn_at = models.DateTimeField(null=True, help_text="撤下时间")
    withdrawn_reason = models.CharField(max_length=200, blank=True, help_text="撤下原因")
    created_at = models.DateTimeField(help_text="创建时间")
    created_by = models.CharField(max_length=100, help_text="编写人")
    revision = models.PositiveIntegerField(default=1, help_text="草稿修订号，防止相互覆盖")

    class Meta:
        verbose_name = "一件事版本"
        ordering = ("bundle_id", "-number")
        constraints = (
            models.UniqueConstraint(fields=["bundle", "number"], name="bundle_version_once"),
            models.UniqueConstraint(fields=["bundle"], condition=Q(state="draft"), name="bundle_one_draft"),
            models.CheckConstraint(condition=Q(state="draft") | ~Q(digest=""), name="bundle_published_whole"),
        )


class BundleMember(models.Model):
    """成员事项 of the newest text of a bundle: who asks for an item finds the bundles that it is in."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="members", help_text="一件事")
    key = models.CharField(max_length=60, help_text="成员标识")
    item = models.ForeignKey("catalog.ImplementationItem", on_delete=models.PROTECT, related_name="+", help_text="事项")

    class Meta:
        verbose_name = "成员事项"
        constraints = (models.UniqueConstraint(fields=["bundle", "key"], name="bundle_member_once"),)
