import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="LicenceType",
            fields=[
                (
                    "key",
                    models.CharField(
                        help_text="材料代码，与材料目录一致", max_length=5, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.CharField(help_text="证照类型代码（GB/T 36904，21 位）", max_length=21, unique=True)),
                ("name", models.CharField(help_text="证照名称", max_length=100)),
                ("department", models.CharField(help_text="证照类型的主管部门", max_length=100)),
                ("elements", models.JSONField(help_text="照面要素：数据元、名称、类型、是否必填、是否敏感")),
                (
                    "months",
                    models.PositiveSmallIntegerField(default=0, help_text="默认有效期（月），0 为长期或者由决定写明"),
                ),
                ("numbering", models.JSONField(default=dict, help_text="证书编号的编法，空为通用编法")),
                ("ground", models.CharField(blank=True, help_text="发证依据，印在照面上", max_length=200)),
                ("demo", models.BooleanField(default=True, help_text="是否为演示类型（类型代码不是国家登记的）")),
            ],
            options={
                "verbose_name": "证照类型",
                "ordering": ("key",),
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(help_text="证书所属：root 或者 organ:机构编号", max_length=40)),
                ("key_id", models.CharField(help_text="密钥编号", max_length=64)),
                ("serial", models.CharField(help_text="证书序列号（十六进制）", max_length=50, unique=True)),
                ("name", models.CharField(help_text="证书主体名称", max_length=120)),
                ("pem", models.TextField(help_text="证书（PEM）")),
                ("valid_from", models.DateTimeField(help_text="生效时间")),
                ("valid_to", models.DateTimeField(help_text="失效时间")),
            ],
            options={
                "verbose_name": "签章证书",
                "constraints": [models.UniqueConstraint(fields=("owner", "key_id", "name"), name="certificate_once")],
            },
        ),
        migrations.CreateModel(
            name="Licence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.CharField(help_text="电子证照标识（GB/T 36904）", max_length=110, unique=True)),
                ("number", models.CharField(help_text="证书编号", max_length=60)),
                (
                    "type",
                    models.ForeignKey(
                        help_text="证照类型",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licences",
                        to="licences.licencetype",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="持证自然人",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licences",
                        to="identity.naturalperson",
                    ),
                ),
                (
                    "legal_person",
                    models.ForeignKey(
                        help_text="持证法人",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licences",
                        to="identity.legalperson",
                    ),
                ),
                ("holder_name", models.CharField(help_text="持证主体名称", max_length=120)),
                ("face", models.BinaryField(help_text="照面要素（加密）")),
                ("face_masked", models.JSONField(help_text="照面要素（脱敏）")),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="颁发机构",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("issuer_name", models.CharField(help_text="颁发机构名称（颁发时）", max_length=100)),
                (
                    "region",
                    models.ForeignKey(
                        help_text="颁发地区划",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.region",
                    ),
                ),
                ("valid_from", models.DateField(help_text="有效期起")),
                ("valid_to", models.DateField(help_text="有效期至（含）；空为长期", null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending_signature", "待签章"),
                            ("valid", "有效"),
                            ("suspended", "已暂停"),
                            ("expired", "已过期"),
                            ("replaced", "已换发"),
                            ("revoked", "已注销"),
                        ],
                        default="pending_signature",
                        help_text="状态",
                        max_length=20,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, help_text="版本号")),
                (
                    "replaces",
                    models.ForeignKey(
                        help_text="换发前的证照",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="licences.licence",
                    ),
                ),
                ("subject_kind", models.CharField(blank=True, help_text="来源对象种类（办件）", max_length=60)),
                ("subject_key", models.CharField(blank=True, help_text="来源对象标识", max_length=80)),
                ("token", models.CharField(help_text="核验码（二维码中）", max_length=40, unique=True)),
                (
                    "file_digest",
                    models.CharField(blank=True, db_index=True, help_text="签章文件的 SHA-256", max_length=64),
                ),
                ("file_size", models.PositiveIntegerField(default=0, help_text="签章文件大小（字节）")),
                ("signed_at", models.DateTimeField(help_text="签章时间", null=True)),
                ("signer", models.CharField(blank=True, help_text="签章单位", max_length=100)),
                ("certificate_serial", models.CharField(blank=True, help_text="签章证书序列号", max_length=50)),
                ("ended_at", models.DateTimeField(help_text="失效时间", null=True)),
                ("reason", models.CharField(blank=True, help_text="暂停或者注销的原因", max_length=300)),
                ("issued_at", models.DateTimeField(help_text="生成时间")),
                ("issued_by", models.CharField(help_text="颁发人", max_length=100)),
            ],
            options={
                "verbose_name": "电子证照",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(fields=["person", "type"], name="licence_by_person"),
                    models.Index(fields=["legal_person", "type"], name="licence_by_legal_person"),
                    models.Index(fields=["subject_kind", "subject_key"], name="licence_by_subject"),
                    models.Index(
                        condition=models.Q(("state__in", ["valid", "suspended"])),
                        fields=["valid_to"],
                        name="licence_due",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("legal_person__isnull", True), ("person__isnull", False)),
                            models.Q(("legal_person__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="licence_of_one_holder",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "revoked"), _negated=True),
                        fields=("replaces",),
                        name="licence_replaced_by_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="licence_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["pending_signature", "valid", "suspended", "expired", "replaced", "revoked"])
                        ),
                        name="licence_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["pending_signature", "revoked"]),
                            models.Q(
                                ("signed_at__isnull", False),
                                models.Q(("file_digest", ""), _negated=True),
                                models.Q(("certificate_serial", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="licence_valid_only_when_signed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "type",
                    models.ForeignKey(
                        help_text="证照类型",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="licences.licencetype",
                    ),
                ),
                ("region", models.CharField(help_text="区划代码前六位", max_length=6)),
                ("year", models.PositiveSmallIntegerField(help_text="年份")),
                ("last", models.PositiveIntegerField(default=0, help_text="已用到的流水号")),
            ],
            options={
                "verbose_name": "证照流水号",
                "constraints": [models.UniqueConstraint(fields=("type", "region", "year"), name="licence_series_once")],
            },
        ),
        migrations.CreateModel(
            name="PrintTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "licence",
                    models.OneToOneField(
                        help_text="证照",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_task",
                        to="licences.licence",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待打印"), ("printed", "已打印")],
                        default="waiting",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("copies", models.PositiveSmallIntegerField(default=0, help_text="已打印份数")),
                ("limit", models.PositiveSmallIntegerField(help_text="最多可打印份数")),
                ("printed_at", models.DateTimeField(help_text="最近打印时间", null=True)),
                ("printed_by", models.CharField(blank=True, help_text="打印人", max_length=100)),
            ],
            options={
                "verbose_name": "打印任务",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("copies__lte", models.F("limit"))), name="print_within_limit"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("copies", 0), ("state", "waiting")),
                            models.Q(("copies__gt", 0), ("state", "printed")),
                            _connector="OR",
                        ),
                        name="print_state_fits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="用章单位",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("name", models.CharField(help_text="印文", max_length=100)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "在用"), ("retired", "已停用")],
                        default="active",
                        help_text="状态",
                        max_length=10,
                    ),
                ),
                ("picture", models.TextField(help_text="印模图形（SVG）")),
                ("image_digest", models.CharField(help_text="印模图形的 SHA-256", max_length=64)),
                ("in_use_from", models.DateField(help_text="启用日期")),
                ("in_use_to", models.DateField(help_text="停用日期", null=True)),
                ("demo", models.BooleanField(default=True, help_text="是否为演示印章")),
            ],
            options={
                "verbose_name": "电子印章",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "active")), fields=("organisation",), name="seal_one_in_use"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_use_to__isnull", True), ("state", "active")),
                            models.Q(("in_use_to__isnull", False), ("state", "retired")),
                            _connector="OR",
                        ),
                        name="seal_retired_has_day",
                    ),
                ],
            },
        ),
    ]
