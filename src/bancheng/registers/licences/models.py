"""Licence types, licences, their printing, seals of organs and the certificates behind the signatures."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bancheng.ground.access import Subject
from bancheng.registers.licences.lifecycle import LICENCE


class LicenceType(models.Model):
    """证照类型: its key is the code of the same paper in the dictionary of materials, so nothing is matched by name."""

    key = models.CharField(max_length=5, primary_key=True, help_text="材料代码，与材料目录一致")
    code = models.CharField(max_length=21, unique=True, help_text="证照类型代码（GB/T 36904，21 位）")
    name = models.CharField(max_length=100, help_text="证照名称")
    department = models.CharField(max_length=100, help_text="证照类型的主管部门")
    elements = models.JSONField(help_text="照面要素：数据元、名称、类型、是否必填、是否敏感")
    months = models.PositiveSmallIntegerField(default=0, help_text="默认有效期（月），0 为长期或者由决定写明")
    numbering = models.JSONField(default=dict, help_text="证书编号的编法，空为通用编法")
    ground = models.CharField(max_length=200, blank=True, help_text="发证依据，印在照面上")
    demo = models.BooleanField(default=True, help_text="是否为演示类型（类型代码不是国家登记的）")

    class Meta:
        verbose_name = "证照类型"
        ordering = ("key",)

    def __str__(self) -> str:
        return self.name


class NumberSeries(models.Model):
    """流水号 of one type, issuing region and year."""

    type = models.ForeignKey(LicenceType, on_delete=models.PROTECT, related_name="+", help_text="证照类型")
    region = models.CharField(max_length=6, help_text="区划代码前六位")
    year = models.PositiveSmallIntegerField(help_text="年份")
    last = models.PositiveIntegerField(default=0, help_text="已用到的流水号")

    class Meta:
        verbose_name = "证照流水号"
        constraints = (models.UniqueConstraint(fields=["type", "region", "year"], name="licence_series_once"),)


class Licence(models.Model):
    """一本电子证照 in one version. The face is sealed data; what strangers may see of it is kept masked beside it."""

    identifier = models.CharField(max_length=110, unique=True, help_text="电子证照标识（GB/T 36904）")
    number = models.CharField(max_length=60, help_text="证书编号")
    type = models.ForeignKey(LicenceType, on_delete=models.PROTECT, related_name="licences", help_text="证照类型")
    person = models.ForeignKey(
        "identity.NaturalPerson", null=True, on_delete=models.PROTECT, related_name="licences", help_text="持证自然人"
    )
    legal_person = models.ForeignKey(
        "identity.LegalPerson", null=True, on_delete=models.PROTECT, related_name="licences", help_text="持证法人"
    )
    holder_name = models.CharField(max_length=120, help_text="持证主体名称")
    face = models.BinaryField(help_text="照面要素（加密）")
    face_masked = models.JSONField(help_text="照面要素（脱敏）")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="颁发机构"
    )
    issuer_name = models.CharField(max_length=100, help_text="颁发机构名称（颁发时）")
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="颁发地区划"
    )
    valid_from = models.DateField(help_text="有效期起")
    valid_to = models.DateField(null=True, help_text="有效期至（含）；空为长期")
    state = models.CharField(
        max_length=20,
        choices=[(one.code, one.label) for one in LICENCE.states],
        default=LICENCE.initial,
        help_text="状态",
    )
    version = models.PositiveSmallIntegerField(default=1, help_text="版本号")
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="renewals", help_text="换发前的证照"
    )
    subject_kind = models.CharField(max_length=60, blank=True, help_text="来源对象种类（办件）")
    subject_key = models.CharField(max_length=80, blank=True, help_text="来源对象标识")
    token = models.CharField(max_length=40, unique=True, help_text="核验码（二维码中）")
    file_digest = models.CharField(max_length=64, blank=True, db_index=True, help_text="签章文件的 SHA-256")
    file_size = models.PositiveIntegerField(default=0, help_text="签章文件大小（字节）")
    signed_at = models.DateTimeField(null=True, help_text="签章时间")
    signer = models.CharField(max_length=100, blank=True, help_text="签章单位")
    certificate_serial = models.CharField(max_length=50, blank=True, help_text="签章证书序列号")
    ended_at = models.DateTimeField(null=True, help_text="失效时间")
    reason = models.CharField(max_length=300, blank=True, help_text="暂停或者注销的原因")
    issued_at = models.DateTimeField(help_text="生成时间")
    issued_by = models.CharField(max_length=100, help_text="颁发人")

    class Meta:
        verbose_name = "电子证照"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["person", "type"], name="licence_by_person"),
            models.Index(fields=["legal_person", "type"], name="licence_by_legal_person"),
            models.Index(fields=["subject_kind", "subject_key"], name="licence_by_subject"),
            models.Index(fields=["valid_to"], name="licence_due", condition=Q(state__in=["valid", "suspended"])),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, legal_person__isnull=True)
                | Q(person__isnull=True, legal_person__isnull=False),
                name="licence_of_one_holder",
            ),
            models.UniqueConstraint(fields=["replaces"], condition=~Q(state="revoked"), name="licence_replaced_by_one"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="licence_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.code for one in LICENCE.states]), name="licence_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending_signature", "revoked"])
                | (Q(signed_at__isnull=False) & ~Q(file_digest="") & ~Q(certificate_serial="")),
                name="licence_valid_only_when_signed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.type_id} {self.number}"

    @property
    def subject(self) -> Subject | None:
        """The case or whatever else brought it about."""
        return Subject(self.subject_kind, self.subject_key) if self.subject_kind else None


class PrintTask(models.Model):
    """打印任务: written with the licence; the number of copies is limited."""

    class State(models.TextChoices):
        WAITING = "waiting", "待打印"
        PRINTED = "printed", "已打印"

    licence = models.OneToOneField(Licence, on_delete=models.PROTECT, related_name="print_task", help_text="证照")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, help_text="状态")
    copies = models.PositiveSmallIntegerField(default=0, help_text="已打印份数")
    limit = models.PositiveSmallIntegerField(help_text="最多可打印份数")
    printed_at = models.DateTimeField(null=True, help_text="最近打印时间")
    printed_by = models.CharField(max_length=100, blank=True, help_text="打印人")

    class Meta:
        verbose_name = "打印任务"
        constraints = (
            models.CheckConstraint(condition=Q(copies__lte=F("limit")), name="print_within_limit"),
            models.CheckConstraint(
                condition=Q(state="waiting", copies=0) | Q(state="printed", copies__gt=0), name="print_state_fits"
            ),
        )


class Seal(models.Model):
    """电子印章 of an organ: what its picture is, from when to when it is in use."""

    class State(models.TextChoices):
        ACTIVE = "active", "在用"
        RETIRED = "retired", "已停用"

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="用章单位"
    )
    name = models.CharField(max_length=100, help_text="印文")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE, help_text="状态")
    picture = models.TextField(help_text="印模图形（SVG）")
    image_digest = models.CharField(max_length=64, help_text="印模图形的 SHA-256")
    in_use_from = models.DateField(help_text="启用日期")
    in_use_to = models.DateField(null=True, help_text="停用日期")
    demo = models.BooleanField(default=True, help_text="是否为演示印章")

    class Meta:
        verbose_name = "电子印章"
        constraints = (
            models.UniqueConstraint(fields=["organisation"], condition=Q(state="active"), name="seal_one_in_use"),
            models.CheckConstraint(
                condition=Q(state="active", in_use_to__isnull=True) | Q(state="retired", in_use_to__isnull=False),
                name="seal_retired_has_day",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Certificate(models.Model):
    """数字证书 of the demo authority: its root (`owner` root) and one per organ (`owner` organ:12) and key generation."""

    owner = models.CharField(max_length=40, help_text="证书所属：root 或者 organ:机构编号")
    key_id = models.CharField(max_length=64, help_text="密钥编号")
    serial = models.CharField(max_length=50, unique=True, help_text="证书序列号（十六进制）")
    name = models.CharField(max_length=120, help_text="证书主体名称")
    pem = models.TextField(help_text="证书（PEM）")
    valid_from = models.DateTimeField(help_text="生效时间")
    valid_to = models.DateTimeField(help_text="失效时间")

    class Meta:
        verbose_name = "签章证书"
        constraints = (models.UniqueConstraint(fields=["owner", "key_id", "name"], name="certificate_once"),)
