"""同源发布: the channels outside, and which version of each guide they last fetched (PUB-01)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.registers.catalog.models.items import ImplementationItem


class Channel(models.Model):
    """发布渠道: portal, hall screen, print, WeChat, the sites of province and city."""

    class Kind(models.TextChoices):
        OWN = "own", "本平台页面"
        FEED = "feed", "外部订阅"

    code = models.SlugField(max_length=40, unique=True, help_text="渠道代码")
    label = models.CharField(max_length=60, help_text="渠道名称")
    kind = models.CharField(max_length=10, choices=Kind.choices, help_text="own 本平台页面、feed 外部订阅")
    region = models.ForeignKey(
        "organisations.Region", null=True, on_delete=models.PROTECT, related_name="+", help_text="适用区划，空为全部"
    )
    active = models.BooleanField(default=True, help_text="是否启用")
    order = models.PositiveSmallIntegerField(default=100, help_text="排序")
    key_hash = models.CharField(max_length=64, blank=True, help_text="渠道密钥的带密钥散列，空为未发放或者已收回")
    key_prefix = models.CharField(max_length=20, blank=True, help_text="密钥开头几位，用于辨认")
    key_made_at = models.DateTimeField(null=True, help_text="密钥发放时间")
    asked_at = models.DateTimeField(null=True, help_text="最近一次来取的时间（精确到十分钟）")

    class Meta:
        verbose_name = "发布渠道"
        ordering = ("order", "code")
        constraints = (
            models.CheckConstraint(condition=Q(kind="feed") | Q(key_hash=""), name="channel_key_of_a_feed"),
            models.UniqueConstraint(fields=["key_hash"], condition=~Q(key_hash=""), name="channel_key_once"),
        )


class ChannelFetch(models.Model):
    """What a channel was last given of one item's guide; number 0 tells that it was told to take the guide down."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="fetches", help_text="渠道")
    item = models.ForeignKey(ImplementationItem, on_delete=models.CASCADE, related_name="fetches", help_text="事项")
    number = models.PositiveIntegerField(help_text="取走的版本号，0 为已告知下架")
    digest = models.CharField(max_length=64, blank=True, help_text="取走的文档摘要，下架的为空")
    fetched_at = models.DateTimeField(help_text="取走时间")

    class Meta:
        verbose_name = "渠道取用"
        constraints = (models.UniqueConstraint(fields=["channel", "item"], name="channel_fetch_once"),)
