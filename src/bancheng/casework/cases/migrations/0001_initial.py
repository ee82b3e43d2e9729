import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0002_search_and_guard"),
        ("identity", "0001_initial"),
        ("licences", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DemoCredit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(help_text="报送编号", max_length=80, unique=True)),
                ("subject_hash", models.CharField(db_index=True, help_text="主体标识的密钥散列", max_length=64)),
                ("breached", models.BooleanField(help_text="是否未履行承诺")),
                ("barred_until", models.DateField(help_text="未履行的，不再适用告知承诺到哪一天（含）", null=True)),
                ("received_at", models.DateTimeField(help_text="收到时间")),
            ],
            options={
                "verbose_name": "演示信用记录",
            },
        ),
        migrations.CreateModel(
            name="DemoShipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.CharField(help_text="下单编号", max_length=32, unique=True)),
                ("tracking", models.CharField(help_text="运单号", max_length=40, unique=True)),
                ("signatory", models.CharField(help_text="签收人（脱敏）", max_length=60)),
                ("booked_at", models.DateTimeField(help_text="下单时间")),
                ("returned_at", models.DateTimeField(help_text="退回时间", null=True)),
            ],
            options={
                "verbose_name": "演示快递单",
            },
        ),
        migrations.CreateModel(
            name="BatchAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(help_text="步骤", max_length=24)),
                ("label", models.CharField(help_text="步骤名称", max_length=30)),
                ("by", models.CharField(help_text="办理人标识", max_length=80)),
                ("by_name", models.CharField(help_text="办理人姓名", max_length=100)),
                ("at", models.DateTimeField(help_text="办理时间")),
                ("lines", models.JSONField(default=list, help_text="逐件：number、applicant、item、done、sentence")),
            ],
            options={
                "verbose_name": "成批办理记录",
                "indexes": [models.Index(fields=["by", "-id"], name="batch_by_person")],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="办件标识（随机），用于网址和日志", max_length=32, unique=True)),
                ("number", models.CharField(help_text="统一受理号；草稿没有", max_length=26, null=True, unique=True)),
                ("query_code", models.BinaryField(help_text="查询码（加密）", null=True)),
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
                    "guide_version",
                    models.ForeignKey(
                        help_text="所依据的指南版本",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.guideversion",
                    ),
                ),
                ("item_name", models.CharField(help_text="事项名称", max_length=200)),
                (
                    "handling",
                    models.CharField(
                        choices=[("instant", "即办件"), ("promised", "承诺件")], help_text="办件类型", max_length=10
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
                    "region",
                    models.ForeignKey(
                        help_text="实施机关所在区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
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
                        help_text="申请人（法人和其他组织）",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.legalperson",
                    ),
                ),
                (
                    "filer",
                    models.ForeignKey(
                        help_text="办理人",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.naturalperson",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("self", "本人办理"),
                            ("representative", "法定代表人（负责人）办理"),
                            ("operator", "单位经办人办理"),
                            ("agent", "受委托代办"),
                        ],
                        default="self",
                        help_text="办理人以什么身份办理",
                        max_length=20,
                    ),
                ),
                ("applicant_name", models.CharField(help_text="申请人姓名或名称", max_length=120)),
                ("applicant_masked", models.CharField(blank=True, help_text="申请人证件号码（脱敏）", max_length=20)),
                (
                    "channel",
                    models.CharField(
                        choices=[("portal", "网上"), ("window", "窗口"), ("api", "接口")],
                        default="portal",
                        help_text="申请来自哪个渠道",
                        max_length=10,
                    ),
                ),
                ("identity_method", models.CharField(blank=True, help_text="窗口核验身份的方式", max_length=40)),
                (
                    "part_of",
                    models.CharField(
                        blank=True, default="", help_text="属于哪个一件事办件（它的标识）；空为单独申请", max_length=32
                    ),
                ),
                ("trial", models.BooleanField(default=False, help_text="走流程体验：不进统计，不对外产生效力")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "已提交"),
                            ("pre_reviewed", "预审通过"),
                            ("supplement_requested", "待补正"),
                            ("withdrawn", "已撤回"),
                            ("accepted", "已受理"),
                            ("not_accepted", "不予受理"),
                            ("under_review", "审查中"),
                            ("suspended", "特别程序中"),
                            ("terminated", "已终止"),
                            ("decided", "已决定"),
                            ("delivered", "已送达"),
                            ("collected", "已领取"),
                            ("closed", "已办结"),
                            ("revoked", "已撤销"),
                        ],
                        default="draft",
                        help_text="状态",
                        max_length=24,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("granted", "准予"), ("refused", "不予")],
                        help_text="决定结果",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, help_text="版本号：每办一步加一，过期页面据此发现")),
                ("answers", models.JSONField(default=dict, help_text="情形答案：数据元代码对答案")),
                (
                    "form",
                    models.BinaryField(help_text="表单内容（加密的 JSON）：数据元代码对值、来源、时间", null=True),
                ),
                ("created_at", models.DateTimeField(help_text="开始填写时间")),
                ("saved_at", models.DateTimeField(help_text="最后保存时间")),
                ("submitted_at", models.DateTimeField(help_text="首次提交时间", null=True)),
                (
                    "received_on",
                    models.DateField(help_text="收到申请材料（最近一次补正）的日期，受理时限从这天起算", null=True),
                ),
                ("accepted_at", models.DateTimeField(help_text="受理时间", null=True)),
                ("tolerated", models.BooleanField(default=False, help_text="是否容缺受理")),
                ("committed", models.BooleanField(default=False, help_text="是否告知承诺办理")),
                ("pre_reviewed_at", models.DateTimeField(help_text="预审通过时间", null=True)),
                ("extension_days", models.PositiveSmallIntegerField(default=0, help_text="批准延长的工作日数")),
                ("accepted_on", models.DateField(help_text="办理时限从这天起算；视为受理的为收件日", null=True)),
                ("deemed", models.BooleanField(default=False, help_text="是否逾期未告知而视为受理")),
                ("decided_at", models.DateTimeField(help_text="作出决定时间", null=True)),
                ("delivered_at", models.DateTimeField(help_text="送达时间", null=True)),
                (
                    "undelivered_told",
                    models.BooleanField(default=False, help_text="已发出超过十日没有颁发、送达的事件"),
                ),
                ("collected_at", models.DateTimeField(help_text="领取时间", null=True)),
                ("closed_at", models.DateTimeField(help_text="办结（或终止）时间", null=True)),
                ("unclaimed", models.BooleanField(default=False, help_text="没有登记领取就办结")),
                ("collected_by", models.CharField(blank=True, help_text="领取人姓名", max_length=60)),
                ("collected_masked", models.CharField(blank=True, help_text="领取人证件号码（脱敏）", max_length=20)),
                ("collected_method", models.CharField(blank=True, help_text="核验领取人身份的方式", max_length=40)),
                (
                    "delivery",
                    models.CharField(
                        choices=[("electronic", "电子送达"), ("window", "窗口领取"), ("post", "邮寄送达")],
                        default="electronic",
                        help_text="结果送达方式",
                        max_length=10,
                    ),
                ),
                (
                    "clock",
                    models.CharField(
                        blank=True,
                        choices=[("", "不计时"), ("acceptance", "受理时限"), ("decision", "承诺办结时限")],
                        default="",
                        help_text="正在走的时限",
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(help_text="正在走的时限的最后一天", null=True)),
                (
                    "statutory_due_on",
                    models.DateField(help_text="法定办结时限的最后一天；法律没有规定的为空", null=True),
                ),
                ("warn_at", models.DateTimeField(help_text="预警时刻", null=True)),
                ("due_at", models.DateTimeField(help_text="到期时刻：最后一天结束", null=True)),
                ("statutory_due_at", models.DateTimeField(help_text="法定时限到期时刻", null=True)),
                (
                    "flag",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "正常"), (1, "已预警"), (2, "已逾期")],
                        default=0,
                        help_text="已发出的时限事件：预警、逾期",
                    ),
                ),
                ("statutory_passed", models.BooleanField(default=False, help_text="已发出超过法定时限的事件")),
                ("last_verb", models.CharField(blank=True, help_text="最近一步", max_length=30)),
                ("last_by", models.CharField(blank=True, help_text="最近一步由谁办理", max_length=100)),
                ("last_at", models.DateTimeField(help_text="最近一步的时间", null=True)),
            ],
            options={
                "verbose_name": "办件",
                "indexes": [
                    models.Index(
                        condition=models.Q(models.Q(("clock", ""), _negated=True), ("flag", 0)),
                        fields=["warn_at"],
                        name="case_to_warn",
                    ),
                    models.Index(
                        condition=models.Q(models.Q(("clock", ""), _negated=True), ("flag__lt", 2)),
                        fields=["due_at"],
                        name="case_to_pass",
                    ),
                    models.Index(
                        condition=models.Q(("clock", "decision"), ("statutory_passed", False)),
                        fields=["statutory_due_at"],
                        name="case_to_pass_statutory",
                    ),
                    models.Index(
                        condition=models.Q(("clock", ""), _negated=True),
                        fields=["due_at", "id"],
                        name="case_running_due",
                    ),
                    models.Index(
                        condition=models.Q(("clock", ""), _negated=True),
                        fields=["organisation", "due_at", "id"],
                        name="case_running_organ",
                    ),
                    models.Index(fields=["organisation", "-id"], name="case_by_organ"),
                    models.Index(fields=["region", "-id"], name="case_by_region"),
                    models.Index(fields=["applicant", "-id"], name="case_by_applicant"),
                    models.Index(fields=["legal_person", "-id"], name="case_by_legal_person"),
                    models.Index(fields=["filer", "-id"], name="case_by_filer"),
                    models.Index(
                        condition=models.Q(("part_of", ""), _negated=True), fields=["part_of"], name="case_part_of"
                    ),
                    models.Index(
                        condition=models.Q(("state", "delivered")), fields=["delivered_at"], name="case_unclaimed"
                    ),
                    models.Index(
                        condition=models.Q(("state", "decided"), ("undelivered_told", False)),
                        fields=["decided_at"],
                        name="case_undelivered",
                    ),
                    models.Index(condition=models.Q(("state", "draft")), fields=["saved_at"], name="case_draft"),
                    models.Index(
                        condition=models.Q(("state", "pre_reviewed")),
                        fields=["pre_reviewed_at"],
                        name="case_pre_reviewed",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                ("number__isnull", False),
                                ("received_on__isnull", False),
                                ("submitted_at__isnull", False),
                                models.Q(
                                    models.Q(("applicant__isnull", False), ("legal_person__isnull", True)),
                                    models.Q(("applicant__isnull", True), ("legal_person__isnull", False)),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="case_of_one_applicant",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("clock", ""),
                            models.Q(("due_at__isnull", False), ("due_on__isnull", False), ("warn_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="case_running_clock_is_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["decided", "delivered", "collected", "closed", "revoked"]), _negated=True
                            ),
                            models.Q(("decided_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="case_decided_has_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assistance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="协助标识（随机），用于网址", max_length=32, unique=True)),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件（草稿）",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assistances",
                        to="cases.case",
                    ),
                ),
                ("code_hash", models.CharField(help_text="邀请码的密钥散列", max_length=64)),
                ("invited_at", models.DateTimeField(help_text="邀请时间")),
                ("expires_at", models.DateTimeField(help_text="邀请码失效时间")),
                ("helper", models.CharField(blank=True, help_text="协助人标识", max_length=80)),
                ("helper_name", models.CharField(blank=True, help_text="协助人姓名", max_length=100)),
                (
                    "helper_organisation",
                    models.ForeignKey(
                        help_text="协助人所在单位",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("joined_at", models.DateTimeField(help_text="协助开始时间", null=True)),
                ("ends_at", models.DateTimeField(help_text="协助最晚到什么时候", null=True)),
                ("ended_at", models.DateTimeField(help_text="结束时间", null=True)),
                ("ended_by", models.CharField(blank=True, help_text="由谁结束", max_length=100)),
            ],
            options={
                "verbose_name": "远程协助",
                "ordering": ("-id",),
                "indexes": [models.Index(fields=["helper", "-id"], name="assistance_by_helper")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("case",), name="assistance_open_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("joined_at", None)),
                        fields=("code_hash",),
                        name="assistance_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_at", None), ("helper", ""), ("joined_at", None)),
                            models.Q(
                                ("ends_at__gt", models.F("joined_at")),
                                ("joined_at__isnull", False),
                                models.Q(("helper", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assistance_joined_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseMaterial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="cases.case",
                    ),
                ),
                ("line", models.PositiveSmallIntegerField(help_text="在指南材料清单中的序号，从 1 起")),
                ("code", models.CharField(help_text="材料代码", max_length=5)),
                ("name", models.CharField(help_text="材料名称", max_length=200)),
                ("required", models.BooleanField(default=True, help_text="按情形是否必须提交")),
                (
                    "given",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "未提交"),
                            ("uploaded", "已上传"),
                            ("paper", "窗口收取纸质"),
                            ("licence", "电子证照免交"),
                            ("shared", "数据共享免交"),
                            ("exempt", "免予提交"),
                            ("generated", "在线填写生成"),
                            ("committed", "告知承诺代替"),
                        ],
                        default="",
                        help_text="怎样提交",
                        max_length=10,
                    ),
                ),
                ("source", models.CharField(blank=True, help_text="免交时核对的来源", max_length=100)),
                ("reason", models.CharField(blank=True, help_text="免交的理由", max_length=300)),
                ("obtained_at", models.DateTimeField(help_text="核对或收取的时间", null=True)),
                (
                    "originals_received",
                    models.PositiveSmallIntegerField(help_text="窗口收到的原件份数；不是纸质的为空", null=True),
                ),
                (
                    "copies_received",
                    models.PositiveSmallIntegerField(help_text="窗口收到的复印件份数；不是纸质的为空", null=True),
                ),
                ("licence", models.CharField(blank=True, help_text="关联的电子证照标识", max_length=120)),
                (
                    "check_result",
                    models.CharField(
                        blank=True,
                        choices=[("", "未核验"), ("ok", "合格"), ("bad", "不合格"), ("exempt", "免交")],
                        default="",
                        help_text="核验结果",
                        max_length=8,
                    ),
                ),
                ("check_note", models.CharField(blank=True, help_text="核验说明", max_length=500)),
                ("checked_by", models.CharField(blank=True, help_text="核验人", max_length=100)),
                ("checked_at", models.DateTimeField(help_text="核验时间", null=True)),
            ],
            options={
                "verbose_name": "申请材料",
                "ordering": ("case_id", "line"),
                "constraints": [models.UniqueConstraint(fields=("case", "line"), name="material_line_once")],
            },
        ),
        migrations.CreateModel(
            name="CaseTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="cases.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="承办机构",
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
                ("post", models.CharField(help_text="岗位：clerk、reviewer、approver、result_desk", max_length=12)),
                ("stage", models.CharField(help_text="环节代码", max_length=60)),
                ("name", models.CharField(help_text="环节名称", max_length=200)),
                ("kind", models.CharField(help_text="环节类别", max_length=10)),
                ("round", models.PositiveSmallIntegerField(default=1, help_text="第几次办理这一环节")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待办"), ("done", "已办"), ("back", "退回重办"), ("cancelled", "已取消")],
                        default="open",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(help_text="开始时间")),
                ("due_on", models.DateField(help_text="环节的最后一天", null=True)),
                ("due_at", models.DateTimeField(help_text="环节到期时刻", null=True)),
                ("passed", models.BooleanField(default=False, help_text="已发出环节逾期事件")),
                ("two_persons", models.BooleanField(default=False, help_text="是否须两人办理")),
                ("first_by", models.CharField(blank=True, help_text="第一人标识", max_length=80)),
                ("first_name", models.CharField(blank=True, help_text="第一人姓名", max_length=100)),
                ("first_at", models.DateTimeField(help_text="第一人办理时间", null=True)),
                (
                    "first_outcome",
                    models.CharField(
                        blank=True,
                        choices=[("agree", "同意"), ("disagree", "不同意")],
                        help_text="第一人的意见",
                        max_length=10,
                    ),
                ),
                ("first_opinion", models.TextField(blank=True, help_text="第一人的意见说明")),
                ("done_at", models.DateTimeField(help_text="办理时间", null=True)),
                ("done_by", models.CharField(blank=True, help_text="办理人标识", max_length=80)),
                ("done_name", models.CharField(blank=True, help_text="办理人姓名", max_length=100)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, choices=[("agree", "同意"), ("disagree", "不同意")], help_text="意见", max_length=10
                    ),
                ),
                ("opinion", models.TextField(blank=True, help_text="意见说明")),
                ("criteria", models.JSONField(default=list, help_text="审查要点逐条结果：text、met、note")),
            ],
            options={
                "verbose_name": "办件待办",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["organisation", "post", "due_at", "id"],
                        name="task_inbox_organ",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["post", "due_at", "id"], name="task_inbox_post"
                    ),
                    models.Index(
                        condition=models.Q(("passed", False), ("state", "open")), fields=["due_at"], name="task_to_pass"
                    ),
                    models.Index(fields=["done_by", "-done_at"], name="task_by_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("case", "stage"), name="task_one_open_a_stage"
                    ),
                    models.UniqueConstraint(fields=("case", "stage", "round"), name="task_round_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commitment",
                        to="cases.case",
                    ),
                ),
                ("lines", models.JSONField(default=list, help_text="由承诺替代的材料：line、code、name")),
                (
                    "contents",
                    models.JSONField(
                        default=dict, help_text="五项内容：content、requirements、liability、form、supervision"
                    ),
                ),
                ("digest", models.CharField(blank=True, help_text="所签承诺书的 SM3 摘要", max_length=64)),
                ("paper", models.CharField(blank=True, help_text="告知承诺书文号，提交申请时编号", max_length=80)),
                ("signed_at", models.DateTimeField(help_text="签署时间", null=True)),
                ("signed_by", models.CharField(blank=True, help_text="签署人", max_length=100)),
                ("signed_how", models.CharField(blank=True, help_text="怎样签署：online、window", max_length=20)),
                ("method", models.CharField(blank=True, help_text="窗口核验签署人身份的方式", max_length=40)),
                (
                    "risk",
                    models.CharField(
                        choices=[("high", "较高"), ("medium", "一般"), ("low", "较低")],
                        help_text="风险等级",
                        max_length=6,
                    ),
                ),
                ("rate", models.PositiveSmallIntegerField(help_text="作出决定时的核查比例（百分之）", null=True)),
                (
                    "draw",
                    models.PositiveSmallIntegerField(help_text="抽取的号码，0 到 9999，由办件编号算出", null=True),
                ),
                ("drawn", models.BooleanField(default=False, help_text="是否抽中，需要事后核查")),
                ("due_on", models.DateField(help_text="事后核查的最后一天", null=True)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "未核查"),
                            ("skipped", "未抽中"),
                            ("fulfilled", "已履行"),
                            ("breached", "未履行"),
                        ],
                        default="",
                        help_text="核查结果",
                        max_length=10,
                    ),
                ),
                ("result_note", models.CharField(blank=True, help_text="核查说明", max_length=500)),
                ("evidence", models.TextField(blank=True, help_text="未履行承诺的证据")),
                ("checked_at", models.DateTimeField(help_text="核查时间", null=True)),
                ("checked_by", models.CharField(blank=True, help_text="核查人标识", max_length=80)),
                ("checked_name", models.CharField(blank=True, help_text="核查人姓名", max_length=100)),
                ("barred_until", models.DateField(help_text="未履行的，到这一天（含）不再适用告知承诺", null=True)),
            ],
            options={
                "verbose_name": "告知承诺",
                "indexes": [
                    models.Index(
                        condition=models.Q(("result", "breached")), fields=["barred_until"], name="commitment_breaches"
                    ),
                    models.Index(
                        condition=models.Q(("drawn", True), ("result", "")),
                        fields=["due_on"],
                        name="commitment_to_check",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_at", None), models.Q(("digest", ""), _negated=True), _connector="OR"
                        ),
                        name="commitment_signed_has_digest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result__in", ["fulfilled", "breached"]), _negated=True),
                            models.Q(("checked_at__isnull", False), ("drawn", True)),
                            _connector="OR",
                        ),
                        name="commitment_outcome_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "breached"), _negated=True),
                            models.Q(models.Q(("evidence", ""), _negated=True), ("barred_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitment_breach_has_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "commitment",
                    models.ForeignKey(
                        help_text="告知承诺",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="cases.commitment",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="参加核查的单位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="单位所在区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("parts", models.JSONField(help_text="以什么身份参加：approving、supervising、enforcing")),
                ("duty", models.BigIntegerField(help_text="限期任务", null=True)),
            ],
            options={
                "verbose_name": "承诺事后核查",
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "organisation"), name="commitment_check_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consultations",
                        to="cases.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="被征求意见的机构",
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
                ("question", models.TextField(help_text="需要答复的问题")),
                (
                    "silence",
                    models.CharField(
                        choices=[
                            ("agree", "视为同意"),
                            ("none", "不视为意见"),
                            ("escalate", "不视为意见，报政务服务管理机构督办"),
                        ],
                        help_text="逾期未答复的含义",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField(help_text="发出时间")),
                ("asked_by", models.CharField(help_text="发出人标识", max_length=80)),
                ("asked_name", models.CharField(help_text="发出人姓名", max_length=100)),
                ("due_on", models.DateField(help_text="答复期限的最后一天")),
                ("due_at", models.DateTimeField(help_text="答复到期时刻")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("", "未答复"), ("agree", "同意"), ("disagree", "不同意"), ("silent", "逾期未答复")],
                        default="",
                        help_text="答复",
                        max_length=8,
                    ),
                ),
                ("opinion", models.TextField(blank=True, help_text="意见说明")),
                ("answered_at", models.DateTimeField(help_text="答复时间", null=True)),
                ("answered_by", models.CharField(blank=True, help_text="答复人标识", max_length=80)),
                ("answered_name", models.CharField(blank=True, help_text="答复人姓名", max_length=100)),
            ],
            options={
                "verbose_name": "征求意见",
                "ordering": ("case_id", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "")),
                        fields=["organisation", "due_at"],
                        name="consultation_inbox",
                    ),
                    models.Index(condition=models.Q(("outcome", "")), fields=["due_at"], name="consultation_to_pass"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")),
                        fields=("case", "organisation"),
                        name="consultation_open_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="cases.case",
                    ),
                ),
                ("wrong", models.CharField(help_text="原文", max_length=500)),
                ("right", models.CharField(help_text="更正为", max_length=500)),
                ("reason", models.CharField(help_text="更正的理由", max_length=500)),
                ("paper", models.CharField(help_text="更正通知书文号", max_length=80, unique=True)),
                ("at", models.DateTimeField(help_text="更正时间")),
                ("by", models.CharField(help_text="更正人标识", max_length=80)),
                ("by_name", models.CharField(help_text="更正人姓名", max_length=100)),
            ],
            options={
                "verbose_name": "决定更正",
                "ordering": ("case_id", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("case", "wrong"), name="corrected_once"),
                    models.CheckConstraint(
                        condition=models.Q(("wrong", models.F("right")), _negated=True), name="correction_changes"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "commitment",
                    models.ForeignKey(
                        help_text="告知承诺",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_records",
                        to="cases.commitment",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("commitment", "作出承诺"), ("outcome", "履行情况")],
                        help_text="报送什么",
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待报送"), ("sent", "已报送"), ("failed", "报送失败")],
                        default="waiting",
                        help_text="状态",
                        max_length=8,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, help_text="已试次数")),
                ("error", models.CharField(blank=True, help_text="最近一次的错误", max_length=300)),
                ("receipt", models.CharField(blank=True, help_text="信用平台的回执编号", max_length=80)),
                ("created_at", models.DateTimeField(help_text="生成时间")),
                ("sent_at", models.DateTimeField(help_text="收到回执的时间", null=True)),
            ],
            options={
                "verbose_name": "信用记录报送",
                "indexes": [models.Index(fields=["state", "-id"], name="credit_record_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("commitment", "about"), name="credit_record_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sent"), _negated=True),
                            models.Q(("sent_at__isnull", False), models.Q(("receipt", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="credit_sent_has_receipt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="办件",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision",
                        to="cases.case",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("granted", "准予"), ("refused", "不予")], help_text="结果", max_length=10
                    ),
                ),
                ("number", models.CharField(help_text="决定书文号", max_length=80, unique=True)),
                ("reason", models.TextField(help_text="理由；不予的必须写明（行政许可法第三十八条）")),
                ("basis", models.TextField(blank=True, help_text="法律依据")),
                ("remedies", models.TextField(help_text="救济途径")),
                ("valid_from", models.DateField(help_text="结果有效期起", null=True)),
                ("valid_to", models.DateField(help_text="结果有效期止；空为长期", null=True)),
                ("licence", models.CharField(blank=True, help_text="颁发的电子证照标识", max_length=120)),
                ("decided_at", models.DateTimeField(help_text="决定时间")),
                ("decided_by", models.CharField(help_text="决定人标识", max_length=80)),
                ("decided_name", models.CharField(help_text="决定人姓名", max_length=100)),
            ],
            options={
                "verbose_name": "决定",
            },
        ),
        migrations.CreateModel(
            name="DecisionRoute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "item",
                    models.ForeignKey(
                        help_text="事项；空为本机关全部事项",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                (
                    "to",
                    models.CharField(
                        choices=[("online", "在线审批"), ("chief", "首席代表审批")],
                        help_text="去向：在线审批、首席代表审批",
                        max_length=10,
                    ),
                ),
                ("basis", models.CharField(help_text="依据", max_length=200)),
                ("valid_from", models.DateField(help_text="起始日")),
                ("valid_to", models.DateField(help_text="截止日（含）；空为长期", null=True)),
                ("set_by", models.CharField(help_text="设定人", max_length=100)),
                ("revoked_at", models.DateTimeField(help_text="收回时间", null=True)),
            ],
            options={
                "verbose_name": "决定去向",
                "indexes": [
                    models.Index(
                        condition=models.Q(("revoked_at", None)), fields=["organisation", "item"], name="route_of_organ"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="route_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("item__isnull", False), ("revoked_at__isnull", True), ("valid_to__isnull", True)
                        ),
                        fields=("organisation", "item"),
                        name="route_item_once_without_end",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("item__isnull", True), ("revoked_at__isnull", True), ("valid_to__isnull", True)
                        ),
                        fields=("organisation",),
                        name="route_organ_once_without_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deviation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deviations",
                        to="cases.case",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        help_text="环节",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deviations",
                        to="cases.casetask",
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
                    "region",
                    models.ForeignKey(
                        help_text="区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "proposed",
                    models.CharField(
                        choices=[("agree", "同意"), ("disagree", "不同意")], help_text="系统建议的意见", max_length=10
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("agree", "同意"), ("disagree", "不同意")], help_text="审查人员的意见", max_length=10
                    ),
                ),
                ("points", models.JSONField(default=list, help_text="判断不同的要点：text、proposed、met、why、value")),
                ("reason", models.TextField(help_text="与系统建议不同的理由")),
                ("at", models.DateTimeField(help_text="时间")),
                ("by", models.CharField(help_text="审查人员标识", max_length=80)),
                ("by_name", models.CharField(help_text="审查人员姓名", max_length=100)),
            ],
            options={
                "verbose_name": "偏离系统建议",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["organisation", "-id"], name="deviation_by_organ"),
                    models.Index(fields=["region", "-id"], name="deviation_by_region"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="deviation_has_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DraftDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_decision",
                        to="cases.case",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("granted", "准予"), ("refused", "不予")], help_text="拟作出的决定", max_length=10
                    ),
                ),
                ("reason", models.TextField(help_text="预填的理由")),
                ("basis", models.TextField(blank=True, help_text="依据")),
                ("made_at", models.DateTimeField(help_text="生成时间")),
                ("settled_at", models.DateTimeField(help_text="由人处理的时间", null=True)),
                ("settled_by", models.CharField(blank=True, help_text="处理人", max_length=100)),
            ],
            options={
                "verbose_name": "拟作决定",
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="办件",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extension",
                        to="cases.case",
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(help_text="延长的工作日数")),
                ("reason", models.TextField(help_text="延长的理由，告知申请人")),
                ("before", models.DateField(help_text="原到期日")),
                ("after", models.DateField(help_text="延长后的到期日（延长时计算）")),
                ("paper", models.CharField(help_text="延期告知书文号", max_length=80)),
                ("at", models.DateTimeField(help_text="批准时间")),
                ("by", models.CharField(help_text="批准人标识", max_length=80)),
                ("by_name", models.CharField(help_text="批准人姓名", max_length=100)),
            ],
            options={
                "verbose_name": "延长期限",
                "constraints": [models.CheckConstraint(condition=models.Q(("days__gt", 0)), name="extension_of_days")],
            },
        ),
        migrations.CreateModel(
            name="ItemGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        help_text="事项",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                ("staff", models.CharField(help_text="被授权人标识", max_length=80)),
                ("staff_name", models.CharField(help_text="被授权人姓名", max_length=100)),
                ("valid_from", models.DateField(help_text="起始日")),
                ("valid_to", models.DateField(help_text="截止日（含）")),
                ("basis", models.CharField(help_text="授权依据", max_length=200)),
                ("granted_by", models.CharField(help_text="授权人", max_length=100)),
                ("revoked_at", models.DateTimeField(help_text="收回时间", null=True)),
            ],
            options={
                "verbose_name": "当场决定授权",
                "indexes": [models.Index(fields=["staff", "item"], name="item_grant_by_staff")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="item_grant_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MaterialFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "material",
                    models.ForeignKey(
                        help_text="申请材料",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="cases.casematerial",
                    ),
                ),
                ("key", models.CharField(help_text="文件标识（随机），用于网址", max_length=32, unique=True)),
                ("digest", models.CharField(help_text="文件内容的 SHA-256", max_length=64)),
                ("name", models.CharField(help_text="文件名", max_length=200)),
                ("kind", models.CharField(help_text="文件类型", max_length=8)),
                ("size", models.PositiveBigIntegerField(help_text="字节数")),
                ("pages", models.PositiveIntegerField(help_text="PDF 页数", null=True)),
                ("reused_from", models.CharField(blank=True, help_text="沿用自哪个办件", max_length=26)),
                ("uploaded_at", models.DateTimeField(help_text="上传时间")),
                ("uploaded_by", models.CharField(help_text="上传人", max_length=100)),
                ("removed_at", models.DateTimeField(help_text="撤下时间", null=True)),
            ],
            options={
                "verbose_name": "材料文件",
                "ordering": ("material_id", "id"),
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="cases.case",
                    ),
                ),
                ("text", models.TextField(help_text="备注")),
                ("at", models.DateTimeField(help_text="时间")),
                ("by", models.CharField(help_text="写备注的人的标识", max_length=80)),
                ("by_name", models.CharField(help_text="写备注的人", max_length=100)),
            ],
            options={
                "verbose_name": "内部备注",
                "ordering": ("case_id", "id"),
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(help_text="六位区划代码", max_length=6)),
                ("day", models.DateField(help_text="日期")),
                ("last", models.PositiveIntegerField(default=0, help_text="已用到的流水号")),
            ],
            options={
                "verbose_name": "受理号序列",
                "constraints": [models.UniqueConstraint(fields=("region", "day"), name="case_series_once")],
            },
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="originals",
                        to="cases.case",
                    ),
                ),
                ("line", models.PositiveSmallIntegerField(default=0, help_text="指南材料清单中的序号；清单以外的为 0")),
                ("name", models.CharField(help_text="原件名称", max_length=200)),
                ("copies", models.PositiveSmallIntegerField(default=1, help_text="份数")),
                ("received_from", models.CharField(help_text="交件人", max_length=60)),
                ("received_at", models.DateTimeField(help_text="收到时间")),
                ("received_by", models.CharField(help_text="收件人", max_length=100)),
                ("paper", models.CharField(blank=True, help_text="材料接收凭证编号；提交前收下的没有", max_length=80)),
                ("returned_at", models.DateTimeField(help_text="退还时间", null=True)),
                ("returned_to", models.CharField(blank=True, help_text="领回人", max_length=60)),
                ("returned_masked", models.CharField(blank=True, help_text="领回人证件号码（脱敏）", max_length=20)),
                ("returned_method", models.CharField(blank=True, help_text="核验领回人身份的方式", max_length=40)),
                ("returned_by", models.CharField(blank=True, help_text="退还经办人", max_length=100)),
            ],
            options={
                "verbose_name": "原件",
                "ordering": ("case_id", "id"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="original_of_copies"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at", None), ("returned_to", "")),
                            models.Q(
                                ("returned_at__gte", models.F("received_at")),
                                models.Q(("returned_to", ""), _negated=True),
                                models.Q(("returned_method", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="original_returned_to_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Parcel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        help_text="快件标识（随机），也是下单编号，重复下单只有一单", max_length=32, unique=True
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[("out", "寄出结果"), ("in", "收到来件")], help_text="寄出或者收到", max_length=3
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件；来件还没有关联的为空",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="parcels",
                        to="cases.case",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="寄件或者收件的机构",
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
                ("carrier", models.CharField(help_text="快递公司", max_length=40)),
                ("tracking", models.CharField(blank=True, help_text="运单号；下单以前为空", max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booking", "正在下单"),
                            ("ordered", "已下单"),
                            ("picked", "揽收"),
                            ("transit", "在途"),
                            ("delivering", "派送"),
                            ("signed", "签收"),
                            ("returned", "退回"),
                            ("received", "窗口已收件"),
                        ],
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                (
                    "contact",
                    models.BinaryField(help_text="收件人（寄件人）的姓名、电话、地址（加密的 JSON）", null=True),
                ),
                (
                    "contact_masked",
                    models.CharField(help_text="收件人（寄件人）的姓名、电话、地址（脱敏）", max_length=200),
                ),
                ("contents", models.CharField(help_text="内件", max_length=300)),
                ("created_at", models.DateTimeField(help_text="登记时间")),
                ("created_by", models.CharField(help_text="登记人", max_length=100)),
                ("seen_at", models.DateTimeField(help_text="最近一次轨迹的时间", null=True)),
                ("signed_at", models.DateTimeField(help_text="签收时间", null=True)),
                ("signed_by", models.CharField(blank=True, help_text="签收人（快递公司告知）", max_length=60)),
            ],
            options={
                "verbose_name": "快件",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("direction", "out"),
                            ("state__in", ["booking", "ordered", "picked", "transit", "delivering"]),
                        ),
                        fields=["seen_at"],
                        name="parcel_to_track",
                    ),
                    models.Index(fields=["organisation", "-id"], name="parcel_by_organ"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("direction", "out"), models.Q(("state", "returned"), _negated=True)),
                        fields=("case",),
                        name="parcel_one_on_its_way",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("tracking", ""), _negated=True),
                        fields=("carrier", "tracking"),
                        name="parcel_tracking_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("direction", "in"), ("state", "received")),
                            models.Q(("direction", "out"), models.Q(("state", "received"), _negated=True)),
                            _connector="OR",
                        ),
                        name="parcel_state_fits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "signed"), _negated=True), ("signed_at__isnull", False), _connector="OR"
                        ),
                        name="parcel_signed_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParcelScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "parcel",
                    models.ForeignKey(
                        help_text="快件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scans",
                        to="cases.parcel",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booking", "正在下单"),
                            ("ordered", "已下单"),
                            ("picked", "揽收"),
                            ("transit", "在途"),
                            ("delivering", "派送"),
                            ("signed", "签收"),
                            ("returned", "退回"),
                            ("received", "窗口已收件"),
                        ],
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(help_text="时间")),
                ("text", models.CharField(blank=True, help_text="快递公司的说明", max_length=200)),
            ],
            options={
                "verbose_name": "快件轨迹",
                "ordering": ("parcel_id", "at", "id"),
                "constraints": [models.UniqueConstraint(fields=("parcel", "state", "at"), name="scan_once")],
            },
        ),
        migrations.CreateModel(
            name="Precheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="precheck",
                        to="cases.case",
                    ),
                ),
                ("hints", models.JSONField(help_text="提交时仍有的提示：code、where、sentence、why")),
                ("shown", models.BooleanField(help_text="提交前是否都给申请人看过")),
                ("at", models.DateTimeField(help_text="提交时间")),
            ],
            options={
                "verbose_name": "提交前预检",
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedures",
                        to="cases.case",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("TZ", "听证"),
                            ("ZB", "招标"),
                            ("PM", "拍卖"),
                            ("JY", "检验"),
                            ("JC", "检测"),
                            ("JYI", "检疫"),
                            ("JD", "鉴定"),
                            ("PS", "专家评审"),
                            ("YC", "延长审批"),
                            ("GS", "公示"),
                            ("XC", "现场勘察"),
                            ("KS", "考试考核"),
                            ("PG", "评估"),
                        ],
                        help_text="特别程序种类",
                        max_length=4,
                    ),
                ),
                ("reason", models.TextField(help_text="启动的理由")),
                ("basis", models.CharField(help_text="法律依据", max_length=200)),
                (
                    "cited",
                    models.CharField(
                        blank=True, help_text="行政许可法第四十五条以外、规定不计入期限的法律条款", max_length=200
                    ),
                ),
                ("stops", models.BooleanField(help_text="法定办结时限是否停止计算")),
                ("started_on", models.DateField(help_text="开始日期")),
                ("expected_days", models.PositiveSmallIntegerField(help_text="书面告知申请人的所需工作日数")),
                ("expected_on", models.DateField(help_text="预计结束日期")),
                ("hearing_at", models.DateTimeField(help_text="举行听证的时间，提前七个工作日告知", null=True)),
                ("hearing_place", models.CharField(blank=True, help_text="举行听证的地点", max_length=200)),
                ("ended_on", models.DateField(help_text="结束日期，当日恢复计时", null=True)),
                ("result", models.TextField(blank=True, help_text="结果")),
                ("overran", models.BooleanField(default=False, help_text="已提醒：超过书面告知的所需时间还没有结束")),
                ("paper", models.CharField(help_text="特别程序告知书文号", max_length=80)),
                ("started_at", models.DateTimeField(help_text="启动时间")),
                ("started_by", models.CharField(help_text="启动人标识", max_length=80)),
                ("started_name", models.CharField(help_text="启动人姓名", max_length=100)),
                ("ended_at", models.DateTimeField(help_text="登记结束的时间", null=True)),
                ("ended_by", models.CharField(blank=True, help_text="登记结束人标识", max_length=80)),
                ("ended_name", models.CharField(blank=True, help_text="登记结束人姓名", max_length=100)),
            ],
            options={
                "verbose_name": "特别程序",
                "ordering": ("case_id", "started_on", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on", None), ("overran", False)),
                        fields=["expected_on"],
                        name="procedure_to_pass",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="procedure_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("case", "kind"),
                        name="procedure_open_once_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hearing_at", None), ("hearing_place", "")),
                            models.Q(("hearing_at__isnull", False), models.Q(("hearing_place", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="hearing_has_time_and_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Renewal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="延续办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renewal",
                        to="cases.case",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        help_text="原办件",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="cases.case",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        help_text="要延续的证照",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="licences.licence",
                    ),
                ),
                ("ends_on", models.DateField(help_text="原证照有效期的最后一天")),
                ("deemed_at", models.DateTimeField(help_text="届满没有决定，视为准予延续的时间", null=True)),
            ],
            options={
                "verbose_name": "延续申请",
                "indexes": [
                    models.Index(condition=models.Q(("deemed_at", None)), fields=["ends_on"], name="renewal_to_deem")
                ],
            },
        ),
        migrations.CreateModel(
            name="Revocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="办件",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revocation",
                        to="cases.case",
                    ),
                ),
                ("ground", models.CharField(help_text="撤销的法定情形", max_length=4)),
                ("reason", models.TextField(help_text="事实和理由")),
                ("heard", models.TextField(help_text="听取被许可人陈述、申辩（或者听证）的情况")),
                ("basis", models.CharField(help_text="法律依据", max_length=200)),
                ("remedies", models.TextField(help_text="救济途径")),
                ("licence", models.CharField(blank=True, help_text="随之撤销的电子证照标识", max_length=120)),
                ("paper", models.CharField(help_text="撤销决定书文号", max_length=80)),
                ("at", models.DateTimeField(help_text="决定时间")),
                ("by", models.CharField(help_text="决定人标识", max_length=80)),
                ("by_name", models.CharField(help_text="决定人姓名", max_length=100)),
            ],
            options={
                "verbose_name": "撤销决定",
            },
        ),
        migrations.CreateModel(
            name="SignedScan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scans",
                        to="cases.case",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("tolerance", "容缺受理承诺书"), ("commitment", "告知承诺书"), ("return", "送达回证")],
                        help_text="签的是什么",
                        max_length=20,
                    ),
                ),
                ("paper", models.CharField(help_text="对应的文书文号；提交以前是所签内容的摘要", max_length=80)),
                ("key", models.CharField(help_text="文件标识（随机），用于网址", max_length=32, unique=True)),
                ("digest", models.CharField(help_text="文件内容的 SHA-256", max_length=64)),
                ("name", models.CharField(help_text="文件名", max_length=200)),
                ("kind", models.CharField(help_text="文件类型", max_length=8)),
                ("size", models.PositiveBigIntegerField(help_text="字节数")),
                ("pages", models.PositiveIntegerField(help_text="PDF 页数", null=True)),
                ("uploaded_at", models.DateTimeField(help_text="登记时间")),
                ("uploaded_by", models.CharField(help_text="登记人", max_length=100)),
            ],
            options={
                "verbose_name": "签字件扫描件",
                "ordering": ("case_id", "id"),
                "constraints": [models.UniqueConstraint(fields=("case", "paper"), name="signed_scan_once_a_paper")],
            },
        ),
        migrations.CreateModel(
            name="SupplementNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="cases.case",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(help_text="第几次告知")),
                ("items", models.JSONField(help_text="逐项：line、code、name、gap、new_fact")),
                (
                    "new_facts",
                    models.BooleanField(default=False, help_text="是否含新发现的情况（第二次起须写明，监察可见）"),
                ),
                ("told_at", models.DateTimeField(help_text="告知时间")),
                ("told_by", models.CharField(help_text="告知人", max_length=100)),
                ("answered_at", models.DateTimeField(help_text="补正时间", null=True)),
                ("paper", models.CharField(blank=True, help_text="告知书文号", max_length=80)),
            ],
            options={
                "verbose_name": "补正告知",
                "ordering": ("case_id", "round"),
                "constraints": [models.UniqueConstraint(fields=("case", "round"), name="notice_round_once")],
            },
        ),
        migrations.CreateModel(
            name="Talk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="talks",
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
                    "region",
                    models.ForeignKey(
                        help_text="区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("applicant", "办事人"), ("staff", "办理机关")], help_text="哪一方", max_length=10
                    ),
                ),
                ("text", models.TextField(help_text="内容")),
                ("at", models.DateTimeField(help_text="时间")),
                ("by", models.CharField(help_text="留言人标识", max_length=80)),
                ("by_name", models.CharField(help_text="留言人", max_length=100)),
                ("answered_at", models.DateTimeField(help_text="办事人的留言得到答复的时间", null=True)),
                ("answered_name", models.CharField(blank=True, help_text="答复或者注明无需答复的人", max_length=100)),
            ],
            options={
                "verbose_name": "留言",
                "ordering": ("case_id", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None), ("side", "applicant")),
                        fields=["organisation", "at"],
                        name="talk_waiting_by_organ",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side", "applicant"), ("answered_at", None), _connector="OR"),
                        name="talk_only_applicants_wait",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tolerance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.OneToOneField(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tolerance",
                        to="cases.case",
                    ),
                ),
                ("items", models.JSONField(help_text="逐项：line、code、name、gap；欠缺的次要条件 line 为 0")),
                ("due_on", models.DateField(help_text="补齐期限的最后一天，不晚于承诺办结日")),
                ("due_at", models.DateTimeField(help_text="补齐期限届满的时刻")),
                ("consequence", models.TextField(help_text="逾期处理办法")),
                ("offered_at", models.DateTimeField(help_text="一次告知的时间")),
                ("offered_by", models.CharField(help_text="告知人", max_length=100)),
                ("paper", models.CharField(blank=True, help_text="容缺受理承诺书文号", max_length=80)),
                ("signed_at", models.DateTimeField(help_text="申请人签署的时间", null=True)),
                ("signed_by", models.CharField(blank=True, help_text="签署人", max_length=100)),
                ("signed_how", models.CharField(blank=True, help_text="怎样签署：online、window", max_length=20)),
                ("digest", models.CharField(blank=True, help_text="所签承诺内容的 SM3 摘要", max_length=64)),
                ("accepted_at", models.DateTimeField(help_text="容缺受理的时间，与一次告知同时", null=True)),
                ("made_up_at", models.DateTimeField(help_text="补齐的时间", null=True)),
                ("lapsed_at", models.DateTimeField(help_text="逾期未补齐、拟不予决定的时间", null=True)),
                ("duty", models.BigIntegerField(help_text="盯补齐期限的限期任务", null=True)),
            ],
            options={
                "verbose_name": "容缺受理",
                "indexes": [
                    models.Index(
                        condition=models.Q(("accepted_at__isnull", False), ("lapsed_at", None), ("made_up_at", None)),
                        fields=["due_at"],
                        name="tolerance_to_pass",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), models.Q(("digest", ""), _negated=True), _connector="OR"
                        ),
                        name="tolerance_signed_before_acceptance",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("consequence", ""), _negated=True), name="tolerance_tells_consequence"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verifications",
                        to="cases.case",
                    ),
                ),
                (
                    "element",
                    models.CharField(blank=True, help_text="核验的表单项（数据元代码）；核验材料的为空", max_length=60),
                ),
                ("line", models.PositiveSmallIntegerField(help_text="核验的材料序号；核验表单项的为空", null=True)),
                ("name", models.CharField(help_text="核验的内容", max_length=200)),
                ("source", models.CharField(help_text="来源", max_length=120)),
                (
                    "reach",
                    models.CharField(
                        choices=[("inside", "单位内部核验"), ("between", "单位之间核验"), ("network", "网络核验")],
                        help_text="核验方式",
                        max_length=8,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("same", "一致"), ("differs", "不一致"), ("absent", "没有查到"), ("down", "连接不上")],
                        help_text="结果",
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(help_text="核验时间")),
                ("by", models.CharField(help_text="核验人标识", max_length=80)),
                ("by_name", models.CharField(help_text="核验人", max_length=100)),
            ],
            options={
                "verbose_name": "核验记录",
                "ordering": ("case_id", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("line", None), models.Q(("element", ""), _negated=True)),
                            models.Q(("line__isnull", False), ("element", "")),
                            _connector="OR",
                        ),
                        name="verification_of_one_thing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WithdrawalRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        help_text="办件",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawals",
                        to="cases.case",
                    ),
                ),
                ("reason", models.CharField(help_text="撤回的理由", max_length=500)),
                ("asked_at", models.DateTimeField(help_text="提出时间")),
                ("consented", models.BooleanField(help_text="是否同意；空为还没有答复", null=True)),
                ("answer", models.CharField(blank=True, help_text="答复；不同意的必须写明理由", max_length=500)),
                ("answered_at", models.DateTimeField(help_text="答复时间", null=True)),
                ("answered_by", models.CharField(blank=True, help_text="答复人标识", max_length=80)),
                ("answered_name", models.CharField(blank=True, help_text="答复人姓名", max_length=100)),
            ],
            options={
                "verbose_name": "受理后撤回",
                "ordering": ("case_id", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("consented", None)), fields=("case",), name="withdrawal_open_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AssistHint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "assistance",
                    models.ForeignKey(
                        help_text="远程协助",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hints",
                        to="cases.assistance",
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("question", "情形"), ("field", "填写项"), ("material", "材料")],
                        help_text="标注在哪一类内容上",
                        max_length=8,
                    ),
                ),
                ("place", models.CharField(help_text="数据元代码或者材料序号", max_length=60)),
                ("label", models.CharField(help_text="标注的内容的名称", max_length=200)),
                ("sentence", models.CharField(help_text="提示", max_length=200)),
                ("at", models.DateTimeField(help_text="标注时间")),
                ("settled_at", models.DateTimeField(help_text="申请人标为已改好的时间", null=True)),
            ],
            options={
                "verbose_name": "协助标注",
                "ordering": ("assistance_id", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("assistance", "part", "place"), name="hint_once_a_place")
                ],
            },
        ),
    ]
