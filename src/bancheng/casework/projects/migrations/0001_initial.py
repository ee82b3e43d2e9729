import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("catalog", "0002_search_and_guard"),
        ("duties", "0001_initial"),
        ("identity", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="项目标识（随机），用于网址和日志", max_length=32, unique=True)),
                (
                    "code",
                    models.CharField(
                        help_text="投资项目统一代码；没有赋码的为空", max_length=24, null=True, unique=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待受理"),
                            ("returned", "退回修改"),
                            ("registered", "已赋码"),
                            ("cancelled", "已撤销"),
                        ],
                        default="draft",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(help_text="项目名称", max_length=200)),
                ("folded", models.CharField(help_text="项目名称（去掉空格和标点），用于查重", max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("approve", "审批"), ("ratify", "核准"), ("file", "备案")],
                        help_text="管理方式：审批、核准、备案",
                        max_length=10,
                    ),
                ),
                (
                    "project_type",
                    models.CharField(
                        choices=[
                            ("01", "基本建设项目"),
                            ("02", "技术改造项目"),
                            ("03", "单纯购置项目"),
                            ("04", "信息化项目"),
                            ("05", "其他项目"),
                        ],
                        help_text="项目类型代码",
                        max_length=2,
                    ),
                ),
                ("department", models.CharField(help_text="中央业务指导部门代码", max_length=2)),
                ("industry", models.CharField(help_text="所属行业门类（GB/T 4754）", max_length=1)),
                ("investment", models.DecimalField(decimal_places=2, help_text="总投资（万元）", max_digits=14)),
                ("starts_on", models.DateField(help_text="计划开工日期", null=True)),
                ("summary", models.TextField(blank=True, help_text="主要建设内容和规模")),
                (
                    "legal_person",
                    models.ForeignKey(
                        help_text="项目单位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.legalperson",
                    ),
                ),
                ("firm", models.CharField(help_text="项目单位名称", max_length=120)),
                ("uscc", models.CharField(help_text="项目单位统一社会信用代码", max_length=18)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="赋码的区划：第一个建设地点所在地",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, help_text="修订号，防止相互覆盖")),
                ("created_at", models.DateTimeField(help_text="开始填写时间")),
                ("saved_at", models.DateTimeField(help_text="最后保存时间")),
                ("submitted_at", models.DateTimeField(help_text="提交登记时间", null=True)),
                ("registered_at", models.DateTimeField(help_text="受理并赋码时间", null=True)),
                ("registered_by", models.CharField(blank=True, help_text="受理人；备案项目为平台", max_length=100)),
                ("returned_reason", models.CharField(blank=True, help_text="最近一次退回修改的原因", max_length=300)),
                ("cancelled_at", models.DateTimeField(help_text="撤销时间", null=True)),
                ("cancelled_reason", models.CharField(blank=True, help_text="撤销原因", max_length=300)),
            ],
            options={
                "verbose_name": "投资项目",
                "indexes": [
                    models.Index(fields=["legal_person", "-id"], name="project_by_firm"),
                    models.Index(fields=["region", "-id"], name="project_by_region"),
                    models.Index(fields=["state", "-id"], name="project_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["submitted", "registered"])),
                        fields=("legal_person", "folded", "region"),
                        name="project_of_a_firm_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "returned", "registered", "cancelled"])
                        ),
                        name="project_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("investment__gt", 0)), name="project_investment_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "registered"), _negated=True),
                            models.Q(("code__isnull", False), ("registered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="project_registered_has_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cancelled"), _negated=True),
                            ("cancelled_at__isnull", False),
                            _connector="OR",
                        ),
                        name="project_cancelled_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="问题标识（随机）", max_length=32, unique=True)),
                (
                    "project",
                    models.ForeignKey(
                        help_text="项目",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="projects.project",
                    ),
                ),
                ("title", models.CharField(help_text="问题", max_length=200)),
                ("detail", models.TextField(blank=True, help_text="情况说明")),
                ("major", models.BooleanField(default=False, help_text="是否重大问题（一个月内解决）")),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="责任单位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "duty",
                    models.ForeignKey(
                        help_text="限期任务",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.duty",
                    ),
                ),
                ("opened_on", models.DateField(help_text="提出日期")),
                ("opened_at", models.DateTimeField(help_text="提出时间")),
                ("opened_by", models.CharField(help_text="提出人", max_length=100)),
                ("closed_at", models.DateTimeField(help_text="销号时间", null=True)),
                ("closed_by", models.CharField(blank=True, help_text="销号人", max_length=100)),
                ("result", models.CharField(blank=True, help_text="销号结果", max_length=500)),
            ],
            options={
                "verbose_name": "项目问题",
                "indexes": [models.Index(fields=["project", "-id"], name="project_problem_by_project")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("result", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="project_problem_closed_with_result",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "project",
                    models.ForeignKey(
                        help_text="项目",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="projects.project",
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="第几次变更")),
                ("at", models.DateTimeField(help_text="变更时间")),
                ("by_name", models.CharField(help_text="变更人", max_length=100)),
                ("reason", models.CharField(help_text="变更原因", max_length=300)),
                ("lines", models.JSONField(help_text="变更内容：名称、变更前、变更后")),
            ],
            options={
                "verbose_name": "项目信息变更",
                "ordering": ("project_id", "number"),
                "constraints": [models.UniqueConstraint(fields=("project", "number"), name="project_change_once")],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "project",
                    models.ForeignKey(
                        help_text="项目",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="projects.project",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("land", "立项用地规划许可"),
                            ("works", "工程建设许可"),
                            ("build", "施工许可"),
                            ("finish", "竣工验收"),
                        ],
                        help_text="审批阶段；空为并行推进",
                        max_length=10,
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        help_text="办件；来自其他系统的为空",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                ("system", models.CharField(blank=True, help_text="来源系统的标识；本平台的办件为空", max_length=40)),
                ("external", models.CharField(blank=True, help_text="在来源系统中的编号", max_length=60)),
                ("item_name", models.CharField(help_text="审批事项", max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="审批部门；来源系统没有对应机构的为空",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("organ_name", models.CharField(help_text="审批部门名称", max_length=120)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("attached_at", models.DateTimeField(help_text="归集时间")),
                (
                    "outcome",
                    models.CharField(blank=True, help_text="来源系统告知的状态：受理、准予、不予", max_length=10),
                ),
                ("document", models.CharField(blank=True, help_text="批复文号", max_length=100)),
                ("happened_on", models.DateField(help_text="来源系统告知的日期", null=True)),
            ],
            options={
                "verbose_name": "项目审批",
                "indexes": [
                    models.Index(fields=["project", "stage", "id"], name="project_approval_by_stage"),
                    models.Index(fields=["organisation", "project"], name="project_approval_by_organ"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("system", ""), _negated=True),
                        fields=("system", "external"),
                        name="project_external_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("system", "")),
                            models.Q(
                                ("case__isnull", True),
                                models.Q(("system", ""), _negated=True),
                                models.Q(("external", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="project_approval_of_one_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="回执编号", max_length=40, unique=True)),
                ("system", models.CharField(help_text="来源系统的标识", max_length=40)),
                ("message", models.CharField(help_text="消息编号（由来源系统给出）", max_length=60)),
                ("digest", models.CharField(help_text="消息内容的 SM3 摘要", max_length=64)),
                (
                    "approval",
                    models.ForeignKey(
                        help_text="项目审批",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="projects.approval",
                    ),
                ),
                ("outcome", models.CharField(help_text="消息告知的状态", max_length=10)),
                ("happened_on", models.DateField(help_text="消息告知的日期")),
                ("route", models.JSONField(help_text="经过的节点：名称和时间")),
                ("received_at", models.DateTimeField(help_text="收到时间")),
            ],
            options={
                "verbose_name": "部门系统回执",
                "ordering": ("received_at", "id"),
                "constraints": [models.UniqueConstraint(fields=("system", "message"), name="project_receipt_once")],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "project",
                    models.ForeignKey(
                        help_text="项目",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sites",
                        to="projects.project",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(help_text="顺序，从 1 起")),
                (
                    "region",
                    models.ForeignKey(
                        help_text="区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("address", models.CharField(help_text="建设地点", max_length=200)),
            ],
            options={
                "verbose_name": "建设地点",
                "ordering": ("project_id", "place"),
                "indexes": [models.Index(fields=["region", "project"], name="project_site_by_region")],
                "constraints": [models.UniqueConstraint(fields=("project", "place"), name="project_site_once")],
            },
        ),
        migrations.CreateModel(
            name="StageItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.OneToOneField(
                        help_text="事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("land", "立项用地规划许可"),
                            ("works", "工程建设许可"),
                            ("build", "施工许可"),
                            ("finish", "竣工验收"),
                        ],
                        help_text="审批阶段",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "verbose_name": "项目审批阶段事项",
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "problem",
                    models.ForeignKey(
                        help_text="问题",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="nodes",
                        to="projects.problem",
                    ),
                ),
                ("node", models.CharField(help_text="节点：study、feedback、settle", max_length=10)),
                ("due_on", models.DateField(help_text="最后一天")),
                ("done_at", models.DateTimeField(help_text="完成时间", null=True)),
                ("done_on", models.DateField(help_text="完成日期", null=True)),
                ("done_by", models.CharField(blank=True, help_text="完成人", max_length=100)),
                ("note", models.CharField(blank=True, help_text="说明", max_length=500)),
                ("warned_on", models.DateField(help_text="预警日期：最后一天还没有完成", null=True)),
                ("overdue_told", models.BooleanField(default=False, help_text="是否已告知逾期")),
            ],
            options={
                "verbose_name": "项目问题节点",
                "ordering": ("problem_id", "due_on", "id"),
                "indexes": [
                    models.Index(condition=models.Q(("done_at", None)), fields=["due_on"], name="project_node_open_due")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("problem", "node"), name="project_node_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_on__isnull", True)),
                            models.Q(("done_at__isnull", False), models.Q(("note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="project_node_done_says_how",
                    ),
                ],
            },
        ),
    ]
