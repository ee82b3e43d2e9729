import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
        ("duties", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListContent",
            fields=[
                (
                    "digest",
                    models.CharField(
                        help_text="列和各行（按原顺序）的 SM3 摘要", max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("packed", models.BinaryField(help_text="压缩后的列和各行")),
            ],
            options={
                "verbose_name": "清单内容",
            },
        ),
        migrations.CreateModel(
            name="Firm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "region",
                    models.ForeignKey(
                        help_text="登记区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("uscc", models.CharField(help_text="统一社会信用代码", max_length=18)),
                ("name", models.CharField(help_text="机构名称", max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("enterprise", "企业"), ("institution", "事业单位"), ("association", "社会组织")],
                        help_text="机构性质",
                        max_length=12,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        help_text="举办单位或者业务主管单位，空为没有",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("contact", models.CharField(help_text="对外联系电话", max_length=100)),
                ("address", models.CharField(blank=True, help_text="营业地址", max_length=200)),
                ("registered_on", models.DateField(help_text="登记日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "在册"), ("left", "已退出")],
                        default="active",
                        help_text="状态",
                        max_length=6,
                    ),
                ),
                ("left_on", models.DateField(help_text="退出日期", null=True)),
                ("left_reason", models.CharField(blank=True, help_text="退出原因", max_length=300)),
            ],
            options={
                "verbose_name": "中介服务机构",
                "ordering": ("region_id", "registered_on", "id"),
                "constraints": [models.UniqueConstraint(fields=("region", "uscc"), name="firm_once")],
            },
        ),
        migrations.CreateModel(
            name="IntermediaryChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(help_text="申请种类", max_length=60)),
                ("subject_key", models.CharField(help_text="申请标识", max_length=80)),
                ("service_code", models.CharField(help_text="中介服务事项编码", max_length=6)),
                (
                    "firm",
                    models.ForeignKey(
                        help_text="在册机构；空为另找的机构",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lists.firm",
                    ),
                ),
                ("firm_name", models.CharField(help_text="机构名称", max_length=200)),
                ("chosen_at", models.DateTimeField(help_text="选择时间")),
            ],
            options={
                "verbose_name": "中介选择",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_kind", "subject_key", "service_code"), name="intermediary_choice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("firm_name", ""), _negated=True), name="intermediary_choice_named"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntermediaryService",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "region",
                    models.ForeignKey(
                        help_text="清单所属的区划，对下级同样有效",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("code", models.CharField(help_text="编码，如 ZJ0001", max_length=6)),
                ("name", models.CharField(help_text="中介服务事项名称", max_length=200)),
                ("matters", models.CharField(help_text="涉及的审批事项", max_length=500)),
                ("conditions", models.CharField(help_text="办理条件：承接机构应有的资质", max_length=1000)),
                ("process", models.CharField(help_text="办理流程", max_length=1000)),
                ("time_limit", models.CharField(help_text="办理时限", max_length=200)),
                ("fee", models.CharField(help_text="收费标准", max_length=300)),
                ("basis", models.CharField(help_text="设定依据", max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[("listed", "在列"), ("cancelled", "已取消")],
                        default="listed",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("listed_on", models.DateField(help_text="列入日期")),
                ("cancelled_on", models.DateField(help_text="取消日期", null=True)),
                ("updated_at", models.DateTimeField(help_text="更新时间")),
                (
                    "organs",
                    models.ManyToManyField(
                        blank=True,
                        help_text="审批部门，它的下属机构不得承接",
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "中介服务事项",
                "ordering": ("region_id", "code", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "listed")),
                        fields=("region", "code"),
                        name="intermediary_service_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("basis", ""), _negated=True),
                            models.Q(("conditions", ""), _negated=True),
                            models.Q(("process", ""), _negated=True),
                            models.Q(("time_limit", ""), _negated=True),
                            models.Q(("fee", ""), _negated=True),
                        ),
                        name="intermediary_service_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="委托编号", max_length=24, unique=True)),
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
                    "service",
                    models.ForeignKey(
                        help_text="中介服务事项",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commissions",
                        to="lists.intermediaryservice",
                    ),
                ),
                ("owner_key", models.CharField(help_text="业主标识：个人账号、法人或者机构", max_length=80)),
                ("owner_name", models.CharField(help_text="业主名称，个人的已遮蔽", max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="业主是行政机关的，费用由它承担",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("title", models.CharField(help_text="委托名称", max_length=200)),
                ("requirement", models.TextField(help_text="委托要求")),
                (
                    "method",
                    models.CharField(
                        choices=[("choice", "业主选定"), ("lot", "随机抽取")], help_text="选定方式", max_length=6
                    ),
                ),
                ("opened_at", models.DateTimeField(help_text="发布时间")),
                ("closes_on", models.DateField(help_text="报价截止日（含）")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "报价中"), ("awarded", "已选定"), ("cancelled", "已撤销")],
                        default="open",
                        help_text="状态",
                        max_length=9,
                    ),
                ),
                (
                    "seed",
                    models.CharField(blank=True, help_text="抽取种子，随抽取结果公开，任何人可以复算", max_length=64),
                ),
                ("ended_at", models.DateTimeField(help_text="选定或者撤销的时间", null=True)),
                ("reason", models.CharField(blank=True, help_text="选定理由或者撤销原因", max_length=300)),
            ],
            options={
                "verbose_name": "竞争性委托",
                "ordering": ("-opened_at", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "lot"), ("state", "awarded"), _negated=True),
                            models.Q(("seed", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="commission_lot_has_seed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Bid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "commission",
                    models.ForeignKey(
                        help_text="委托",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bids",
                        to="lists.commission",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        help_text="中介服务机构",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bids",
                        to="lists.firm",
                    ),
                ),
                ("price", models.DecimalField(decimal_places=2, help_text="报价（元）", max_digits=12)),
                ("days", models.PositiveSmallIntegerField(help_text="完成天数（工作日）")),
                ("proposal", models.CharField(blank=True, help_text="服务方案", max_length=1000)),
                ("offered_at", models.DateTimeField(help_text="报价时间")),
                ("won", models.BooleanField(default=False, help_text="是否选定")),
            ],
            options={
                "verbose_name": "报价",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(fields=("commission", "firm"), name="bid_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("won", True)), fields=("commission",), name="bid_one_wins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price__gte", 0), ("days__gte", 1)), name="bid_in_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmService",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "firm",
                    models.ForeignKey(
                        help_text="中介服务机构",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="services",
                        to="lists.firm",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        help_text="中介服务事项",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="firms",
                        to="lists.intermediaryservice",
                    ),
                ),
                (
                    "exception_basis",
                    models.CharField(blank=True, help_text="下属机构承接的法定依据，空为不需要", max_length=300),
                ),
                ("registered_on", models.DateField(help_text="登记日期")),
            ],
            options={
                "verbose_name": "承接的中介服务",
                "constraints": [models.UniqueConstraint(fields=("firm", "service"), name="firm_service_once")],
            },
        ),
        migrations.CreateModel(
            name="ItemDepth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.OneToOneField(
                        help_text="实施清单事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="depth",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        help_text="据以认定的指南版本",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.guideversion",
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="指南版本号")),
                ("window", models.BooleanField(default=False, help_text="窗口端")),
                ("pc", models.BooleanField(default=False, help_text="PC 端")),
                ("mobile", models.BooleanField(default=False, help_text="移动端")),
                ("terminal", models.BooleanField(default=False, help_text="自助端")),
                ("post", models.BooleanField(default=False, help_text="邮寄")),
                ("visits", models.PositiveSmallIntegerField(default=0, help_text="到现场次数")),
                ("scope", models.CharField(help_text="通办范围", max_length=10)),
                ("acceptance", models.CharField(blank=True, help_text="跨省通办受理模式", max_length=10)),
                ("groups", models.PositiveSmallIntegerField(default=0, help_text="服务对象和特定人群的种数")),
                ("stars", models.PositiveSmallIntegerField(default=0, help_text="星级")),
                ("reason", models.CharField(help_text="星级认定的理由", max_length=200)),
                ("rated_at", models.DateTimeField(help_text="认定时间")),
            ],
            options={
                "verbose_name": "网办深度",
                "indexes": [models.Index(fields=["scope"], name="depth_by_scope")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("stars__lte", 5)), name="depth_stars_to_five")
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemMode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.OneToOneField(
                        help_text="实施清单事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="once_mode",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("online", "网上一次办妥"), ("hall", "大厅一次办妥"), ("negative", "负面清单")],
                        help_text="模式",
                        max_length=8,
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="认定时的指南版本号，空为还没有现行指南", null=True)),
                ("since", models.DateField(help_text="自哪一天起是这个模式")),
                ("confirmed_at", models.DateTimeField(help_text="认定时间")),
                ("confirmed_by", models.CharField(help_text="认定人", max_length=100)),
            ],
            options={
                "verbose_name": "一次办妥模式",
                "indexes": [models.Index(fields=["mode"], name="item_mode_by_mode")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["online", "hall", "negative"])), name="item_mode_known"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemTolerance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.OneToOneField(
                        help_text="实施清单事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tolerance",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        help_text="读取的指南版本",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.guideversion",
                    ),
                ),
                ("main", models.JSONField(help_text="主要申请材料的名称")),
                ("tolerable", models.JSONField(help_text="可容缺受理的材料的名称，空为没有")),
            ],
            options={
                "verbose_name": "容缺受理事项",
            },
        ),
        migrations.CreateModel(
            name="ItemYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        help_text="实施清单事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(help_text="年份")),
                ("cases", models.PositiveIntegerField(default=0, help_text="办件量")),
                ("people", models.PositiveIntegerField(default=0, help_text="办事人数")),
                ("attention", models.PositiveIntegerField(default=0, help_text="关注度：咨询、催办、评价次数")),
                ("complaints", models.PositiveIntegerField(default=0, help_text="反映：投诉、不满意次数")),
                ("elsewhere", models.PositiveIntegerField(default=0, help_text="异地办事人数")),
                ("entered_at", models.DateTimeField(help_text="录入时间")),
                ("entered_by", models.CharField(help_text="录入人", max_length=100)),
            ],
            options={
                "verbose_name": "年度办件量",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "year"), name="item_year_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="item_year_plausible"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "region",
                    models.ForeignKey(
                        help_text="区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(help_text="年份")),
                ("number", models.PositiveSmallIntegerField(help_text="批次，从 1 起")),
                ("name", models.CharField(help_text="名称", max_length=100)),
                ("due_on", models.DateField(help_text="报送截止日（含）")),
                ("basis", models.CharField(blank=True, help_text="依据", max_length=200)),
                ("opened_at", models.DateTimeField(help_text="布置时间")),
                ("opened_by", models.CharField(help_text="布置人", max_length=100)),
            ],
            options={
                "verbose_name": "清单批次",
                "ordering": ("region_id", "-year", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("region", "year", "number"), name="list_batch_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="list_batch_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(help_text="清单代码", max_length=40)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="清单适用的区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="版本号，从 1 起")),
                ("day", models.DateField(help_text="公布日期")),
                ("published_at", models.DateTimeField(help_text="公布时间")),
                ("digest", models.CharField(help_text="内容的 SM3 摘要", max_length=64)),
                ("size", models.PositiveIntegerField(help_text="行数")),
                (
                    "content",
                    models.ForeignKey(
                        help_text="内容",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lists.listcontent",
                    ),
                ),
            ],
            options={
                "verbose_name": "清单版本",
                "ordering": ("code", "region_id", "-number"),
                "constraints": [models.UniqueConstraint(fields=("code", "region", "number"), name="list_edition_once")],
            },
        ),
        migrations.CreateModel(
            name="ListMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(help_text="清单代码", max_length=40)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="发生变动的区划，空为所有区划",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("called", models.BooleanField(default=False, help_text="是否已排入后台任务；否则由每分钟的核对处理")),
            ],
            options={
                "verbose_name": "清单变动标记",
                "indexes": [models.Index(fields=["code", "region"], name="list_mark_where")],
            },
        ),
        migrations.CreateModel(
            name="ListStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(help_text="清单代码", max_length=40)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="清单适用的区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "edition",
                    models.OneToOneField(
                        help_text="现行版本",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="lists.listedition",
                    ),
                ),
                ("stale_since", models.DateTimeField(help_text="内容可能已有变化，自何时起待重新公布", null=True)),
            ],
            options={
                "verbose_name": "清单现状",
                "indexes": [models.Index(fields=["stale_since"], name="list_standing_stale")],
                "constraints": [models.UniqueConstraint(fields=("code", "region"), name="list_standing_once")],
            },
        ),
        migrations.CreateModel(
            name="NegativeEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        help_text="实施清单事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                ("reason", models.CharField(help_text="列入原因", max_length=500)),
                ("plan", models.CharField(help_text="优化提升计划", max_length=500)),
                ("entered_on", models.DateField(help_text="列入日期")),
                ("entered_by", models.CharField(help_text="列入人", max_length=100)),
                ("left_on", models.DateField(help_text="移出日期，空为仍在负面清单", null=True)),
                ("left_by", models.CharField(blank=True, help_text="移出人", max_length=100)),
                ("improvement", models.CharField(blank=True, help_text="优化提升情况", max_length=500)),
            ],
            options={
                "verbose_name": "负面清单条目",
                "ordering": ("item_id", "-entered_on", "-id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_on", None)), fields=("item",), name="negative_entry_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on", None),
                            models.Q(
                                ("left_on__gte", models.F("entered_on")), models.Q(("improvement", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="negative_entry_left_improved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("plan", ""), _negated=True)
                        ),
                        name="negative_entry_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProofItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "region",
                    models.ForeignKey(
                        help_text="清单所属的区划，对下级同样有效",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("code", models.CharField(help_text="证明编码：材料目录代码，或者本地编码", max_length=20)),
                (
                    "material",
                    models.ForeignKey(
                        help_text="对应的材料目录；空为只按名称认定",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.materialtype",
                    ),
                ),
                ("name", models.CharField(help_text="证明名称", max_length=200)),
                ("basis", models.CharField(help_text="设定依据", max_length=500)),
                ("asked_by", models.CharField(help_text="索要单位", max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="索要单位对应的机构；空为本地区各有关单位",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("issued_by", models.CharField(help_text="开具单位", max_length=200)),
                ("guidance", models.CharField(help_text="办理指南：到哪里、凭什么开具", max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[("listed", "在列"), ("cancelled", "已取消")],
                        default="listed",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("listed_on", models.DateField(help_text="列入日期")),
                ("cancelled_on", models.DateField(help_text="取消日期", null=True)),
                ("cancelled_basis", models.CharField(blank=True, help_text="取消依据", max_length=300)),
                ("updated_at", models.DateTimeField(help_text="更新时间")),
                ("updated_by", models.CharField(help_text="更新人", max_length=100)),
            ],
            options={
                "verbose_name": "证明事项",
                "ordering": ("region_id", "code", "id"),
                "indexes": [models.Index(fields=["region", "state"], name="proof_item_by_region")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "listed")),
                        fields=("region", "code", "asked_by"),
                        name="proof_item_listed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("basis", ""), _negated=True),
                            models.Q(("asked_by", ""), _negated=True),
                            models.Q(("issued_by", ""), _negated=True),
                            models.Q(("guidance", ""), _negated=True),
                        ),
                        name="proof_item_four_elements",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_on", None), ("state", "listed")),
                            models.Q(("cancelled_on__isnull", False), ("state", "cancelled")),
                            _connector="OR",
                        ),
                        name="proof_item_cancelled_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProofEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "organisation",
                    models.ForeignKey(
                        help_text="有关部门",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("cancel", "取消"), ("add", "新增")], help_text="变动方式", max_length=6),
                ),
                ("name", models.CharField(help_text="证明名称", max_length=200)),
                (
                    "proof",
                    models.ForeignKey(
                        help_text="取消或者由此新增的条目",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="lists.proofitem",
                    ),
                ),
                ("basis", models.CharField(help_text="变动依据：文件名称和文号", max_length=300)),
                ("happened_on", models.DateField(help_text="变动日期")),
                ("due_on", models.DateField(help_text="应当更新清单的最后一天")),
                (
                    "duty",
                    models.OneToOneField(
                        help_text="更新任务",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.duty",
                    ),
                ),
                ("updated_on", models.DateField(help_text="清单更新日期，空为尚未更新", null=True)),
                ("recorded_at", models.DateTimeField(help_text="登记时间")),
                ("recorded_by", models.CharField(help_text="登记人", max_length=100)),
            ],
            options={
                "verbose_name": "证明事项变动",
                "ordering": ("-recorded_at", "-id"),
                "indexes": [
                    models.Index(condition=models.Q(("updated_on", None)), fields=["region"], name="proof_event_open")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("updated_on", None)), fields=("proof",), name="proof_event_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("basis", ""), _negated=True)
                        ),
                        name="proof_event_with_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "add"), ("proof__isnull", False), _connector="OR"),
                        name="proof_event_cancels_an_entry",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(help_text="标准代号，不含年份，如 GB/T 36112", max_length=60, unique=True)),
                ("name", models.CharField(help_text="标准名称", max_length=200)),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("items", "政务服务事项管理"),
                            ("centres", "政务服务中心建设"),
                            ("service", "政务服务实施"),
                            ("assessment", "政务服务评估评价"),
                            ("hotline", "12345便民服务热线"),
                            ("platform", "平台标准规范"),
                        ],
                        help_text="标准类别",
                        max_length=12,
                    ),
                ),
                ("issuer", models.CharField(help_text="发布单位", max_length=200)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="适用区划，空为全部",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务标准",
                "ordering": ("family", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="standard_named",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standard",
                    models.ForeignKey(
                        help_text="标准",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="lists.standard",
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="版本序号，从 1 起")),
                ("label", models.CharField(help_text="版本标识，如 2018 年版", max_length=60)),
                ("effective_from", models.DateField(help_text="实施日期")),
                ("changes", models.CharField(blank=True, help_text="与上一版相比的主要变化", max_length=1000)),
                ("text", models.CharField(blank=True, help_text="文本出处", max_length=300)),
                ("published_at", models.DateTimeField(help_text="登记时间")),
                ("published_by", models.CharField(help_text="登记人", max_length=100)),
            ],
            options={
                "verbose_name": "标准版本",
                "ordering": ("standard_id", "-number"),
                "constraints": [models.UniqueConstraint(fields=("standard", "number"), name="standard_version_once")],
            },
        ),
        migrations.CreateModel(
            name="StandardUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standard",
                    models.ForeignKey(
                        help_text="标准",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="lists.standard",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        help_text="执行的版本",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="lists.standardversion",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        help_text="事项",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="大厅，或者事项、流程所属的机构",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("process", models.CharField(blank=True, help_text="流程名称，空为整个大厅或者事项", max_length=100)),
                ("since", models.DateField(help_text="自哪一天起执行这一版")),
                ("recorded_by", models.CharField(help_text="登记人", max_length=100)),
            ],
            options={
                "verbose_name": "执行标准",
                "ordering": ("standard_id", "organisation_id", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False)),
                        fields=("standard", "item"),
                        name="standard_use_item_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("item", None)),
                        fields=("standard", "organisation", "process"),
                        name="standard_use_organisation_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("item", None), ("process", ""), _connector="OR"),
                        name="standard_use_one_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "batch",
                    models.ForeignKey(
                        help_text="批次",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lists",
                        to="lists.listbatch",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="报送单位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "部门起草"),
                            ("submitted", "待编办审核"),
                            ("returned", "退回修改"),
                            ("delivered", "已报送"),
                        ],
                        default="draft",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("authors", models.JSONField(default=list, help_text="起草和提交过的人员标识；他们不能审核")),
                ("submitted_at", models.DateTimeField(help_text="最近一次提交时间", null=True)),
                ("submitted_by", models.CharField(blank=True, help_text="提交人", max_length=100)),
                ("reviewed_at", models.DateTimeField(help_text="审核时间", null=True)),
                ("reviewed_by", models.CharField(blank=True, help_text="审核人", max_length=100)),
                ("note", models.CharField(blank=True, help_text="审核意见", max_length=500)),
                ("delivered_at", models.DateTimeField(help_text="报送时间：两个办公室同时收到", null=True)),
                (
                    "duty",
                    models.ForeignKey(
                        help_text="报送的限期任务",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="duties.duty",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位清单",
                "ordering": ("batch_id", "organisation_id"),
                "indexes": [models.Index(fields=["organisation", "state"], name="unit_list_by_organ")],
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "organisation"), name="unit_list_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("delivered_at__isnull", False), ("state", "delivered")),
                            models.Q(models.Q(("state", "delivered"), _negated=True), ("delivered_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="unit_list_delivered_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.ForeignKey(
                        help_text="单位清单",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="lists.unitlist",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        help_text="接收的办公室",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("delivered_at", models.DateTimeField(help_text="送达时间")),
                ("received_at", models.DateTimeField(help_text="签收时间", null=True)),
                ("received_by", models.CharField(blank=True, help_text="签收人", max_length=100)),
            ],
            options={
                "verbose_name": "清单报送",
                "ordering": ("-delivered_at", "-id"),
                "indexes": [models.Index(fields=["office", "-id"], name="delivery_by_office")],
                "constraints": [models.UniqueConstraint(fields=("list", "office"), name="delivery_once")],
            },
        ),
        migrations.CreateModel(
            name="UnitListEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.ForeignKey(
                        help_text="单位清单",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="lists.unitlist",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        help_text="实施清单事项",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("online", "网上一次办妥"), ("hall", "大厅一次办妥"), ("negative", "负面清单")],
                        help_text="提交时认定的模式，起草时为空",
                        max_length=8,
                    ),
                ),
                ("added_at", models.DateTimeField(help_text="列入时间")),
            ],
            options={
                "verbose_name": "清单事项",
                "ordering": ("list_id", "id"),
                "constraints": [models.UniqueConstraint(fields=("list", "item"), name="unit_list_entry_once")],
            },
        ),
        migrations.CreateModel(
            name="CrossTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "region",
                    models.ForeignKey(
                        help_text="适用的区划（含下级）",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("batch", models.PositiveSmallIntegerField(default=1, help_text="批次")),
                ("number", models.PositiveSmallIntegerField(help_text="序号")),
                ("name", models.CharField(help_text="事项名称", max_length=200)),
                ("department", models.CharField(blank=True, help_text="主管领域或部门", max_length=100)),
                ("due_on", models.DateField(help_text="完成期限")),
                ("matches", models.JSONField(default=list, help_text="目录中对应的事项名称；空为与目标同名")),
                ("note", models.CharField(blank=True, help_text="说明", max_length=200)),
                ("withdrawn_on", models.DateField(help_text="移出日期，空为在列", null=True)),
                ("entered_at", models.DateTimeField(help_text="录入时间")),
                ("entered_by", models.CharField(help_text="录入人", max_length=100)),
            ],
            options={
                "verbose_name": "跨省通办目标",
                "ordering": ("region_id", "batch", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("region", "batch", "number"), name="cross_target_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on", None)),
                        fields=("region", "name"),
                        name="cross_target_name_once",
                    ),
                ],
            },
        ),
    ]
