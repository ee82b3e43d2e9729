import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(help_text="日期", unique=True)),
                ("made_at", models.DateTimeField(help_text="生成时间")),
                ("previous", models.CharField(blank=True, help_text="前一锚点的根", max_length=64)),
                ("streams", models.PositiveBigIntegerField(help_text="日志流数量")),
                ("entries", models.PositiveBigIntegerField(help_text="日志总条数")),
                ("moved", models.PositiveBigIntegerField(help_text="自前一锚点以来有新增的日志流数量")),
                ("root", models.CharField(help_text="前一锚点的根与各流头摘要的 SM3 根", max_length=64)),
                ("signature", models.TextField(help_text="签名（ECDSA P-256）")),
                ("public_key", models.TextField(help_text="验签公钥（PEM）")),
            ],
            options={
                "verbose_name": "日志锚点",
            },
        ),
        migrations.CreateModel(
            name="AnchoredHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True, help_text="锚点日期")),
                ("kind", models.CharField(help_text="对象种类", max_length=60)),
                ("key", models.CharField(help_text="对象标识", max_length=80)),
                ("length", models.PositiveBigIntegerField(help_text="当时的条数")),
                ("head", models.CharField(help_text="当时最后一条的摘要", max_length=64)),
            ],
            options={
                "verbose_name": "日志锚点的流头",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key", "length"), name="journal_head_anchored_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stream",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="对象种类，如 catalog.guide", max_length=60)),
                ("key", models.CharField(help_text="对象标识", max_length=80)),
                ("length", models.PositiveBigIntegerField(help_text="已有条数")),
                ("head", models.CharField(help_text="最后一条的 SM3 摘要", max_length=64)),
            ],
            options={
                "verbose_name": "日志流",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key"), name="journal_stream_once"),
                    models.CheckConstraint(condition=models.Q(("length__gte", 1)), name="journal_stream_has_entries"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stream",
                    models.ForeignKey(
                        help_text="所属日志流",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="journal.stream",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(help_text="流内序号，从 1 起")),
                ("at", models.DateTimeField(help_text="发生时间（北京时间）")),
                ("actor_kind", models.CharField(help_text="操作者种类", max_length=20)),
                ("actor_key", models.CharField(blank=True, help_text="操作者标识", max_length=80)),
                ("actor_name", models.CharField(help_text="操作者名称（已脱敏）", max_length=100)),
                ("verb", models.CharField(help_text="动作", max_length=60)),
                ("refused", models.BooleanField(default=False, help_text="是否为被拒绝的动作")),
                ("article", models.CharField(blank=True, help_text="依据条款", max_length=100)),
                ("facts", models.JSONField(default=dict, help_text="事实（不含个人证件号码）")),
                ("previous", models.CharField(blank=True, help_text="前一条的摘要", max_length=64)),
                ("digest", models.CharField(help_text="本条摘要（SM3）", max_length=64)),
            ],
            options={
                "verbose_name": "日志",
                "indexes": [models.Index(fields=["actor_key", "-id"], name="journal_by_actor")],
                "constraints": [
                    models.UniqueConstraint(fields=("stream", "number"), name="journal_entry_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="journal_entry_from_one"),
                ],
            },
        ),
    ]
