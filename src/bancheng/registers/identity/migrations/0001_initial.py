import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NaturalPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="姓名", max_length=50)),
                ("id_number", models.BinaryField(help_text="公民身份号码（加密）")),
                ("id_lookup", models.CharField(help_text="公民身份号码的带密钥散列", max_length=64, unique=True)),
                ("id_masked", models.CharField(help_text="公民身份号码（脱敏）", max_length=18)),
                ("phone", models.BinaryField(help_text="手机号码（加密）", null=True)),
                (
                    "phone_lookup",
                    models.CharField(blank=True, db_index=True, help_text="手机号码的带密钥散列", max_length=64),
                ),
                ("phone_masked", models.CharField(blank=True, help_text="手机号码（脱敏）", max_length=20)),
                (
                    "assurance",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "未核验"), (1, "手机号核验"), (2, "实名核验"), (3, "实人核验")],
                        default=0,
                        help_text="实名等级",
                    ),
                ),
                ("created_at", models.DateTimeField(help_text="登记时间")),
            ],
            options={
                "verbose_name": "自然人",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("assurance__lte", 3)), name="person_assurance_known")
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uscc", models.CharField(help_text="统一社会信用代码", max_length=18, unique=True)),
                ("name", models.CharField(help_text="名称", max_length=120)),
                (
                    "kind",
                    models.CharField(
                        default="2", help_text="服务对象代码：2 企业 3 事业 4 社会组织 6 其他", max_length=2
                    ),
                ),
                (
                    "representative",
                    models.ForeignKey(
                        help_text="法定代表人（负责人）",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="represents",
                        to="identity.naturalperson",
                    ),
                ),
                ("created_at", models.DateTimeField(help_text="登记时间")),
            ],
            options={
                "verbose_name": "法人",
            },
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(help_text="用途：注册、重置密码", max_length=30)),
                ("target_lookup", models.CharField(db_index=True, help_text="接收对象的带密钥散列", max_length=64)),
                ("code_hash", models.CharField(help_text="验证码的带密钥散列", max_length=64)),
                ("expires_at", models.DateTimeField(help_text="失效时间")),
                ("tries", models.PositiveSmallIntegerField(default=0, help_text="已试次数")),
                ("used_at", models.DateTimeField(help_text="使用时间", null=True)),
                ("created_at", models.DateTimeField(help_text="生成时间")),
            ],
            options={
                "verbose_name": "一次性验证码",
                "indexes": [models.Index(fields=["expires_at"], name="code_expiry")],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="工号", max_length=40, unique=True)),
                ("name", models.CharField(help_text="姓名", max_length=50)),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="所在单位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="organisations.organisation",
                    ),
                ),
                ("title", models.CharField(blank=True, help_text="职务", max_length=60)),
                ("active", models.BooleanField(default=True, help_text="是否在岗")),
            ],
            options={
                "verbose_name": "工作人员",
                "ordering": ("organisation_id", "number"),
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "login",
                    models.CharField(
                        help_text="登录名：工作人员为小写的工号，个人为身份号码的散列", max_length=80, unique=True
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        help_text="自然人",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="identity.naturalperson",
                    ),
                ),
                (
                    "staff",
                    models.OneToOneField(
                        help_text="工作人员",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="account",
                        to="identity.staff",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, help_text="是否可用")),
                ("must_change_password", models.BooleanField(default=False, help_text="下次登录须改密码")),
                ("created_at", models.DateTimeField(help_text="创建时间")),
            ],
            options={
                "verbose_name": "账号",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", False), ("staff__isnull", True)),
                            models.Q(("person__isnull", True), ("staff__isnull", False)),
                            _connector="OR",
                        ),
                        name="account_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        help_text="账号",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(help_text="名称：用在哪里", max_length=60)),
                ("secret_hash", models.CharField(help_text="令牌的带密钥散列", max_length=64, unique=True)),
                ("prefix", models.CharField(help_text="令牌开头几位，用于辨认", max_length=16)),
                ("created_at", models.DateTimeField(help_text="创建时间")),
                ("expires_at", models.DateTimeField(help_text="失效时间")),
                ("last_used_at", models.DateTimeField(help_text="最近使用时间（精确到小时）", null=True)),
                ("revoked_at", models.DateTimeField(help_text="停用时间", null=True)),
            ],
            options={
                "verbose_name": "访问令牌",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))), name="token_ends_after_start"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "account",
                    models.ForeignKey(
                        help_text="账号",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("list", models.CharField(help_text="列表：items、todo 等", max_length=30)),
                ("title", models.CharField(help_text="名称", max_length=20)),
                ("query", models.CharField(help_text="筛选条件，即列表地址里问号以后的部分", max_length=1000)),
                ("place", models.PositiveSmallIntegerField(help_text="排列顺序，小的在前")),
                ("first", models.BooleanField(default=False, help_text="打开列表时先看它")),
            ],
            options={
                "verbose_name": "常用筛选",
                "ordering": ("account_id", "list", "place", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("account", "list", "title"), name="kept_filter_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("first", True)), fields=("account", "list"), name="kept_filter_one_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("query", ""), _negated=True)
                        ),
                        name="kept_filter_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Operator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "legal_person",
                    models.ForeignKey(
                        help_text="法人",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operators",
                        to="identity.legalperson",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="经办人",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operates",
                        to="identity.naturalperson",
                    ),
                ),
                ("valid_from", models.DateField(help_text="授权起始日")),
                ("valid_to", models.DateField(help_text="授权截止日（含）", null=True)),
                ("granted_by", models.CharField(help_text="授权人", max_length=100)),
            ],
            options={
                "verbose_name": "法人经办人",
                "constraints": [
                    models.UniqueConstraint(fields=("legal_person", "person", "valid_from"), name="operator_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PostPower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        help_text="岗位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="powers",
                        to="organisations.post",
                    ),
                ),
                (
                    "power",
                    models.CharField(
                        choices=[
                            ("accept", "受理"),
                            ("review", "审查"),
                            ("decide", "决定"),
                            ("issue", "颁发"),
                            ("deliver", "送达"),
                        ],
                        help_text="权限：受理、审查、决定、颁发、送达",
                        max_length=10,
                    ),
                ),
                ("basis", models.CharField(help_text="授权依据", max_length=200)),
                ("valid_from", models.DateField(help_text="起始日")),
                ("valid_to", models.DateField(help_text="截止日（含）；空为长期", null=True)),
                ("granted_by", models.CharField(help_text="授权人", max_length=100)),
                ("revoked_at", models.DateTimeField(help_text="收回时间", null=True)),
            ],
            options={
                "verbose_name": "首席代表授权",
                "ordering": ("post_id", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("revoked_at", None)), fields=["post", "power"], name="power_of_post"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="power_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("power__in", ["accept", "review", "decide", "issue", "deliver"])),
                        name="power_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True), ("valid_to__isnull", True)),
                        fields=("post", "power"),
                        name="power_once_without_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "staff",
                    models.ForeignKey(
                        help_text="工作人员",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to="identity.staff",
                    ),
                ),
                ("role", models.CharField(help_text="角色代码", max_length=40)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="范围：区划（含下级）；空为全平台",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="范围：只限某机构",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("valid_from", models.DateField(help_text="起始日")),
                ("valid_to", models.DateField(help_text="截止日（含）", null=True)),
                ("granted_by", models.CharField(help_text="授予人", max_length=100)),
            ],
            options={
                "verbose_name": "角色授予",
                "indexes": [models.Index(fields=["staff", "role"], name="role_by_staff")],
            },
        ),
        migrations.CreateModel(
            name="PostHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "post",
                    models.ForeignKey(
                        help_text="岗位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="organisations.post",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        help_text="工作人员",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="identity.staff",
                    ),
                ),
                (
                    "ab",
                    models.CharField(
                        choices=[("A", "A 角"), ("B", "B 角")], default="A", help_text="A 角或 B 角", max_length=1
                    ),
                ),
                ("valid_from", models.DateField(help_text="起始日")),
                ("valid_to", models.DateField(help_text="截止日（含）", null=True)),
            ],
            options={
                "verbose_name": "任岗",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="holding_in_order",
                    ),
                    models.CheckConstraint(condition=models.Q(("ab__in", ["A", "B"])), name="holding_a_or_b"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to__isnull", True)),
                        fields=("post", "ab"),
                        name="post_one_holder_each",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "staff",
                    models.ForeignKey(
                        help_text="工作人员",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leaves",
                        to="identity.staff",
                    ),
                ),
                ("starts", models.DateField(help_text="起始日")),
                ("ends", models.DateField(help_text="截止日（含）")),
                ("reason", models.CharField(blank=True, help_text="事由", max_length=100)),
            ],
            options={
                "verbose_name": "请假",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("ends__gte", models.F("starts"))), name="leave_in_order")
                ],
            },
        ),
    ]
