import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0002_search_and_guard"),
        ("identity", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DemoOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.CharField(help_text="订单号", max_length=32, unique=True)),
                ("channel", models.CharField(help_text="缴费渠道代码", max_length=20)),
                ("nontax_codes", models.CharField(help_text="非税收入项目编码", max_length=400)),
                ("amount_fen", models.PositiveBigIntegerField(help_text="金额（分）")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "等待"), ("paid", "已收款"), ("failed", "失败"), ("closed", "已关闭")],
                        default="pending",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("transaction", models.CharField(blank=True, help_text="交易流水号", max_length=64)),
                ("paid_at", models.DateTimeField(help_text="收款时间", null=True)),
                ("refund", models.CharField(blank=True, help_text="退款单号", max_length=34)),
                ("refunded_at", models.DateTimeField(help_text="退款时间", null=True)),
            ],
            options={
                "verbose_name": "演示收款台订单",
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(help_text="种类、区划和日期", max_length=40, unique=True)),
                ("last", models.PositiveIntegerField(default=0, help_text="已用的最后一个序号")),
            ],
            options={
                "verbose_name": "编号序列",
            },
        ),
        migrations.CreateModel(
            name="Bill",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(help_text="缴款单号", max_length=24, unique=True)),
                ("subject_kind", models.CharField(help_text="为什么事开单：种类", max_length=60)),
                ("subject_key", models.CharField(help_text="为什么事开单：标识", max_length=80)),
                ("about", models.CharField(blank=True, help_text="为什么事开单：编号，如办件编号", max_length=40)),
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
                        help_text="收费标准所在的指南版本",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.guideversion",
                    ),
                ),
                ("item_name", models.CharField(help_text="事项名称", max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="执收单位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="执收单位所在区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        help_text="缴款人（自然人）",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.naturalperson",
                    ),
                ),
                (
                    "legal_person",
                    models.ForeignKey(
                        help_text="缴款人（法人和其他组织）",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.legalperson",
                    ),
                ),
                (
                    "filer",
                    models.ForeignKey(
                        help_text="代为办理的人",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="identity.naturalperson",
                    ),
                ),
                ("payer_name", models.CharField(help_text="缴款人姓名或名称", max_length=120)),
                ("amount_fen", models.PositiveBigIntegerField(help_text="应缴金额（分）")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unpaid", "待缴费"),
                            ("paid", "已缴费"),
                            ("refunding", "退款中"),
                            ("refunded", "已退款"),
                            ("void", "已作废"),
                        ],
                        default="unpaid",
                        help_text="状态",
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(help_text="缴费期限的最后一天")),
                ("raised_at", models.DateTimeField(db_index=True, help_text="开单时间")),
                ("raised_by", models.CharField(help_text="开单人", max_length=100)),
                ("paid_at", models.DateTimeField(help_text="缴费时间（收款平台记载）", null=True)),
                ("refunded_at", models.DateTimeField(help_text="退款到账时间", null=True)),
                ("voided_reason", models.CharField(blank=True, help_text="作废原因", max_length=200)),
            ],
            options={
                "verbose_name": "缴款单",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("unpaid", "paid", "refunding"))),
                        fields=("subject_kind", "subject_key"),
                        name="bill_one_open_a_subject",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount_fen__gt", 0)), name="bill_has_an_amount"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("legal_person__isnull", True), ("payer__isnull", False)),
                            models.Q(("legal_person__isnull", False), ("payer__isnull", True)),
                            _connector="OR",
                        ),
                        name="bill_of_one_payer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_at__isnull", False), ("state__in", ("paid", "refunding", "refunded"))),
                            models.Q(
                                models.Q(("state__in", ("paid", "refunding", "refunded")), _negated=True),
                                ("paid_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="bill_paid_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bill",
                    models.ForeignKey(
                        help_text="缴款单",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="payments.bill",
                    ),
                ),
                ("order", models.CharField(help_text="订单号", max_length=32, unique=True)),
                ("channel", models.CharField(help_text="缴费渠道代码", max_length=20)),
                ("channel_label", models.CharField(help_text="缴费渠道名称", max_length=40)),
                ("nontax_codes", models.CharField(help_text="订单携带的非税收入项目编码", max_length=400)),
                ("amount_fen", models.PositiveBigIntegerField(help_text="金额（分）")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("started", "等待缴费结果"),
                            ("failed", "缴费未成功"),
                            ("timeout", "超时未缴"),
                            ("closed", "已关闭"),
                            ("succeeded", "缴费成功"),
                        ],
                        default="started",
                        help_text="状态",
                        max_length=12,
                    ),
                ),
                ("settles", models.BooleanField(default=False, help_text="是否由这一次缴清缴款单")),
                ("started_at", models.DateTimeField(help_text="开始时间")),
                ("asked_at", models.DateTimeField(help_text="最近一次向收款平台查询的时间", null=True)),
                ("ended_at", models.DateTimeField(help_text="得知结果的时间", null=True)),
                ("paid_at", models.DateTimeField(db_index=True, help_text="收款平台记载的收款时间", null=True)),
                ("transaction", models.CharField(blank=True, help_text="收款平台交易流水号", max_length=64)),
                (
                    "learnt_by",
                    models.CharField(
                        blank=True,
                        choices=[("callback", "收款通知"), ("query", "主动查询"), ("statement", "对账单")],
                        help_text="结果从哪里得知",
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, help_text="说明", max_length=200)),
            ],
            options={
                "verbose_name": "缴费",
                "indexes": [models.Index(fields=["state", "started_at"], name="attempt_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("settles", True)), fields=("bill",), name="attempt_one_settles_a_bill"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("settles", False), ("state", "succeeded"), _connector="OR"),
                        name="attempt_settling_succeeded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_at__isnull", False), ("state", "succeeded")),
                            models.Q(models.Q(("state", "succeeded"), _negated=True), ("paid_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="attempt_paid_has_its_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BillLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bill",
                    models.ForeignKey(
                        help_text="缴款单",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payments.bill",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(help_text="序号")),
                ("name", models.CharField(help_text="收费项目名称", max_length=200)),
                ("standard", models.CharField(help_text="收费标准原文", max_length=200)),
                ("basis", models.CharField(help_text="收费依据", max_length=1000)),
                ("nontax_code", models.CharField(help_text="非税收入项目编码", max_length=20)),
                ("unit", models.CharField(help_text="计费单位", max_length=10)),
                ("unit_fen", models.PositiveBigIntegerField(help_text="单价（分）")),
                ("quantity", models.PositiveIntegerField(help_text="数量")),
                ("amount_fen", models.PositiveBigIntegerField(help_text="金额（分）")),
            ],
            options={
                "verbose_name": "缴款单明细",
                "ordering": ("bill", "position"),
                "constraints": [
                    models.UniqueConstraint(fields=("bill", "name"), name="bill_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_fen",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("unit_fen"), "*", models.F("quantity")
                                ),
                            ),
                            ("quantity__gt", 0),
                        ),
                        name="bill_line_is_the_standard",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), _negated=True), models.Q(("nontax_code", ""), _negated=True)
                        ),
                        name="bill_line_has_a_basis",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Callback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attempt",
                    models.ForeignKey(
                        help_text="所说的缴费；不认识的为空",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="callbacks",
                        to="payments.attempt",
                    ),
                ),
                ("digest", models.CharField(db_index=True, help_text="通知内容的 SM3", max_length=64)),
                ("verified", models.BooleanField(help_text="签名是否通过验证")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("taken", "已采信"),
                            ("duplicate", "重复，未处理"),
                            ("late", "过期，未采信"),
                            ("forged", "签名不对，未采信"),
                            ("mismatch", "金额或渠道不符，未采信"),
                            ("contrary", "与已有结果矛盾，未采信"),
                            ("unknown", "没有这个订单"),
                        ],
                        help_text="处理结果",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(db_index=True, help_text="收到时间")),
                ("order", models.CharField(blank=True, help_text="所说的订单号", max_length=32)),
                ("claimed", models.CharField(blank=True, help_text="所说的状态", max_length=12)),
                ("amount_fen", models.BigIntegerField(help_text="所说的金额（分）", null=True)),
                ("channel", models.CharField(blank=True, help_text="所说的渠道", max_length=20)),
                ("sent_at", models.CharField(blank=True, help_text="所说的签发时间", max_length=40)),
            ],
            options={
                "verbose_name": "收款通知",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("verdict", "taken")), fields=("digest",), name="callback_taken_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verified", True), ("verdict", "forged"), _connector="OR"),
                        name="callback_forged_not_taken",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.ForeignKey(
                        help_text="实施清单事项",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.implementationitem",
                    ),
                ),
                ("fee", models.CharField(help_text="指南中的收费项目名称", max_length=200)),
                ("code", models.CharField(help_text="非税收入项目编码", max_length=20)),
                ("valid_from", models.DateField(help_text="从哪天起使用")),
                ("entered_by", models.CharField(help_text="登记人", max_length=100)),
                ("entered_at", models.DateTimeField(help_text="登记时间")),
            ],
            options={
                "verbose_name": "非税项目编码",
                "constraints": [
                    models.UniqueConstraint(fields=("item", "fee", "valid_from"), name="fee_code_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("code", ""), _negated=True), models.Q(("fee", ""), _negated=True)),
                        name="fee_code_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(help_text="对账日")),
                ("channel", models.CharField(help_text="缴费渠道代码", max_length=20)),
                ("channel_label", models.CharField(help_text="缴费渠道名称", max_length=40)),
                ("ours_count", models.PositiveIntegerField(help_text="本平台笔数（收和退）")),
                ("ours_fen", models.BigIntegerField(help_text="本平台净收款（分）")),
                ("theirs_count", models.PositiveIntegerField(help_text="收款平台笔数（收和退）")),
                ("theirs_fen", models.BigIntegerField(help_text="收款平台净收款（分）")),
                ("run_at", models.DateTimeField(help_text="最近一次对账时间")),
            ],
            options={
                "verbose_name": "对账",
                "constraints": [models.UniqueConstraint(fields=("day", "channel"), name="reconciliation_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reconciliation",
                    models.ForeignKey(
                        help_text="哪一次对账",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="differences",
                        to="payments.reconciliation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ours_only", "本平台有，收款平台没有"),
                            ("theirs_only", "收款平台有，本平台没有"),
                            ("amount", "金额不符"),
                        ],
                        help_text="差异",
                        max_length=12,
                    ),
                ),
                (
                    "flow",
                    models.CharField(
                        choices=[("pay", "收款"), ("refund", "退款")], help_text="收款还是退款", max_length=6
                    ),
                ),
                ("order", models.CharField(help_text="订单号或退款单号", max_length=34)),
                (
                    "bill",
                    models.ForeignKey(
                        help_text="缴款单；不认识的订单为空",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payments.bill",
                    ),
                ),
                ("ours_fen", models.PositiveBigIntegerField(help_text="本平台金额（分）", null=True)),
                ("theirs_fen", models.PositiveBigIntegerField(help_text="收款平台金额（分）", null=True)),
                ("found_at", models.DateTimeField(help_text="发现时间")),
                ("settled_at", models.DateTimeField(help_text="处理时间", null=True)),
                ("settled_by", models.CharField(blank=True, help_text="处理人", max_length=100)),
                ("note", models.CharField(blank=True, help_text="处理说明", max_length=300)),
            ],
            options={
                "verbose_name": "对账差异",
                "constraints": [
                    models.UniqueConstraint(fields=("reconciliation", "flow", "order"), name="difference_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("note", ""), ("settled_at__isnull", True)),
                            models.Q(("settled_at__isnull", False), models.Q(("note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="difference_settled_with_a_note",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bill",
                    models.ForeignKey(
                        help_text="缴款单",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="payments.bill",
                    ),
                ),
                (
                    "attempt",
                    models.OneToOneField(
                        help_text="退哪一次缴费；每次只退一回",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refund",
                        to="payments.attempt",
                    ),
                ),
                ("number", models.CharField(help_text="退款单号", max_length=34, unique=True)),
                ("amount_fen", models.PositiveBigIntegerField(help_text="金额（分）")),
                ("reason", models.CharField(help_text="退款原因", max_length=200)),
                ("automatic", models.BooleanField(default=False, help_text="是否因重复缴费自动退回")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "等待退款"), ("refused", "收款平台未退"), ("done", "已退回")],
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(help_text="提出时间")),
                ("asked_by", models.CharField(help_text="提出人", max_length=100)),
                ("done_at", models.DateTimeField(db_index=True, help_text="收款平台记载的退款时间", null=True)),
                ("note", models.CharField(blank=True, help_text="收款平台的说明", max_length=200)),
            ],
            options={
                "verbose_name": "退款",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="refund_done_has_its_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ticket",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bill",
                    models.ForeignKey(
                        help_text="缴款单",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tickets",
                        to="payments.bill",
                    ),
                ),
                ("number", models.CharField(help_text="票据号码", max_length=24, unique=True)),
                ("check_code", models.CharField(help_text="校验码", max_length=6)),
                ("amount_fen", models.BigIntegerField(help_text="金额（分）；冲红票据为负数")),
                (
                    "reverses",
                    models.OneToOneField(
                        help_text="被冲红的票据",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="payments.ticket",
                    ),
                ),
                ("issued_at", models.DateTimeField(help_text="开具时间")),
            ],
            options={
                "verbose_name": "电子票据",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reverses", None)), fields=("bill",), name="ticket_one_a_bill"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_fen__gt", 0), ("reverses__isnull", True)),
                            models.Q(("amount_fen__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="ticket_reversing_is_negative",
                    ),
                ],
            },
        ),
    ]
