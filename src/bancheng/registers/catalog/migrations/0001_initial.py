import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bancheng.ground.law.time


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "__first__"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BasicItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(help_text="十二位基本编码", max_length=12, unique=True)),
                ("name", models.CharField(help_text="事项名称", max_length=200)),
                ("main_item", models.CharField(blank=True, help_text="主项名称", max_length=200)),
                ("item_type", models.CharField(help_text="事项类型代码（GB/T 39046）", max_length=2)),
                (
                    "basis",
                    models.JSONField(
                        default=list, help_text="设定依据（Basis 列表）：四级四同的锁定要素，空为尚未核定"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "在用"), ("cancelled", "取消")],
                        default="active",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("cancelled_on", models.DateField(help_text="取消日期", null=True)),
            ],
            options={
                "verbose_name": "基本目录事项",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="MaterialType",
            fields=[
                ("code", models.CharField(help_text="材料代码", max_length=5, primary_key=True, serialize=False)),
                ("name", models.CharField(help_text="名称", max_length=200)),
                (
                    "kind",
                    models.CharField(help_text="材料类型：certificate 证照、form 表格文书、other 其他", max_length=12),
                ),
            ],
            options={
                "verbose_name": "材料目录",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Nature",
            fields=[
                ("code", models.SlugField(help_text="性质代码", max_length=30, primary_key=True, serialize=False)),
                ("label", models.CharField(help_text="名称", max_length=40, unique=True)),
                ("built_in", models.BooleanField(default=False, help_text="是否内置")),
                ("order", models.PositiveSmallIntegerField(default=100, help_text="排序")),
            ],
            options={
                "verbose_name": "事项性质",
                "ordering": ("order", "code"),
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.CharField(help_text="常用说法", max_length=40, unique=True)),
                ("means", models.JSONField(default=list, help_text="规范词")),
            ],
            options={
                "verbose_name": "同义词",
                "ordering": ("term",),
            },
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(help_text="渠道代码", max_length=40, unique=True)),
                ("label", models.CharField(help_text="渠道名称", max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[("own", "本平台页面"), ("feed", "外部订阅")],
                        help_text="own 本平台页面、feed 外部订阅",
                        max_length=10,
                    ),
                ),
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
                ("active", models.BooleanField(default=True, help_text="是否启用")),
                ("order", models.PositiveSmallIntegerField(default=100, help_text="排序")),
                (
                    "key_hash",
                    models.CharField(blank=True, help_text="渠道密钥的带密钥散列，空为未发放或者已收回", max_length=64),
                ),
                ("key_prefix", models.CharField(blank=True, help_text="密钥开头几位，用于辨认", max_length=20)),
                ("key_made_at", models.DateTimeField(help_text="密钥发放时间", null=True)),
                ("asked_at", models.DateTimeField(help_text="最近一次来取的时间（精确到十分钟）", null=True)),
            ],
            options={
                "verbose_name": "发布渠道",
                "ordering": ("order", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", "feed"), ("key_hash", ""), _connector="OR"),
                        name="channel_key_of_a_feed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("key_hash", ""), _negated=True),
                        fields=("key_hash",),
                        name="channel_key_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CodeSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("province", models.CharField(help_text="省级代码", max_length=2)),
                ("item_type", models.CharField(help_text="事项类型代码", max_length=2)),
                ("last", models.PositiveIntegerField(default=0, help_text="已用的最大主项序号")),
            ],
            options={
                "verbose_name": "赋码序列",
                "constraints": [models.UniqueConstraint(fields=("province", "item_type"), name="code_series_once")],
            },
        ),
        migrations.CreateModel(
            name="Element",
            fields=[
                ("code", models.CharField(help_text="数据元代码", max_length=60, primary_key=True, serialize=False)),
                ("label", models.CharField(help_text="名称", max_length=100)),
                ("kind", models.CharField(help_text="类型：text、choice、date、id_number 等", max_length=20)),
                ("unit", models.CharField(blank=True, help_text="单位", max_length=20)),
                ("max_length", models.PositiveIntegerField(help_text="最大长度", null=True)),
                ("options", models.JSONField(default=list, help_text="选项：value、label")),
                ("standard", models.CharField(blank=True, help_text="标准依据", max_length=100)),
                ("sensitive", models.BooleanField(default=False, help_text="是否敏感个人信息")),
                ("hint", models.CharField(blank=True, help_text="填写提示", max_length=300)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="登记它的地区；空为全平台的数据元",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("entered_at", models.DateTimeField(help_text="地方登记的时间", null=True)),
                ("entered_by", models.CharField(blank=True, help_text="地方登记人", max_length=100)),
            ],
            options={
                "verbose_name": "数据元",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="Facet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(help_text="分类：theme、life_event、group、organ_kind、hot_word", max_length=20),
                ),
                ("code", models.SlugField(help_text="代码", max_length=60)),
                ("label", models.CharField(help_text="名称", max_length=60)),
                ("audience", models.CharField(blank=True, help_text="person、legal、both", max_length=10)),
                ("order", models.PositiveSmallIntegerField(default=0, help_text="排序")),
            ],
            options={
                "verbose_name": "分类词",
                "ordering": ("kind", "order"),
                "constraints": [models.UniqueConstraint(fields=("kind", "code"), name="facet_once")],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("error", models.CharField(blank=True, help_text="失败原因", max_length=500)),
                ("started_by", models.CharField(help_text="发起人", max_length=100)),
                ("started_key", models.CharField(blank=True, help_text="发起人标识", max_length=80)),
                ("created_at", models.DateTimeField(help_text="发起时间")),
                ("finished_at", models.DateTimeField(help_text="结束时间", null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("items", "事项目录"), ("upstream", "上级清单")],
                        default="items",
                        help_text="导入什么",
                        max_length=10,
                    ),
                ),
                ("options", models.JSONField(default=dict, help_text="上级清单：清单、版本、施行日期、依据、是否整份")),
                ("file_name", models.CharField(help_text="文件名", max_length=200)),
                ("file_digest", models.CharField(help_text="文件摘要（SHA-256）", max_length=64)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="默认区划",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("mapping", models.JSONField(default=dict, help_text="列对应")),
                (
                    "state",
                    models.CharField(
                        choices=[("preview", "待确认"), ("running", "导入中"), ("done", "已完成"), ("failed", "失败")],
                        default="preview",
                        help_text="状态",
                        max_length=8,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, help_text="行数")),
                ("done", models.PositiveIntegerField(default=0, help_text="已处理行数")),
                ("notes", models.JSONField(default=list, help_text="关于整个文件的说明")),
                ("counts", models.JSONField(default=dict, help_text="各结果行数")),
            ],
            options={
                "verbose_name": "导入批次",
                "ordering": ("-id",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Interchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("error", models.CharField(blank=True, help_text="失败原因", max_length=500)),
                ("started_by", models.CharField(help_text="发起人", max_length=100)),
                ("started_key", models.CharField(blank=True, help_text="发起人标识", max_length=80)),
                ("created_at", models.DateTimeField(help_text="发起时间")),
                ("finished_at", models.DateTimeField(help_text="结束时间", null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("export", "导出目录档案"),
                            ("import", "导入目录档案"),
                            ("national", "导出国家交换表"),
                        ],
                        help_text="种类",
                        max_length=8,
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="区划，空为全部",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等待"), ("running", "进行中"), ("done", "已完成"), ("failed", "失败")],
                        default="waiting",
                        help_text="状态",
                        max_length=8,
                    ),
                ),
                ("options", models.JSONField(default=dict, help_text="选项")),
                ("file_name", models.CharField(blank=True, help_text="文件名", max_length=200)),
                ("file_digest", models.CharField(blank=True, help_text="文件摘要（SHA-256）", max_length=64)),
                ("file_size", models.BigIntegerField(default=0, help_text="文件字节数")),
                ("counts", models.JSONField(default=dict, help_text="各部分的行数")),
                ("notes", models.JSONField(default=list, help_text="冲突、遗漏和说明：code、where、sentence")),
            ],
            options={
                "verbose_name": "目录交换",
                "ordering": ("-id",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LintRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("error", models.CharField(blank=True, help_text="失败原因", max_length=500)),
                ("started_by", models.CharField(help_text="发起人", max_length=100)),
                ("started_key", models.CharField(blank=True, help_text="发起人标识", max_length=80)),
                ("created_at", models.DateTimeField(help_text="发起时间")),
                ("finished_at", models.DateTimeField(help_text="结束时间", null=True)),
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
                        help_text="机构，空为全部",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        default="both", help_text="检查什么：current 现行版本、draft 草稿、both 两者", max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等待"), ("running", "检查中"), ("done", "已完成"), ("failed", "失败")],
                        default="waiting",
                        help_text="状态",
                        max_length=8,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, help_text="应检查的指南数")),
                ("done", models.PositiveIntegerField(default=0, help_text="已检查的指南数")),
                ("sound", models.PositiveIntegerField(default=0, help_text="没有问题的指南数")),
                ("counts", models.JSONField(default=dict, help_text="各规则发现的问题数")),
            ],
            options={
                "verbose_name": "质检批次",
                "ordering": ("-id",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="种类：item 等", max_length=20)),
                ("key", models.CharField(help_text="标识", max_length=40)),
                ("title", models.CharField(help_text="标题", max_length=200)),
                ("summary", models.CharField(blank=True, help_text="摘要", max_length=300)),
                ("region_code", models.CharField(help_text="区划代码", max_length=12)),
                ("audience", models.CharField(blank=True, help_text="person、legal、both", max_length=10)),
                ("lighter", models.IntegerField(default=0, help_text="常用程度的相反数：越小越靠前")),
                (
                    "signs",
                    models.CharField(
                        blank=True, help_text="取值不多的分类：种类:代码，以空格隔开，前后各一个空格", max_length=300
                    ),
                ),
                ("title_text", models.CharField(help_text="归一后的标题", max_length=200)),
                ("text", models.TextField(help_text="归一后的全部检索文字")),
                ("syllables", models.TextField(blank=True, help_text="标题的拼音，逐音节以竖线分隔")),
                ("initials", models.CharField(blank=True, help_text="标题的拼音首字母", max_length=200)),
                ("terms", models.TextField(help_text="检索词元")),
                ("card", models.JSONField(default=dict, help_text="结果列表所示内容")),
            ],
            options={
                "verbose_name": "检索条目",
                "indexes": [
                    models.Index(fields=["region_code", "lighter", "id"], name="search_by_region"),
                    models.Index(fields=["lighter", "id"], name="search_by_weight"),
                    models.Index(
                        condition=models.Q(("kind", "item"), _negated=True),
                        fields=["kind", "id"],
                        name="search_other_kinds",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("key", "kind"), name="search_entry_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchFacet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        help_text="检索条目",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facets",
                        to="catalog.searchentry",
                    ),
                ),
                ("kind", models.CharField(help_text="分类", max_length=20)),
                ("code", models.CharField(help_text="代码", max_length=60)),
            ],
            options={
                "verbose_name": "检索分类",
                "indexes": [models.Index(fields=["kind", "code", "entry"], name="search_facet_find")],
                "constraints": [models.UniqueConstraint(fields=("entry", "kind", "code"), name="search_facet_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchMiss",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(help_text="归一后的搜索词", max_length=60)),
                ("asked", models.CharField(help_text="最近一次输入的原文", max_length=60)),
                ("region_code", models.CharField(help_text="区划代码", max_length=12)),
                ("times", models.PositiveIntegerField(default=0, help_text="次数")),
                ("first_on", models.DateField(help_text="第一次的日期")),
                ("last_on", models.DateField(help_text="最近一次的日期")),
                ("settled_at", models.DateTimeField(help_text="处理时间", null=True)),
                ("settled_by", models.CharField(blank=True, help_text="处理人", max_length=100)),
                ("remark", models.CharField(blank=True, help_text="处理说明", max_length=200)),
            ],
            options={
                "verbose_name": "无结果搜索",
                "ordering": ("-times", "-last_on", "id"),
                "indexes": [models.Index(fields=["region_code", "-times"], name="search_miss_by_region")],
                "constraints": [models.UniqueConstraint(fields=("text", "region_code"), name="search_miss_once")],
            },
        ),
        migrations.CreateModel(
            name="UniformityRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("error", models.CharField(blank=True, help_text="失败原因", max_length=500)),
                ("started_by", models.CharField(help_text="发起人", max_length=100)),
                ("started_key", models.CharField(blank=True, help_text="发起人标识", max_length=80)),
                ("created_at", models.DateTimeField(help_text="发起时间")),
                ("finished_at", models.DateTimeField(help_text="结束时间", null=True)),
                ("province", models.CharField(help_text="省级代码", max_length=2)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "等待"), ("running", "比对中"), ("done", "已完成"), ("failed", "失败")],
                        default="waiting",
                        help_text="状态",
                        max_length=8,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, help_text="应比对的指南数")),
                ("done", models.PositiveIntegerField(default=0, help_text="已比对的指南数")),
                ("matters", models.PositiveIntegerField(default=0, help_text="已比对的基本目录事项数")),
                ("counts", models.JSONField(default=dict, help_text="各要素不一致的指南数")),
            ],
            options={
                "verbose_name": "统一性比对",
                "ordering": ("-id",),
                "abstract": False,
                "indexes": [models.Index(fields=["province", "-id"], name="uniformity_by_province")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "running"))),
                        fields=("province",),
                        name="uniformity_one_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UpstreamEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.CharField(
                        choices=[("licences", "行政许可事项清单"), ("powers", "权责清单")],
                        help_text="所在清单",
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(help_text="清单中的编码", max_length=40)),
                ("name", models.CharField(help_text="清单中的名称", max_length=200)),
                ("organ", models.CharField(blank=True, help_text="主管部门或者行使主体", max_length=200)),
                ("implementer", models.CharField(blank=True, help_text="实施机关", max_length=300)),
                ("basis", models.CharField(blank=True, help_text="清单所列依据", max_length=500)),
                ("edition", models.CharField(help_text="清单版本，例如 2023 年版", max_length=40)),
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
                    "state",
                    models.CharField(
                        choices=[("active", "在列"), ("cancelled", "取消")],
                        default="active",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("changed_on", models.DateField(help_text="最近一次变动的日期", null=True)),
                ("remark", models.CharField(blank=True, help_text="最近一次变动的内容或者依据", max_length=300)),
                (
                    "basics",
                    models.ManyToManyField(
                        blank=True, help_text="对应的基本目录事项", related_name="upstream", to="catalog.basicitem"
                    ),
                ),
            ],
            options={
                "verbose_name": "上级清单条目",
                "ordering": ("list", "code"),
                "constraints": [models.UniqueConstraint(fields=("list", "region", "code"), name="upstream_entry_once")],
            },
        ),
        migrations.CreateModel(
            name="ImplementationItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basic",
                    models.ForeignKey(
                        blank=True,
                        help_text="基本目录事项；空为待赋码",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="implementations",
                        to="catalog.basicitem",
                    ),
                ),
                ("code", models.CharField(blank=True, help_text="三十一位实施编码", max_length=31)),
                ("local_code", models.CharField(blank=True, help_text="地方实施编码", max_length=100)),
                ("name", models.CharField(help_text="事项名称", max_length=200)),
                ("main_item", models.CharField(blank=True, help_text="主项名称", max_length=200)),
                ("item_type", models.CharField(help_text="事项类型代码", max_length=2)),
                (
                    "nature",
                    models.ForeignKey(
                        help_text="事项性质",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="catalog.nature",
                    ),
                ),
                ("use_level", models.CharField(default="4", help_text="行使层级代码", max_length=1)),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="实施主体",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="实施区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="organisations.region",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "编制中"),
                            ("published", "在用"),
                            ("suspended", "暂停"),
                            ("cancelled", "取消"),
                        ],
                        default="draft",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, help_text="来源：demo、import 等", max_length=40)),
                ("source_key", models.CharField(blank=True, help_text="来源中的标识", max_length=120)),
                ("weight", models.PositiveIntegerField(default=0, help_text="常用程度，影响排序")),
                ("volume", models.PositiveIntegerField(default=0, help_text="近一年办件量，每夜统计，影响排序")),
                ("icon", models.CharField(blank=True, help_text="首页常用事项的图标名称（Tabler）", max_length=40)),
                (
                    "off_platform",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("law", "法律法规另有规定"),
                            ("secret", "涉及国家秘密、国家安全"),
                            ("site", "场地有特殊要求"),
                        ],
                        help_text="不上平台的法定例外，空为应上平台（应上尽上，CAT-41）",
                        max_length=10,
                    ),
                ),
                ("off_platform_reason", models.CharField(blank=True, help_text="例外的理由和依据", max_length=300)),
                ("cancelled_on", models.DateField(help_text="取消日期：自这一天起不再办理", null=True)),
                ("cancelled_reason", models.CharField(blank=True, help_text="取消依据", max_length=200)),
                ("updated_at", models.DateTimeField(help_text="更新时间")),
                (
                    "listed_at",
                    models.DateTimeField(
                        default=bancheng.ground.law.time.now,
                        help_text="现行版本或者状态最近变动的时间，发布渠道按它取用",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True,
                        help_text="现行版本的主题、人生事件、人群：种类:代码，以空格隔开，前后各一个空格",
                        max_length=1500,
                    ),
                ),
            ],
            options={
                "verbose_name": "实施清单事项",
                "ordering": ("region_id", "organisation_id", "id"),
                "indexes": [
                    models.Index(fields=["region", "state"], name="item_by_region"),
                    models.Index(fields=["organisation", "state"], name="item_by_organ"),
                    models.Index(fields=["listed_at", "id"], name="item_by_listing"),
                    models.Index(
                        fields=["region", "organisation", "state", "item_type", "nature", "use_level", "words"],
                        name="item_by_place",
                    ),
                    models.Index(
                        fields=["item_type", "nature", "use_level", "words", "region", "organisation", "state"],
                        name="item_by_kind",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True), fields=("code",), name="item_code_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("local_code", ""), _negated=True),
                        fields=("region", "local_code"),
                        name="item_local_code_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_key", ""), _negated=True),
                        fields=("source", "source_key", "region"),
                        name="item_source_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuideVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        help_text="事项",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="catalog.implementationitem",
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="版本号")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("published", "已发布"), ("withdrawn", "已撤下")],
                        default="draft",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("body", models.JSONField(help_text="编写内容（GuideBody）")),
                ("document", models.JSONField(help_text="发布文档（GuideDocument）", null=True)),
                ("digest", models.CharField(blank=True, help_text="发布文档的 SM3 摘要", max_length=64)),
                ("effective_from", models.DateField(help_text="施行日期", null=True)),
                ("published_at", models.DateTimeField(help_text="发布时间", null=True)),
                ("published_by", models.CharField(blank=True, help_text="发布人", max_length=100)),
                ("withdrawn_at", models.DateTimeField(help_text="撤下时间", null=True)),
                ("withdrawn_reason", models.CharField(blank=True, help_text="撤下原因", max_length=200)),
                ("created_at", models.DateTimeField(help_text="创建时间")),
                ("created_by", models.CharField(help_text="编写人", max_length=100)),
                ("revision", models.PositiveIntegerField(default=1, help_text="草稿修订号，防止相互覆盖")),
            ],
            options={
                "verbose_name": "指南版本",
                "ordering": ("item_id", "-number"),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="guide_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")), fields=("item",), name="guide_one_draft"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("document__isnull", False), models.Q(("digest", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="guide_published_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChannelFetch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.ForeignKey(
                        help_text="渠道",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fetches",
                        to="catalog.channel",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        help_text="事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fetches",
                        to="catalog.implementationitem",
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="取走的版本号，0 为已告知下架")),
                ("digest", models.CharField(blank=True, help_text="取走的文档摘要，下架的为空", max_length=64)),
                ("fetched_at", models.DateTimeField(help_text="取走时间")),
            ],
            options={
                "verbose_name": "渠道取用",
                "constraints": [models.UniqueConstraint(fields=("channel", "item"), name="channel_fetch_once")],
            },
        ),
        migrations.CreateModel(
            name="ItemChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="公告编号", max_length=24, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("take_over", "承接"), ("hand_down", "下放"), ("cancel", "取消"), ("adjust", "调整")],
                        help_text="变更方式",
                        max_length=10,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        help_text="变更的事项",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="变更事项的区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("on", models.DateField(help_text="变更生效日期")),
                ("basis", models.CharField(help_text="变更依据：文件名称和文号", max_length=300)),
                ("notice", models.TextField(help_text="公告正文")),
                ("recorded_at", models.DateTimeField(help_text="登记时间")),
                ("recorded_by", models.CharField(help_text="登记人", max_length=100)),
                (
                    "details",
                    models.JSONField(
                        default=dict,
                        help_text="细节：closing 停办的事项，versions 为此发布的指南版本，elements 调整的要素",
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(help_text="撤回时间；只能在生效日期之前撤回", null=True)),
                ("withdrawn_by", models.CharField(blank=True, help_text="撤回人", max_length=100)),
                ("withdrawn_reason", models.CharField(blank=True, help_text="撤回原因", max_length=200)),
                (
                    "opened",
                    models.ManyToManyField(
                        blank=True,
                        help_text="由此新设的事项（承接、下放的接收方）",
                        related_name="opened_by",
                        to="catalog.implementationitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "事项变更",
                "ordering": ("-recorded_at", "-id"),
                "indexes": [models.Index(fields=["region", "-recorded_at"], name="item_change_by_region")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True), name="item_change_with_basis"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        help_text="事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to="catalog.implementationitem",
                    ),
                ),
                ("source", models.CharField(help_text="由什么引起：upstream、basic、suspicion 等", max_length=20)),
                ("key", models.CharField(help_text="引起复核的条目，同一条目未办结前只提一次", max_length=120)),
                ("reason", models.CharField(help_text="复核原因", max_length=500)),
                ("raised_at", models.DateTimeField(help_text="提出时间")),
                ("closed_at", models.DateTimeField(help_text="办结时间", null=True)),
                ("closed_by", models.CharField(blank=True, help_text="办结人", max_length=100)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "无须调整"), ("changed", "已调整"), ("cancelled", "已取消事项")],
                        help_text="复核结论",
                        max_length=10,
                    ),
                ),
                ("remark", models.CharField(blank=True, help_text="结论说明", max_length=500)),
            ],
            options={
                "verbose_name": "事项复核",
                "ordering": ("-raised_at", "-id"),
                "indexes": [
                    models.Index(condition=models.Q(("closed_at", None)), fields=["item"], name="item_review_open")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("item", "source", "key"),
                        name="item_review_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LintRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        help_text="批次",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="catalog.lintrun",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        help_text="事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                ("version", models.PositiveIntegerField(help_text="版本号，空为草稿", null=True)),
                ("path", models.CharField(help_text="在指南中的位置", max_length=200)),
                ("code", models.CharField(help_text="规则代码", max_length=40)),
                ("severity", models.CharField(help_text="block 不得发布、warn 提醒", max_length=5)),
                ("sentence", models.CharField(help_text="问题", max_length=1000)),
                ("phrase", models.CharField(blank=True, help_text="有问题的词句", max_length=200)),
                ("article", models.CharField(blank=True, help_text="依据条款", max_length=200)),
                ("mend", models.CharField(blank=True, help_text="怎样改", max_length=500)),
            ],
            options={
                "verbose_name": "质检发现",
                "ordering": ("run_id", "id"),
                "indexes": [models.Index(fields=["run", "code"], name="lint_row_by_code")],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        help_text="事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="submissions",
                        to="catalog.implementationitem",
                    ),
                ),
                ("revision", models.PositiveIntegerField(help_text="送审的草稿修订号")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待审核"),
                            ("recalled", "已撤回"),
                            ("returned", "退回修改"),
                            ("published", "已发布"),
                        ],
                        default="waiting",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, help_text="送审说明", max_length=500)),
                ("submitted_at", models.DateTimeField(help_text="送审时间")),
                ("submitted_by", models.CharField(help_text="送审人", max_length=100)),
                (
                    "submitter",
                    models.ForeignKey(
                        help_text="送审人的账号",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(help_text="撤回、退回或者发布的时间", null=True)),
                ("answered_by", models.CharField(blank=True, help_text="撤回、退回或者发布的人", max_length=100)),
                ("answer", models.CharField(blank=True, help_text="退回原因，或者为什么撤回", max_length=500)),
            ],
            options={
                "verbose_name": "送审",
                "ordering": ("-id",),
                "indexes": [models.Index(fields=["item", "-id"], name="submission_by_item")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("item",), name="submission_waits_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="submission_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer", ""), ("state", "returned"), _negated=True),
                        name="submission_returned_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UniformityRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        help_text="比对",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="catalog.uniformityrun",
                    ),
                ),
                (
                    "basic",
                    models.ForeignKey(
                        help_text="基本目录事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.basicitem",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        help_text="不一致的事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "element",
                    models.CharField(
                        help_text="要素：requirements、audience、stages、materials、statutory、results", max_length=20
                    ),
                ),
                ("here", models.TextField(help_text="本地内容")),
                ("there", models.TextField(help_text="参照内容")),
                ("by_rank", models.BooleanField(help_text="参照是否为最高层级机关的指南；否则为多数指南的内容")),
                (
                    "reference",
                    models.ForeignKey(
                        help_text="参照的事项",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "统一性差异",
                "ordering": ("run_id", "id"),
                "indexes": [models.Index(fields=["run", "element", "id"], name="uniformity_by_element")],
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        help_text="批次",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="catalog.importrun",
                    ),
                ),
                ("line", models.PositiveIntegerField(help_text="文件行号")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken", "已导入"),
                            ("unchanged", "无变化"),
                            ("repaired", "已修正导入"),
                            ("warned", "导入但需核对"),
                            ("refused", "未导入"),
                            ("changed", "有变动"),
                            ("removed", "清单已取消"),
                        ],
                        help_text="结果",
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, help_text="事项名称", max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        help_text="对应事项",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        help_text="对应的上级清单条目",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalog.upstreamentry",
                    ),
                ),
                ("reasons", models.JSONField(default=list, help_text="原因：代码和说明")),
            ],
            options={
                "verbose_name": "导入明细",
                "ordering": ("run_id", "line"),
                "indexes": [models.Index(fields=["run", "outcome"], name="import_row_outcome")],
                "constraints": [models.UniqueConstraint(fields=("run", "line"), name="import_row_once")],
            },
        ),
        migrations.AddField(
            model_name="ImplementationItem",
            name="current",
            field=models.OneToOneField(
                help_text="现行指南版本",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current_of",
                to="catalog.guideversion",
            ),
        ),
    ]
