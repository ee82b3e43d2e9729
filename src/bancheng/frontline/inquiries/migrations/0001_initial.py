import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="责任人所在单位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        help_text="责任人所在单位的区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("window", "当面"), ("phone", "电话"), ("online", "网上")],
                        help_text="怎样来问的",
                        max_length=10,
                    ),
                ),
                ("question", models.TextField(help_text="问了什么（其中的证件和手机号码已脱敏）")),
                ("asker_name", models.CharField(blank=True, help_text="咨询人姓名；可以不留", max_length=50)),
                ("asker_phone", models.BinaryField(help_text="咨询人手机号码（加密）；可以不留", null=True)),
                ("asker_phone_masked", models.CharField(blank=True, help_text="咨询人手机号码（脱敏）", max_length=20)),
                ("owner", models.CharField(help_text="责任人标识", max_length=80)),
                ("owner_name", models.CharField(help_text="责任人姓名", max_length=100)),
                ("first", models.CharField(help_text="首问责任人标识", max_length=80)),
                ("first_name", models.CharField(help_text="首问责任人姓名", max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待答复"), ("answered", "已答复"), ("closed", "已办结")],
                        default="open",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(help_text="咨询时间")),
                ("due_on", models.DateField(help_text="应当答复的最后一天")),
                ("answer", models.TextField(blank=True, help_text="答复内容")),
                ("answered_at", models.DateTimeField(help_text="答复时间", null=True)),
                ("answered_by", models.CharField(blank=True, help_text="答复人姓名", max_length=100)),
                ("closed_at", models.DateTimeField(help_text="办结时间", null=True)),
                ("reminded_on", models.DateField(help_text="最近一次催促责任人的日期", null=True)),
                ("escalated", models.BooleanField(default=False, help_text="是否已告知督办人员")),
            ],
            options={
                "verbose_name": "首问咨询",
                "indexes": [
                    models.Index(fields=["owner", "-id"], name="inquiry_by_owner"),
                    models.Index(fields=["organisation", "-id"], name="inquiry_by_organ"),
                    models.Index(fields=["region", "-id"], name="inquiry_by_region"),
                    models.Index(condition=models.Q(("state", "open")), fields=["due_on"], name="inquiry_open_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "answered", "closed"])), name="inquiry_state_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("answered_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="inquiry_answered_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner", ""), _negated=True), models.Q(("question", ""), _negated=True)
                        ),
                        name="inquiry_has_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "inquiry",
                    models.ForeignKey(
                        help_text="咨询",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transfers",
                        to="inquiries.inquiry",
                    ),
                ),
                ("giver", models.CharField(help_text="转交人标识", max_length=80)),
                ("giver_name", models.CharField(help_text="转交人姓名", max_length=100)),
                ("taker", models.CharField(help_text="接收人标识", max_length=80)),
                ("taker_name", models.CharField(help_text="接收人姓名", max_length=100)),
                ("reason", models.CharField(help_text="转交理由", max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "等待接收"),
                            ("accepted", "已接收"),
                            ("declined", "未接收"),
                            ("taken_back", "已收回"),
                        ],
                        default="proposed",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField(help_text="提出时间")),
                ("settled_at", models.DateTimeField(help_text="接收、退回或者收回的时间", null=True)),
                ("words", models.CharField(blank=True, help_text="不接收的理由", max_length=300)),
            ],
            options={
                "verbose_name": "首问转交",
                "ordering": ("inquiry_id", "id"),
                "indexes": [
                    models.Index(condition=models.Q(("state", "proposed")), fields=["taker"], name="transfer_offered")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("inquiry",),
                        name="transfer_one_open_an_inquiry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True), name="transfer_to_another"
                    ),
                ],
            },
        ),
    ]
