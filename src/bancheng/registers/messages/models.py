"""The inbox of each person, message templates, and one outbox row per channel."""

from __future__ import annotations

from django.db import models


class Template(models.Model):
    """消息模板: the sentence with its named facts, as its room declares it; a change is another version."""

    key = models.CharField(max_length=60, help_text="模板代码")
    version = models.PositiveIntegerField(default=1, help_text="版本")
    title = models.CharField(max_length=100, help_text="标题模板")
    body = models.TextField(help_text="正文模板，{名称} 处填入事实")
    channels = models.JSONField(default=list, help_text="除收件箱外的渠道，如 sms")

    class Meta:
        verbose_name = "消息模板"
        constraints = (models.UniqueConstraint(fields=["key", "version"], name="template_version_once"),)


class Message(models.Model):
    """One message in an account's inbox, pointing at what it is about. Plain text; personal numbers in its facts are masked."""

    account = models.ForeignKey(
        "identity.Account", on_delete=models.CASCADE, related_name="messages", help_text="收件账号"
    )
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+", help_text="所用模板版本")
    title = models.CharField(max_length=200, help_text="标题")
    body = models.TextField(help_text="正文")
    subject_kind = models.CharField(max_length=60, blank=True, help_text="相关对象种类")
    subject_key = models.CharField(max_length=80, blank=True, help_text="相关对象标识")
    created_at = models.DateTimeField(help_text="发送时间")
    read_at = models.DateTimeField(null=True, help_text="阅读时间")

    class Meta:
        verbose_name = "消息"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["account", "-id"], name="message_inbox"),
            models.Index(fields=["account"], name="message_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(fields=["subject_kind", "subject_key"], name="message_by_subject"),
        )


class Outbox(models.Model):
    """One message leaving by one channel. The address is asked of identity when it leaves; one-time codes never stand here."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        FAILED = "failed", "发送失败"

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="outbox", help_text="消息")
    channel = models.CharField(max_length=20, help_text="渠道")
    address_masked = models.CharField(max_length=60, blank=True, help_text="接收地址（脱敏）")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, help_text="状态")
    tries = models.PositiveSmallIntegerField(default=0, help_text="已试次数")
    error = models.CharField(max_length=300, blank=True, help_text="最近错误")
    created_at = models.DateTimeField(help_text="创建时间")
    sent_at = models.DateTimeField(null=True, help_text="发送时间")

    class Meta:
        verbose_name = "发件"
        indexes = (models.Index(fields=["state", "id"], name="outbox_waiting"),)
        constraints = (
            models.UniqueConstraint(fields=["message", "channel"], name="outbox_once_a_channel"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "sent", "failed"]), name="outbox_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False) | ~models.Q(state="sent"),
                name="outbox_sent_has_time",
            ),
        )


class Subscription(models.Model):
    """接收方式: by which channel an account is told besides its inbox. Without a row: by text message, by nothing else."""

    account = models.ForeignKey(
        "identity.Account", on_delete=models.CASCADE, related_name="subscriptions", help_text="账号"
    )
    channel = models.CharField(max_length=20, help_text="渠道")
    wanted = models.BooleanField(help_text="是否接收")
    address = models.BinaryField(null=True, help_text="渠道上的接收标识（加密）；短信用登记的手机号码，为空")
    changed_at = models.DateTimeField(help_text="修改时间")

    class Meta:
        verbose_name = "接收方式"
        constraints = (models.UniqueConstraint(fields=["account", "channel"], name="subscription_once_a_channel"),)


class DemoSms(models.Model):
    """演示短信: what the demo adapter would have sent, for ten minutes; never written in production mode."""

    phone_masked = models.CharField(max_length=20, help_text="手机号码（脱敏）")
    text = models.BinaryField(help_text="短信正文（加密）")
    created_at = models.DateTimeField(help_text="生成时间")
    expires_at = models.DateTimeField(db_index=True, help_text="失效时间")

    class Meta:
        verbose_name = "演示短信"
