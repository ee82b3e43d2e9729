"""A bundle that somebody applies for: one file with one number, and the cases of its members behind it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.bundles.models.listing import Bundle, BundleVersion

LIVE = Q(state__in=["held", "open"])


class BundleCase(models.Model):
    """一件事办件: one application through a published version of a bundle; each member is a case of its own behind it."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        RUNNING = "running", "办理中"
        CLOSED = "closed", "已办结"

    class Outcome(models.TextChoices):
        NONE = "", "未办结"
        WHOLE = "whole", "全部办成"
        PARTIAL = "partial", "部分办成"
        FAILED = "failed", "没有办成"

    key = models.CharField(max_length=32, unique=True, help_text="一件事办件标识（随机），用于网址和日志")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="cases", help_text="一件事")
    version = models.ForeignKey(BundleVersion, on_delete=models.PROTECT, related_name="+", help_text="所依据的版本")
    name = models.CharField(max_length=100, help_text="一件事的名称")
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="办理地区划"
    )
    lead = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="牵头部门"
    )
    number = models.CharField(max_length=24, unique=True, null=True, help_text="一件事受理号；草稿没有")
    query_code = models.BinaryField(null=True, help_text="查询码（加密）")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT, help_text="状态")
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, default=Outcome.NONE, blank=True, help_text="整体结果"
    )
    filer = models.ForeignKey(
        "identity.NaturalPerson", on_delete=models.PROTECT, related_name="+", help_text="办理人（自然人）"
    )
    applicant = models.ForeignKey(
        "identity.NaturalPerson", null=True, on_delete=models.PROTECT, related_name="+", help_text="申请人（自然人）"
    )
    legal_person = models.ForeignKey(
        "identity.LegalPerson", null=True, on_delete=models.PROTECT, related_name="+", help_text="申请人（法人）"
    )
    capacity = models.CharField(max_length=20, default="self", help_text="办理人以什么身份办理")
    applicant_name = models.CharField(max_length=120, help_text="申请人姓名或名称")
    applicant_masked = models.CharField(max_length=20, blank=True, help_text="申请人证件号码（脱敏）")
    channel = models.CharField(max_length=10, default="portal", help_text="申请来自哪个渠道")
    identity_method = models.CharField(max_length=40, blank=True, help_text="窗口核验身份的方式")
    answers = models.JSONField(default=dict, help_text="情形答案：数据元代码对答案")
    trial = models.BooleanField(default=False, help_text="走流程体验：不进统计，不对外产生效力")
    project_code = models.CharField(max_length=24, blank=True, help_text="投资项目统一代码；空为与项目无关")
    due_on = models.DateField(null=True, help_text="整体承诺办结日期（关键路径），成员有变动时重算")
    parts_open = models.PositiveSmallIntegerField(default=0, help_text="还没有结果的成员数")
    parts_late = models.PositiveSmallIntegerField(default=0, help_text="其中已经逾期的成员数")
    created_at = models.DateTimeField(help_text="开始填写时间")
    saved_at = models.DateTimeField(help_text="最后保存时间")
    submitted_at = models.DateTimeField(null=True, help_text="提交时间")
    closed_at = models.DateTimeField(null=True, help_text="全部成员有了结果的时间")
    collected_at = models.DateTimeField(null=True, help_text="统一窗口一次发证的时间")
    collected_by = models.CharField(max_length=60, blank=True, help_text="领取人姓名")

    class Meta:
        verbose_name = "一件事办件"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft") | Q(number__isnull=False, submitted_at__isnull=False),
                name="bundle_case_numbered",
            ),
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(outcome=""), name="bundle_case_closed_so"),
            # The same person does not run the same bundle twice at once without noticing: one draft of it.
            models.UniqueConstraint(
                fields=["bundle", "filer", "trial"], condition=Q(state="draft"), name="bundle_case_one_draft"
            ),
        )
        indexes = (
            models.Index(fields=["lead", "state", "due_on", "id"], name="bundle_case_board"),
            models.Index(fields=["region", "state", "due_on", "id"], name="bundle_case_region"),
            models.Index(fields=["filer", "-id"], name="bundle_case_own"),
            models.Index(fields=["legal_person", "-id"], name="bundle_case_firm"),
            models.Index(fields=["applicant", "-id"], name="bundle_case_applicant"),
            models.Index(fields=["project_code"], condition=~Q(project_code=""), name="bundle_case_project"),
        )


class BundlePart(models.Model):
    """成员办件: the case of one member, or a further one after it was refused (`attempt`)."""

    class State(models.TextChoices):
        HELD = "held", "等待前置结果"
        OPEN = "open", "办理中"
        GRANTED = "granted", "已办成"
        REFUSED = "refused", "未通过"
        WITHDRAWN = "withdrawn", "已撤回"
        STOPPED = "stopped", "随前置事项停止"
        DROPPED = "dropped", "不再需要"

    bundle_case = models.ForeignKey(BundleCase, on_delete=models.CASCADE, related_name="parts", help_text="一件事办件")
    key = models.CharField(max_length=60, help_text="成员标识")
    suffix = models.PositiveSmallIntegerField(help_text="受理号后缀；重新申请的沿用")
    attempt = models.PositiveSmallIntegerField(default=1, help_text="第几次申请")
    case = models.OneToOneField(
        "cases.Case", null=True, on_delete=models.PROTECT, related_name="+", help_text="成员事项的办件"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="实施机关"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD, help_text="状态")
    current = models.BooleanField(default=True, help_text="是这个成员最近一次申请")
    ready = models.BooleanField(default=False, help_text="申请人已经确认提交，等前置结果一到就由平台提交给部门")
    note = models.CharField(max_length=300, blank=True, help_text="为什么停止、增加或者去掉")
    opened_at = models.DateTimeField(null=True, help_text="提交给部门的时间")
    ended_at = models.DateTimeField(null=True, help_text="有结果的时间")

    class Meta:
        verbose_name = "一件事成员办件"
        ordering = ("suffix", "attempt")
        constraints = (
            models.UniqueConstraint(fields=["bundle_case", "key", "attempt"], name="bundle_part_once"),
            models.UniqueConstraint(
                fields=["bundle_case", "key"], condition=Q(current=True), name="bundle_part_one_current"
            ),
        )
        indexes = (models.Index(fields=["organisation", "state", "id"], name="bundle_part_organ"),)


class JointVisit(models.Model):
    """联合踏勘: the members that inspect the place come together, once."""

    bundle_case = models.ForeignKey(BundleCase, on_delete=models.PROTECT, related_name="visits", help_text="一件事办件")
    on = models.DateField(help_text="踏勘日期")
    place = models.CharField(max_length=200, help_text="踏勘地点")
    note = models.CharField(max_length=500, blank=True, help_text="告诉申请人的准备事项")
    members = models.JSONField(help_text="参加的成员标识")
    called_by = models.CharField(max_length=100, help_text="召集人")
    called_at = models.DateTimeField(help_text="召集时间")
    findings = models.TextField(max_length=2000, blank=True, help_text="现场共同意见")
    recorded_at = models.DateTimeField(null=True, help_text="记录时间")
    recorded_by = models.CharField(max_length=100, blank=True, help_text="记录人")

    class Meta:
        verbose_name = "联合踏勘"
        ordering = ("on", "id")
