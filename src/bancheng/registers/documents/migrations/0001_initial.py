import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="文号或者编号", max_length=100, unique=True)),
                ("kind", models.CharField(help_text="文书种类", max_length=60)),
                ("title", models.CharField(help_text="文书名称", max_length=100)),
                ("subject_kind", models.CharField(help_text="相关对象种类", max_length=60)),
                ("subject_key", models.CharField(help_text="相关对象标识", max_length=80)),
                (
                    "owner",
                    models.CharField(
                        blank=True, help_text="可以查看文书的当事人标识；空为只有工作人员可以查看", max_length=80
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="发文机关",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("organisation_name", models.CharField(help_text="发文时的机关名称", max_length=100)),
                ("region", models.CharField(help_text="发文区划代码", max_length=12)),
                ("data", models.BinaryField(help_text="文书内容（加密）")),
                ("public", models.JSONField(default=list, help_text="核验时可以公开的内容（已脱敏）：名称和内容")),
                ("issued_at", models.DateTimeField(help_text="签发时间")),
                ("issued_by", models.CharField(help_text="经办人", max_length=100)),
                ("token", models.CharField(help_text="核验码", max_length=43, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "制作中"), ("ready", "已制成"), ("failed", "制作失败")],
                        default="waiting",
                        help_text="状态",
                        max_length=8,
                    ),
                ),
                ("digest", models.CharField(blank=True, db_index=True, help_text="文件摘要（SHA-256）", max_length=64)),
                ("size", models.PositiveIntegerField(default=0, help_text="文件大小（字节）")),
                ("ready_at", models.DateTimeField(help_text="制成时间", null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, help_text="制作次数")),
            ],
            options={
                "verbose_name": "文书",
                "ordering": ("issued_at", "id"),
                "indexes": [models.Index(fields=["subject_kind", "subject_key"], name="document_by_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "ready", "failed"])), name="document_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ready_at__isnull", False),
                                ("size__gt", 0),
                                ("state", "ready"),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "ready"), _negated=True),
                                ("digest", ""),
                                ("ready_at__isnull", True),
                                ("size", 0),
                            ),
                            _connector="OR",
                        ),
                        name="document_ready_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", ""), _negated=True), models.Q(("token", ""), _negated=True)
                        ),
                        name="document_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="发文机关",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("word", models.CharField(help_text="文种代字，如“受理”", max_length=20)),
                ("year", models.PositiveSmallIntegerField(help_text="年份")),
                ("prefix", models.CharField(help_text="机关代字，如“西市监”", max_length=60)),
                ("last", models.PositiveIntegerField(help_text="最近一次使用的序号")),
            ],
            options={
                "verbose_name": "文号序列",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "word", "year"), name="number_series_once"),
                    models.UniqueConstraint(fields=("prefix", "word", "year"), name="number_prefix_once"),
                ],
            },
        ),
    ]
