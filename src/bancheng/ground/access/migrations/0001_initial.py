from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RateBucket",
            fields=[
                (
                    "key",
                    models.CharField(help_text="限次对象的加密散列", max_length=64, primary_key=True, serialize=False),
                ),
                ("count", models.PositiveIntegerField(default=0, help_text="窗口内已用次数")),
                ("window_started", models.DateTimeField(help_text="窗口开始时间")),
            ],
            options={
                "verbose_name": "限次计数",
                "indexes": [models.Index(fields=["window_started"], name="rate_window")],
            },
        ),
        migrations.CreateModel(
            name="Replay",
            fields=[
                (
                    "key",
                    models.CharField(
                        help_text="账号和幂等键的加密散列", max_length=64, primary_key=True, serialize=False
                    ),
                ),
                (
                    "fingerprint",
                    models.CharField(help_text="请求内容的加密散列：同一个键只能用于同一个请求", max_length=64),
                ),
                ("status", models.PositiveSmallIntegerField(help_text="回答的状态码")),
                ("body", models.BinaryField(help_text="回答的内容（加密的 JSON）")),
                ("created_at", models.DateTimeField(help_text="办理时间")),
            ],
            options={
                "verbose_name": "请求回放",
                "indexes": [models.Index(fields=["created_at"], name="replay_created")],
            },
        ),
    ]
