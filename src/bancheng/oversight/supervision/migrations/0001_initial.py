import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(help_text="规则代码", max_length=40)),
                ("case", models.CharField(help_text="办件标识", max_length=32)),
                (
                    "what",
                    models.CharField(
                        blank=True, help_text="同一规则、同一办件中的哪一件事；只会有一件的为空", max_length=120
                    ),
                ),
                ("number", models.CharField(db_index=True, help_text="统一受理号", max_length=26)),
                ("item_name", models.CharField(help_text="事项名称", max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="实施机关",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="实施机关所在区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("responsible", models.CharField(blank=True, help_text="责任岗位或人员", max_length=200)),
                ("due_on", models.DateField(help_text="应办日期；与时限无关的为空", null=True)),
                ("facts", models.JSONField(default=dict, help_text="事实（不含个人证件号码）")),
                ("found_at", models.DateTimeField(help_text="发现时间")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待核查"), ("closed", "已办结")],
                        default="open",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(help_text="办结时间", null=True)),
                ("closed_by", models.CharField(blank=True, help_text="办结人", max_length=100)),
                ("conclusion", models.TextField(blank=True, help_text="核查结论")),
            ],
            options={
                "verbose_name": "监察发现",
                "indexes": [
                    models.Index(fields=["case"], name="finding_by_case"),
                    models.Index(fields=["region", "-id"], name="finding_by_region"),
                    models.Index(fields=["organisation", "-id"], name="finding_by_organ"),
                    models.Index(condition=models.Q(("state", "open")), fields=["region", "-id"], name="finding_open"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "case", "what"), name="finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "closed"])), name="finding_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "closed"),
                                models.Q(("conclusion", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="finding_closed_has_conclusion",
                    ),
                ],
            },
        ),
    ]
