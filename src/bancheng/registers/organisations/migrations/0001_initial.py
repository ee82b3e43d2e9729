import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("day", models.DateField(help_text="日期", primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("holiday", "放假"), ("workday", "调休上班")], help_text="放假或上班", max_length=8
                    ),
                ),
                ("name", models.CharField(blank=True, help_text="节日名称", max_length=40)),
            ],
            options={
                "verbose_name": "工作日历日期",
                "ordering": ("day",),
            },
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(help_text="年份", primary_key=True, serialize=False)),
                ("official", models.BooleanField(default=False, help_text="是否已按国务院办公厅通知录入")),
                ("notice", models.CharField(blank=True, help_text="通知名称和文号", max_length=200)),
                ("entered_at", models.DateTimeField(help_text="录入时间", null=True)),
                ("entered_by", models.CharField(blank=True, help_text="录入人", max_length=100)),
            ],
            options={
                "verbose_name": "工作日历年度",
                "ordering": ("year",),
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("part", models.CharField(help_text="内容种类", max_length=20, primary_key=True, serialize=False)),
                ("mark", models.CharField(help_text="版本标记，内容变更时更换", max_length=16)),
            ],
            options={
                "verbose_name": "内容版本标记",
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "code",
                    models.CharField(help_text="十二位区划代码", max_length=12, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(help_text="名称", max_length=60)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "省（自治区、直辖市）"),
                            ("city", "市（州）"),
                            ("county", "县（市、区、行委）"),
                            ("town", "乡镇（街道）"),
                            ("village", "村（社区）"),
                        ],
                        help_text="层级",
                        max_length=10,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        help_text="上级区划",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.region",
                    ),
                ),
                ("served", models.BooleanField(default=False, help_text="是否在本平台提供服务（区划选择中列出）")),
                ("host", models.CharField(blank=True, help_text="专属域名；用它访问时默认进入本区划", max_length=100)),
                ("order", models.PositiveSmallIntegerField(default=100, help_text="排序，小的在前；最小的为默认区划")),
            ],
            options={
                "verbose_name": "区划",
                "ordering": ("code",),
                "indexes": [models.Index(fields=["level", "code"], name="region_by_level")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("host", ""), _negated=True), fields=("host",), name="region_host_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="全称", max_length=100)),
                ("short_name", models.CharField(blank=True, help_text="简称", max_length=60)),
                ("uscc", models.CharField(blank=True, help_text="统一社会信用代码；导入的照原样保存", max_length=40)),
                ("uscc_valid", models.BooleanField(default=False, help_text="信用代码校验是否通过")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("government", "人民政府"),
                            ("department", "政府组成部门"),
                            ("town", "乡镇（街道）"),
                            ("institution", "事业单位"),
                            ("service_centre", "政务服务中心"),
                            ("data_bureau", "大数据管理机构"),
                            ("public_enterprise", "公共企事业单位"),
                            ("other", "其他组织"),
                        ],
                        help_text="机构类别",
                        max_length=20,
                    ),
                ),
                (
                    "owner_type",
                    models.CharField(
                        choices=[("administrative", "行政机关"), ("public_enterprise", "公共企事业单位")],
                        default="administrative",
                        help_text="实施主体性质：行政机关或公共企事业单位",
                        max_length=20,
                    ),
                ),
                (
                    "function",
                    models.CharField(blank=True, help_text="职能类别代码，事项据此找到实施机关", max_length=40),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="所在区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="organisations.region",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="上级机构",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.organisation",
                    ),
                ),
                ("address", models.CharField(blank=True, help_text="办公地址", max_length=200)),
                ("hours", models.CharField(blank=True, help_text="对外服务时间", max_length=200)),
                ("phone", models.CharField(blank=True, help_text="咨询电话", max_length=60)),
                ("supervise_phone", models.CharField(blank=True, help_text="监督电话", max_length=60)),
                ("active", models.BooleanField(default=True, help_text="是否在用")),
                (
                    "seed_key",
                    models.CharField(
                        blank=True, help_text="装载方案时的标识；改名、调整后仍可认出同一机构", max_length=80
                    ),
                ),
            ],
            options={
                "verbose_name": "机构",
                "ordering": ("region_id", "id"),
                "indexes": [models.Index(fields=["function", "region"], name="organisation_by_function")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)), fields=("region", "name"), name="organisation_name_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("seed_key", ""), _negated=True),
                        fields=("seed_key",),
                        name="organisation_seed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Profile",
            fields=[
                (
                    "key",
                    models.SlugField(
                        help_text="方案代码，如 xinmi-2021", max_length=40, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(help_text="方案名称", max_length=100)),
                ("document", models.CharField(help_text="依据文件", max_length=200)),
                ("site_name", models.CharField(help_text="站点名称", max_length=60)),
                (
                    "script",
                    models.CharField(
                        choices=[("hans", "简体"), ("hant", "繁體")],
                        default="hans",
                        help_text="文书默认字形",
                        max_length=8,
                    ),
                ),
                ("branding", models.JSONField(default=dict, help_text="主办、承办、热线、标语等标识信息")),
                ("labels", models.JSONField(default=dict, help_text="本地用语")),
                ("in_force_from", models.DateField(help_text="施行日期")),
                (
                    "regions",
                    models.ManyToManyField(
                        help_text="适用的区划（含下级）", related_name="profiles", to="organisations.region"
                    ),
                ),
            ],
            options={
                "verbose_name": "地方方案",
                "ordering": ("key",),
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="机构",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="placements",
                        to="organisations.organisation",
                    ),
                ),
                ("name", models.CharField(help_text="当时的名称", max_length=100)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="当时的区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        help_text="当时的上级机构",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("valid_from", models.DateField(help_text="起始日期")),
                ("valid_to", models.DateField(help_text="截止日期（不含）", null=True)),
                ("reason", models.CharField(help_text="调整依据", max_length=200)),
            ],
            options={
                "verbose_name": "机构沿革",
                "ordering": ("organisation_id", "valid_from", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("organisation",),
                        name="placement_one_current",
                    ),
                    models.UniqueConstraint(fields=("organisation", "valid_from"), name="placement_day_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="placement_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Roster",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "profile",
                    models.ForeignKey(
                        help_text="所属方案",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rosters",
                        to="organisations.profile",
                    ),
                ),
                ("key", models.SlugField(help_text="名单代码", max_length=40)),
                ("name", models.CharField(help_text="名单名称", max_length=100)),
                ("basis", models.CharField(help_text="依据", max_length=200)),
            ],
            options={
                "verbose_name": "机构名单",
                "ordering": ("profile_id", "key"),
                "constraints": [models.UniqueConstraint(fields=("profile", "key"), name="roster_key_once")],
            },
        ),
        migrations.CreateModel(
            name="RosterPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "roster",
                    models.ForeignKey(
                        help_text="名单",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="organisations.roster",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="机构",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rosters",
                        to="organisations.organisation",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="序号，从 1 起")),
            ],
            options={
                "verbose_name": "名单机构",
                "ordering": ("roster_id", "number"),
                "constraints": [models.UniqueConstraint(fields=("roster", "organisation"), name="roster_place_once")],
            },
        ),
        migrations.CreateModel(
            name="RuleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="规则键，如 clock.warn_days", max_length=100)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="适用区划；空为全平台",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="organisations.region",
                    ),
                ),
                ("valid_from", models.DateField(help_text="生效日期")),
                ("value", models.JSONField(help_text="取值")),
                ("basis", models.CharField(blank=True, help_text="依据", max_length=200)),
                (
                    "profile",
                    models.ForeignKey(
                        help_text="来源方案",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="organisations.profile",
                    ),
                ),
                ("entered_at", models.DateTimeField(help_text="录入时间")),
                ("entered_by", models.CharField(help_text="录入人", max_length=100)),
            ],
            options={
                "verbose_name": "规则版本",
                "ordering": ("key", "region_id", "valid_from"),
                "constraints": [
                    models.UniqueConstraint(fields=("key", "region", "valid_from"), name="rule_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("region__isnull", True)),
                        fields=("key", "valid_from"),
                        name="rule_version_once_everywhere",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="所属机构",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="organisations.organisation",
                    ),
                ),
                ("code", models.CharField(help_text="岗位代码", max_length=40)),
                ("name", models.CharField(help_text="岗位名称", max_length=60)),
                ("kind", models.CharField(help_text="岗位类别：窗口、审查、审批、出件等", max_length=30)),
                ("active", models.BooleanField(default=True, help_text="是否在用")),
            ],
            options={
                "verbose_name": "岗位",
                "ordering": ("organisation_id", "code"),
                "constraints": [models.UniqueConstraint(fields=("organisation", "code"), name="post_code_once")],
            },
        ),
    ]
