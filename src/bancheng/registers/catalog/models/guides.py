"""Versions of guides; a published one never changes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.catalog.models.items import ImplementationItem


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
