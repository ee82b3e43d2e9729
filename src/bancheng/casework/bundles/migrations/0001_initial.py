import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("catalog", "0002_search_and_guard"),
        ("identity", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("thing", "一件事"), ("package", "一类事")],
                        default="thing",
                        help_text="一件事或者一类事套餐",
                        max_length=10,
                    ),
                ),
                ("demonstration", models.BooleanField(default=False, help_text="创新示范")),
                ("key", models.SlugField(help_text="标识，用于网址", max_length=60)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("name", models.CharField(help_text="名称", max_length=100)),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        help_text="牵头部门；空为尚未明确，不能发布",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("person", "个人"), ("legal", "企业")], help_text="服务对象", max_length=10
                    ),
                ),
                (
                    "batch",
                    models.CharField(
                        blank=True, help_text="批次，例如“国家 2024 年第一批”；空为不属于批次", max_length=40
                    ),
                ),
                ("stage", models.CharField(blank=True, help_text="全生命周期阶段的代码", max_length=40)),
                ("order", models.PositiveIntegerField(default=100, help_text="在清单中的顺序")),
                ("created_at", models.DateTimeField(help_text="登记时间")),
                ("updated_at", models.DateTimeField(help_text="更新时间")),
            ],
            options={
                "verbose_name": "一件事",
                "ordering": ("order", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("region", "key"), name="bundle_once"),
                    models.UniqueConstraint(fields=("region", "name"), name="bundle_name_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BundleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bundle",
                    models.ForeignKey(
                        help_text="一件事",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="bundles.bundle",
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="版本号")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "编制中"), ("published", "已发布"), ("withdrawn", "已撤下")],
                        default="draft",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("body", models.JSONField(help_text="编写内容（BundleBody）")),
                ("pinned", models.JSONField(default=dict, help_text="发布时各成员事项的指南版本：成员标识 → 版本")),
                ("digest", models.CharField(blank=True, help_text="编写内容和指南版本的 SM3 摘要", max_length=64)),
                ("published_at", models.DateTimeField(help_text="发布时间", null=True)),
                ("published_by", models.CharField(blank=True, help_text="发布人", max_length=100)),
                ("withdrawn_at", models.DateTimeField(help_text="撤下时间", null=True)),
                ("withdrawn_reason", models.CharField(blank=True, help_text="撤下原因", max_length=200)),
                ("created_at", models.DateTimeField(help_text="创建时间")),
                ("created_by", models.CharField(help_text="编写人", max_length=100)),
                ("revision", models.PositiveIntegerField(default=1, help_text="草稿修订号，防止相互覆盖")),
            ],
            options={
                "verbose_name": "一件事版本",
                "ordering": ("bundle_id", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("bundle", "number"), name="bundle_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("bundle",), name="bundle_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"), models.Q(("digest", ""), _negated=True), _connector="OR"
                        ),
                        name="bundle_published_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BundleCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(help_text="一件事办件标识（随机），用于网址和日志", max_length=32, unique=True),
                ),
                (
                    "bundle",
                    models.ForeignKey(
                        help_text="一件事",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="bundles.bundle",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        help_text="所依据的版本",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bundles.bundleversion",
                    ),
                ),
                ("name", models.CharField(help_text="一件事的名称", max_length=100)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="办理地区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        help_text="牵头部门",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("number", models.CharField(help_text="一件事受理号；草稿没有", max_length=24, null=True, unique=True)),
                ("query_code", models.BinaryField(help_text="查询码（加密）", null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("running", "办理中"), ("closed", "已办结")],
                        default="draft",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "未办结"),
                            ("whole", "全部办成"),
                            ("partial", "部分办成"),
                            ("failed", "没有办成"),
                        ],
                        default="",
                        help_text="整体结果",
                        max_length=10,
                    ),
                ),
                (
                    "filer",
                    models.ForeignKey(
                        help_text="办理人（自然人）",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.naturalperson",
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        help_text="申请人（自然人）",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.naturalperson",
                    ),
                ),
                (
                    "legal_person",
                    models.ForeignKey(
                        help_text="申请人（法人）",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.legalperson",
                    ),
                ),
                ("capacity", models.CharField(default="self", help_text="办理人以什么身份办理", max_length=20)),
                ("applicant_name", models.CharField(help_text="申请人姓名或名称", max_length=120)),
                ("applicant_masked", models.CharField(blank=True, help_text="申请人证件号码（脱敏）", max_length=20)),
                ("channel", models.CharField(default="portal", help_text="申请来自哪个渠道", max_length=10)),
                ("identity_method", models.CharField(blank=True, help_text="窗口核验身份的方式", max_length=40)),
                ("answers", models.JSONField(default=dict, help_text="情形答案：数据元代码对答案")),
                ("trial", models.BooleanField(default=False, help_text="走流程体验：不进统计，不对外产生效力")),
                (
                    "project_code",
                    models.CharField(blank=True, help_text="投资项目统一代码；空为与项目无关", max_length=24),
                ),
                ("due_on", models.DateField(help_text="整体承诺办结日期（关键路径），成员有变动时重算", null=True)),
                ("parts_open", models.PositiveSmallIntegerField(default=0, help_text="还没有结果的成员数")),
                ("parts_late", models.PositiveSmallIntegerField(default=0, help_text="其中已经逾期的成员数")),
                ("created_at", models.DateTimeField(help_text="开始填写时间")),
                ("saved_at", models.DateTimeField(help_text="最后保存时间")),
                ("submitted_at", models.DateTimeField(help_text="提交时间", null=True)),
                ("closed_at", models.DateTimeField(help_text="全部成员有了结果的时间", null=True)),
                ("collected_at", models.DateTimeField(help_text="统一窗口一次发证的时间", null=True)),
                ("collected_by", models.CharField(blank=True, help_text="领取人姓名", max_length=60)),
            ],
            options={
                "verbose_name": "一件事办件",
                "indexes": [
                    models.Index(fields=["lead", "state", "due_on", "id"], name="bundle_case_board"),
                    models.Index(fields=["region", "state", "due_on", "id"], name="bundle_case_region"),
                    models.Index(fields=["filer", "-id"], name="bundle_case_own"),
                    models.Index(fields=["legal_person", "-id"], name="bundle_case_firm"),
                    models.Index(fields=["applicant", "-id"], name="bundle_case_applicant"),
                    models.Index(
                        condition=models.Q(("project_code", ""), _negated=True),
                        fields=["project_code"],
                        name="bundle_case_project",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("number__isnull", False), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="bundle_case_numbered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="bundle_case_closed_so",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("bundle", "filer", "trial"),
                        name="bundle_case_one_draft",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JointVisit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bundle_case",
                    models.ForeignKey(
                        help_text="一件事办件",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="bundles.bundlecase",
                    ),
                ),
                ("on", models.DateField(help_text="踏勘日期")),
                ("place", models.CharField(help_text="踏勘地点", max_length=200)),
                ("note", models.CharField(blank=True, help_text="告诉申请人的准备事项", max_length=500)),
                ("members", models.JSONField(help_text="参加的成员标识")),
                ("called_by", models.CharField(help_text="召集人", max_length=100)),
                ("called_at", models.DateTimeField(help_text="召集时间")),
                ("findings", models.TextField(blank=True, help_text="现场共同意见", max_length=2000)),
                ("recorded_at", models.DateTimeField(help_text="记录时间", null=True)),
                ("recorded_by", models.CharField(blank=True, help_text="记录人", max_length=100)),
            ],
            options={
                "verbose_name": "联合踏勘",
                "ordering": ("on", "id"),
            },
        ),
        migrations.CreateModel(
            name="BundleMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bundle",
                    models.ForeignKey(
                        help_text="一件事",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="bundles.bundle",
                    ),
                ),
                ("key", models.CharField(help_text="成员标识", max_length=60)),
                (
                    "item",
                    models.ForeignKey(
                        help_text="事项",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "成员事项",
                "constraints": [models.UniqueConstraint(fields=("bundle", "key"), name="bundle_member_once")],
            },
        ),
        migrations.CreateModel(
            name="BundlePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bundle_case",
                    models.ForeignKey(
                        help_text="一件事办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="bundles.bundlecase",
                    ),
                ),
                ("key", models.CharField(help_text="成员标识", max_length=60)),
                ("suffix", models.PositiveSmallIntegerField(help_text="受理号后缀；重新申请的沿用")),
                ("attempt", models.PositiveSmallIntegerField(default=1, help_text="第几次申请")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="成员事项的办件",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
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
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "等待前置结果"),
                            ("open", "办理中"),
                            ("granted", "已办成"),
                            ("refused", "未通过"),
                            ("withdrawn", "已撤回"),
                            ("stopped", "随前置事项停止"),
                            ("dropped", "不再需要"),
                        ],
                        default="held",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("current", models.BooleanField(default=True, help_text="是这个成员最近一次申请")),
                (
                    "ready",
                    models.BooleanField(
                        default=False, help_text="申请人已经确认提交，等前置结果一到就由平台提交给部门"
                    ),
                ),
                ("note", models.CharField(blank=True, help_text="为什么停止、增加或者去掉", max_length=300)),
                ("opened_at", models.DateTimeField(help_text="提交给部门的时间", null=True)),
                ("ended_at", models.DateTimeField(help_text="有结果的时间", null=True)),
            ],
            options={
                "verbose_name": "一件事成员办件",
                "ordering": ("suffix", "attempt"),
                "indexes": [models.Index(fields=["organisation", "state", "id"], name="bundle_part_organ")],
                "constraints": [
                    models.UniqueConstraint(fields=("bundle_case", "key", "attempt"), name="bundle_part_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("bundle_case", "key"),
                        name="bundle_part_one_current",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Bundle",
            name="current",
            field=models.OneToOneField(
                help_text="现行版本",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current_of",
                to="bundles.bundleversion",
            ),
        ),
    ]
