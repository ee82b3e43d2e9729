import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DemoSms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_masked", models.CharField(help_text="手机号码（脱敏）", max_length=20)),
                ("text", models.BinaryField(help_text="短信正文（加密）")),
                ("created_at", models.DateTimeField(help_text="生成时间")),
                ("expires_at", models.DateTimeField(db_index=True, help_text="失效时间")),
            ],
            options={
                "verbose_name": "演示短信",
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="模板代码", max_length=60)),
                ("version", models.PositiveIntegerField(default=1, help_text="版本")),
                ("title", models.CharField(help_text="标题模板", max_length=100)),
                ("body", models.TextField(help_text="正文模板，{名称} 处填入事实")),
                ("channels", models.JSONField(default=list, help_text="除收件箱外的渠道，如 sms")),
            ],
            options={
                "verbose_name": "消息模板",
                "constraints": [models.UniqueConstraint(fields=("key", "version"), name="template_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        help_text="收件账号",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        help_text="所用模板版本",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="inbox.template",
                    ),
                ),
                ("title", models.CharField(help_text="标题", max_length=200)),
                ("body", models.TextField(help_text="正文")),
                ("subject_kind", models.CharField(blank=True, help_text="相关对象种类", max_length=60)),
                ("subject_key", models.CharField(blank=True, help_text="相关对象标识", max_length=80)),
                ("created_at", models.DateTimeField(help_text="发送时间")),
                ("read_at", models.DateTimeField(help_text="阅读时间", null=True)),
            ],
            options={
                "verbose_name": "消息",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["account", "-id"], name="message_inbox"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)), fields=["account"], name="message_unread"
                    ),
                    models.Index(fields=["subject_kind", "subject_key"], name="message_by_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message",
                    models.ForeignKey(
                        help_text="消息",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outbox",
                        to="inbox.message",
                    ),
                ),
                ("channel", models.CharField(help_text="渠道", max_length=20)),
                ("address_masked", models.CharField(blank=True, help_text="接收地址（脱敏）", max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待发送"), ("sent", "已发送"), ("failed", "发送失败")],
                        default="waiting",
                        help_text="状态",
                        max_length=8,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, help_text="已试次数")),
                ("error", models.CharField(blank=True, help_text="最近错误", max_length=300)),
                ("created_at", models.DateTimeField(help_text="创建时间")),
                ("sent_at", models.DateTimeField(help_text="发送时间", null=True)),
            ],
            options={
                "verbose_name": "发件",
                "indexes": [models.Index(fields=["state", "id"], name="outbox_waiting")],
                "constraints": [
                    models.UniqueConstraint(fields=("message", "channel"), name="outbox_once_a_channel"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "failed"])), name="outbox_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(("state", "sent"), _negated=True),
                            _connector="OR",
                        ),
                        name="outbox_sent_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        help_text="账号",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("channel", models.CharField(help_text="渠道", max_length=20)),
                ("wanted", models.BooleanField(help_text="是否接收")),
                (
                    "address",
                    models.BinaryField(help_text="渠道上的接收标识（加密）；短信用登记的手机号码，为空", null=True),
                ),
                ("changed_at", models.DateTimeField(help_text="修改时间")),
            ],
            options={
                "verbose_name": "接收方式",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "channel"), name="subscription_once_a_channel")
                ],
            },
        ),
    ]
