import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="任务种类", max_length=60)),
                ("title", models.CharField(help_text="名称", max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="责任单位；空为平台管理方",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("role", models.CharField(blank=True, help_text="责任角色", max_length=40)),
                ("subject_kind", models.CharField(blank=True, help_text="相关对象种类", max_length=60)),
                ("subject_key", models.CharField(blank=True, help_text="相关对象标识", max_length=80)),
                ("opened_on", models.DateField(help_text="起始日")),
                ("due_on", models.DateField(help_text="截止日（含）")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "进行中"), ("done", "已完成"), ("cancelled", "已取消")],
                        default="open",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(help_text="完成或取消的时间", null=True)),
                ("closed_by", models.CharField(blank=True, help_text="经办人", max_length=100)),
                ("result", models.TextField(blank=True, help_text="完成情况或取消原因")),
                ("basis", models.CharField(blank=True, help_text="依据", max_length=200)),
            ],
            options={
                "verbose_name": "限期任务",
                "ordering": ("due_on", "id"),
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["due_on"], name="duty_open_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "subject_kind", "subject_key", "opened_on"), name="duty_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opened_on"))), name="duty_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "cancelled"])), name="duty_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="duty_closed_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "duty",
                    models.ForeignKey(
                        help_text="任务",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="duties.duty",
                    ),
                ),
                ("rung", models.CharField(help_text="提醒层级", max_length=40)),
                ("at", models.DateTimeField(help_text="提醒时间")),
                ("told", models.PositiveIntegerField(default=0, help_text="提醒人数")),
            ],
            options={
                "verbose_name": "提醒",
                "constraints": [models.UniqueConstraint(fields=("duty", "rung"), name="reminder_once")],
            },
        ),
    ]
