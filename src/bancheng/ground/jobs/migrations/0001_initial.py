from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("key", models.CharField(help_text="定时任务标识", max_length=100, primary_key=True, serialize=False)),
                ("last_run_at", models.DateTimeField(help_text="上次执行时间", null=True)),
                ("next_run_at", models.DateTimeField(help_text="下次执行时间")),
                ("paused", models.BooleanField(default=False, help_text="是否暂停")),
            ],
            options={
                "verbose_name": "定时任务",
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task_result", models.UUIDField(help_text="任务队列中本次尝试的编号", unique=True)),
                ("task", models.CharField(help_text="任务函数路径", max_length=200)),
                ("title", models.CharField(help_text="任务名称", max_length=200)),
                (
                    "lane",
                    models.CharField(
                        choices=[("quick", "即时"), ("long", "长时")], default="quick", help_text="队列", max_length=8
                    ),
                ),
                ("arguments", models.JSONField(default=dict, help_text="参数（不含个人证件号码）")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "排队中"),
                            ("running", "进行中"),
                            ("done", "已完成"),
                            ("failed", "失败"),
                            ("cancelled", "已取消"),
                        ],
                        default="waiting",
                        help_text="状态",
                        max_length=12,
                    ),
                ),
                ("subject_kind", models.CharField(blank=True, help_text="相关对象种类", max_length=60)),
                ("subject_key", models.CharField(blank=True, help_text="相关对象标识", max_length=80)),
                ("asked_by", models.CharField(blank=True, help_text="发起人标识", max_length=80)),
                ("asked_name", models.CharField(blank=True, help_text="发起人名称", max_length=100)),
                ("step", models.CharField(blank=True, help_text="当前步骤", max_length=200)),
                ("done", models.PositiveIntegerField(default=0, help_text="已完成数量")),
                ("total", models.PositiveIntegerField(help_text="总数量", null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0, help_text="已尝试次数")),
                ("max_attempts", models.PositiveSmallIntegerField(help_text="最多尝试次数")),
                ("run_after", models.DateTimeField(help_text="最早执行时间")),
                ("lease_until", models.DateTimeField(help_text="占用到期时间，过期后重新排队", null=True)),
                ("worker", models.CharField(blank=True, help_text="执行进程", max_length=100)),
                ("cancel_asked", models.BooleanField(default=False, help_text="是否已要求取消")),
                ("error", models.TextField(blank=True, help_text="最近一次错误，第一行是说明")),
                ("result", models.JSONField(help_text="结果摘要", null=True)),
                ("created_at", models.DateTimeField(help_text="提交时间")),
                ("started_at", models.DateTimeField(help_text="本次开始时间", null=True)),
                ("finished_at", models.DateTimeField(help_text="结束时间", null=True)),
            ],
            options={
                "verbose_name": "后台任务",
                "indexes": [
                    models.Index(fields=["state", "-id"], name="job_by_state"),
                    models.Index(condition=models.Q(("state", "running")), fields=["lease_until"], name="job_lease"),
                    models.Index(fields=["subject_kind", "subject_key"], name="job_by_subject"),
                    models.Index(fields=["finished_at"], name="job_finished"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed", "cancelled"])),
                        name="job_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_until__isnull", False), ("state", "running")),
                            models.Q(models.Q(("state", "running"), _negated=True), ("lease_until", None)),
                            _connector="OR",
                        ),
                        name="job_leased_while_running",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("state__in", ["waiting", "running"])),
                            models.Q(
                                models.Q(("state__in", ["waiting", "running"]), _negated=True),
                                ("finished_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="job_finished_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_attempts__gte", 1)), name="job_tried_at_least_once"
                    ),
                ],
            },
        ),
    ]
