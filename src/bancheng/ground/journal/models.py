from __future__ import annotations

from django.db import models

DIGEST = 64  # hexadecimal digits of an SM3


class Stream(models.Model):
    """The head of one chain: the last entry's number and hash. Locked while an entry is appended."""

    kind = models.CharField(max_length=60, help_text="对象种类，如 catalog.guide")
    key = models.CharField(max_length=80, help_text="对象标识")
    length = models.PositiveBigIntegerField(help_text="已有条数")
    head = models.CharField(max_length=DIGEST, help_text="最后一条的 SM3 摘要")

    class Meta:
        verbose_name = "日志流"
        constraints = (
            models.UniqueConstraint(fields=["kind", "key"], name="journal_stream_once"),
            models.CheckConstraint(condition=models.Q(length__gte=1), name="journal_stream_has_entries"),
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Entry(models.Model):
    """One event: who, when, what, on what basis; its hash covers everything and the hash before it."""

    stream = models.ForeignKey(Stream, on_delete=models.PROTECT, related_name="entries", help_text="所属日志流")
    number = models.PositiveBigIntegerField(help_text="流内序号，从 1 起")
    at = models.DateTimeField(help_text="发生时间（北京时间）")
    actor_kind = models.CharField(max_length=20, help_text="操作者种类")
    actor_key = models.CharField(max_length=80, blank=True, help_text="操作者标识")
    actor_name = models.CharField(max_length=100, help_text="操作者名称（已脱敏）")
    verb = models.CharField(max_length=60, help_text="动作")
    refused = models.BooleanField(default=False, help_text="是否为被拒绝的动作")
    article = models.CharField(max_length=100, blank=True, help_text="依据条款")
    facts = models.JSONField(default=dict, help_text="事实（不含个人证件号码）")
    previous = models.CharField(max_length=DIGEST, blank=True, help_text="前一条的摘要")
    digest = models.CharField(max_length=DIGEST, help_text="本条摘要（SM3）")

    class Meta:
        verbose_name = "日志"
        constraints = (
            models.UniqueConstraint(fields=["stream", "number"], name="journal_entry_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="journal_entry_from_one"),
        )
        indexes = (models.Index(fields=["actor_key", "-id"], name="journal_by_actor"),)

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.number} {self.verb}"


class Anchor(models.Model):
    """A day's signed digest over the heads of all streams: no entry before it can be changed unseen.

    An anchor names the heads that moved since the one before and covers that one's root, so that together the anchors
    cover every stream while each costs only what its day wrote.
    """

    day = models.DateField(unique=True, help_text="日期")
    made_at = models.DateTimeField(help_text="生成时间")
    previous = models.CharField(max_length=DIGEST, blank=True, help_text="前一锚点的根")
    streams = models.PositiveBigIntegerField(help_text="日志流数量")
    entries = models.PositiveBigIntegerField(help_text="日志总条数")
    moved = models.PositiveBigIntegerField(help_text="自前一锚点以来有新增的日志流数量")
    root = models.CharField(max_length=DIGEST, help_text="前一锚点的根与各流头摘要的 SM3 根")
    signature = models.TextField(help_text="签名（ECDSA P-256）")
    public_key = models.TextField(help_text="验签公钥（PEM）")

    class Meta:
        verbose_name = "日志锚点"

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"


class AnchoredHead(models.Model):
    """A stream's head as the anchor of a day found it. Named by words, so that it outlives a stream removed by force."""

    day = models.DateField(db_index=True, help_text="锚点日期")
    kind = models.CharField(max_length=60, help_text="对象种类")
    key = models.CharField(max_length=80, help_text="对象标识")
    length = models.PositiveBigIntegerField(help_text="当时的条数")
    head = models.CharField(max_length=DIGEST, help_text="当时最后一条的摘要")

    class Meta:
        verbose_name = "日志锚点的流头"
        constraints = (models.UniqueConstraint(fields=["kind", "key", "length"], name="journal_head_anchored_once"),)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}#{self.length}"
