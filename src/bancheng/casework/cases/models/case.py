"""The case itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.lifecycle import CASE

NAME = 200


class Case(models.Model):
    """办件: one application for one item, pinned to the guide version it was filed under.

    Due instants are stored so that a list of a million needs no clock: the light is derived from them, and one conditional
    statement flips what has passed. The journal can recompute each of them (`verify_clocks`).
    """

    class Channel(models.TextChoices):
        PORTAL = "portal", "网上"
        WINDOW = "window", "窗口"
        API = "api", "接口"

    class Capacity(models.TextChoices):
        SELF = "self", "本人办理"
        REPRESENTATIVE = "representative", "法定代表人（负责人）办理"
        OPERATOR = "operator", "单位经办人办理"
        AGENT = "agent", "受委托代办"

    class Clock(models.TextChoices):
        NONE = "", "不计时"
        ACCEPTANCE = "acceptance", "受理时限"
        DECISION = "decision", "承诺办结时限"

    class Flag(models.IntegerChoices):
        NORMAL = 0, "正常"
        WARNED = 1, "已预警"
        OVERDUE = 2, "已逾期"

    key = models.CharField(max_length=32, unique=True, help_text="办件标识（随机），用于网址和日志")
    number = models.CharField(max_length=26, unique=True, null=True, help_text="统一受理号；草稿没有")
    query_code = models.BinaryField(null=True, help_text="查询码（加密）")
    item = models.ForeignKey(
        "catalog.ImplementationItem", on_delete=models.PROTECT, related_name="+", help_text="实施清单事项"
    )
    guide_version = models.ForeignKey(
        "catalog.GuideVersion", on_delete=models.PROTECT, related_name="+", help_text="所依据的指南版本"
    )
    item_name = models.CharField(max_length=NAME, help_text="事项名称")
    handling = models.CharField(
        max_length=10, choices=(("instant", "即办件"), ("promised", "承诺件")), help_text="办件类型"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="实施机关"
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="实施机关所在区划"
    )
    applicant = models.ForeignKey(
        "identity.NaturalPerson", null=True, on_delete=models.PROTECT, related_name="+", help_text="申请人（自然人）"
    )
    legal_person = models.ForeignKey(
        "identity.LegalPerson",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="申请人（法人和其他组织）",
    )
    filer = models.ForeignKey(
        "identity.NaturalPerson", null=True, on_delete=models.PROTECT, related_name="+", help_text="办理人"
    )
    capacity = models.CharField(
        max_length=20, choices=Capacity.choices, default=Capacity.SELF, help_text="办理人以什么身份办理"
    )
    applicant_name = models.CharField(max_length=120, help_text="申请人姓名或名称")
    applicant_masked = models.CharField(max_length=20, blank=True, help_text="申请人证件号码（脱敏）")
    channel = models.CharField(
        max_length=10, choices=Channel.choices, default=Channel.PORTAL, help_text="申请来自哪个渠道"
    )
    identity_method = models.CharField(max_length=40, blank=True, help_text="窗口核验身份的方式")
    part_of = models.CharField(
        max_length=32, blank=True, default="", help_text="属于哪个一件事办件（它的标识）；空为单独申请"
    )
    trial = models.BooleanField(default=False, help_text="走流程体验：不进统计，不对外产生效力")
    state = models.CharField(
        max_length=24, choices=[(one.code, one.label) for one in CASE.states], default="draft", help_text="状态"
    )
    outcome = models.CharField(
        max_length=10, blank=True, choices=(("granted", "准予"), ("refused", "不予")), help_text="决定结果"
    )
    version = models.PositiveIntegerField(default=1, help_text="版本号：每办一步加一，过期页面据此发现")
    answers = models.JSONField(default=dict, help_text="情形答案：数据元代码对答案")
    form = models.BinaryField(null=True, help_text="表单内容（加密的 JSON）：数据元代码对值、来源、时间")
    created_at = models.DateTimeField(help_text="开始填写时间")
    saved_at = models.DateTimeField(help_text="最后保存时间")
    submitted_at = models.DateTimeField(null=True, help_text="首次提交时间")
    received_on = models.DateField(null=True, help_text="收到申请材料（最近一次补正）的日期，受理时限从这天起算")
    accepted_at = models.DateTimeField(null=True, help_text="受理时间")
    tolerated = models.BooleanField(default=False, help_text="是否容缺受理")
    committed = models.BooleanField(default=False, help_text="是否告知承诺办理")
    pre_reviewed_at = models.DateTimeField(null=True, help_text="预审通过时间")
    extension_days = models.PositiveSmallIntegerField(default=0, help_text="批准延长的工作日数")
    accepted_on = models.DateField(null=True, help_text="办理时限从这天起算；视为受理的为收件日")
    deemed = models.BooleanField(default=False, help_text="是否逾期未告知而视为受理")
    decided_at = models.DateTimeField(null=True, help_text="作出决定时间")
    delivered_at = models.DateTimeField(null=True, help_text="送达时间")
    undelivered_told = models.BooleanField(default=False, help_text="已发出超过十日没有颁发、送达的事件")
    collected_at = models.DateTimeField(null=True, help_text="领取时间")
    closed_at = models.DateTimeField(null=True, help_text="办结（或终止）时间")
    unclaimed = models.BooleanField(default=False, help_text="没有登记领取就办结")
    collected_by = models.CharField(max_length=60, blank=True, help_text="领取人姓名")
    collected_masked = models.CharField(max_length=20, blank=True, help_text="领取人证件号码（脱敏）")
    collected_method = models.CharField(max_length=40, blank=True, help_text="核验领取人身份的方式")
    delivery = models.CharField(
        max_length=10,
        default="electronic",
        choices=(("electronic", "电子送达"), ("window", "窗口领取"), ("post", "邮寄送达")),
        help_text="结果送达方式",
    )
    clock = models.CharField(
        max_length=12, blank=True, choices=Clock.choices, default=Clock.NONE, help_text="正在走的时限"
    )
    due_on = models.DateField(null=True, help_text="正在走的时限的最后一天")
    statutory_due_on = models.DateField(null=True, help_text="法定办结时限的最后一天；法律没有规定的为空")
    warn_at = models.DateTimeField(null=True, help_text="预警时刻")
    due_at = models.DateTimeField(null=True, help_text="到期时刻：最后一天结束")
    statutory_due_at = models.DateTimeField(null=True, help_text="法定时限到期时刻")
    flag = models.PositiveSmallIntegerField(
        choices=Flag.choices, default=Flag.NORMAL, help_text="已发出的时限事件：预警、逾期"
    )
    statutory_passed = models.BooleanField(default=False, help_text="已发出超过法定时限的事件")
    last_verb = models.CharField(max_length=30, blank=True, help_text="最近一步")
    last_by = models.CharField(max_length=100, blank=True, help_text="最近一步由谁办理")
    last_at = models.DateTimeField(null=True, help_text="最近一步的时间")

    class Meta:
        verbose_name = "办件"
        constraints = (
            models.CheckConstraint(
                condition=Q(state="draft")
                | (
                    Q(number__isnull=False, submitted_at__isnull=False, received_on__isnull=False)
                    & (
                        Q(applicant__isnull=False, legal_person__isnull=True)
                        | Q(applicant__isnull=True, legal_person__isnull=False)
                    )
                ),
                name="case_of_one_applicant",
            ),
            models.CheckConstraint(
                condition=Q(clock="") | Q(due_on__isnull=False, due_at__isnull=False, warn_at__isnull=False),
                name="case_running_clock_is_due",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "delivered", "collected", "closed", "revoked"])
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="case_decided_has_outcome",
            ),
        )
        indexes = (
            # The clocks' watch: only what runs and has not been told of.
            models.Index(fields=["warn_at"], condition=~Q(clock="") & Q(flag=0), name="case_to_warn"),
            models.Index(fields=["due_at"], condition=~Q(clock="") & Q(flag__lt=2), name="case_to_pass"),
            models.Index(
                fields=["statutory_due_at"],
                condition=Q(clock="decision", statutory_passed=False),
                name="case_to_pass_statutory",
            ),
            # The supervisor's page: what is open, near due first. A region is asked for by its stem, which no index leads by:
            # so the order leads, and other regions are passed over.
            models.Index(fields=["due_at", "id"], condition=~Q(clock=""), name="case_running_due"),
            models.Index(fields=["organisation", "due_at", "id"], condition=~Q(clock=""), name="case_running_organ"),
            models.Index(fields=["organisation", "-id"], name="case_by_organ"),
            models.Index(fields=["region", "-id"], name="case_by_region"),
            models.Index(fields=["applicant", "-id"], name="case_by_applicant"),
            models.Index(fields=["legal_person", "-id"], name="case_by_legal_person"),
            models.Index(fields=["filer", "-id"], name="case_by_filer"),
            models.Index(fields=["part_of"], condition=~Q(part_of=""), name="case_part_of"),
            models.Index(fields=["delivered_at"], condition=Q(state="delivered"), name="case_unclaimed"),
            models.Index(
                fields=["decided_at"], condition=Q(state="decided", undelivered_told=False), name="case_undelivered"
            ),
            models.Index(fields=["saved_at"], condition=Q(state="draft"), name="case_draft"),
            models.Index(fields=["pre_reviewed_at"], condition=Q(state="pre_reviewed"), name="case_pre_reviewed"),
        )

    def __str__(self) -> str:
        return self.number or self.key
