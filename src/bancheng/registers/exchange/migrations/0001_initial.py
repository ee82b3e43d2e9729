from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="UseOfData",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "register",
                    models.CharField(
                        choices=[("population", "人口基础信息库"), ("legal_persons", "法人基础信息库")],
                        help_text="基础信息库",
                        max_length=20,
                    ),
                ),
                (
                    "identifier_hash",
                    models.CharField(help_text="被查询人身份号码或者单位统一社会信用代码的带密钥散列", max_length=64),
                ),
                ("purpose", models.CharField(help_text="查询用途", max_length=100)),
                ("subject_kind", models.CharField(help_text="为哪件事查询：类别", max_length=60)),
                ("subject_key", models.CharField(help_text="为哪件事查询：编号", max_length=120)),
                ("actor_kind", models.CharField(help_text="查询人类别", max_length=20)),
                ("actor_key", models.CharField(help_text="查询人标识", max_length=100)),
                ("actor_name", models.CharField(help_text="查询人", max_length=100)),
                ("elements", models.JSONField(default=list, help_text="提供的数据元代码")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("found", "已查到"), ("absent", "未查到"), ("down", "连接不上")],
                        help_text="查询结果",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(help_text="查询时间")),
                ("milliseconds", models.PositiveIntegerField(help_text="用时（毫秒）")),
            ],
            options={
                "verbose_name": "数据使用记录",
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_key"], name="use_by_subject"),
                    models.Index(fields=["identifier_hash", "-at"], name="use_by_identifier"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("register__in", ["population", "legal_persons"])), name="use_register_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["found", "absent", "down"])), name="use_outcome_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", "found"), ("elements", []), _connector="OR"),
                        name="use_elements_only_when_found",
                    ),
                ],
            },
        ),
    ]
