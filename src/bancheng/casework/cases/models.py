"""A case and what belongs to it: materials with their files, tasks by stage, notices, the decision, dated grants."""

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
    number = models.CharField(max_length=24, unique=True, null=True, help_text="统一受理号；草稿没有")
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
    accepted_on = models.DateField(null=True, help_text="办理时限从这天起算；视为受理的为收件日")
    deemed = models.BooleanField(default=False, help_text="是否逾期未告知而视为受理")
    decided_at = models.DateTimeField(null=True, help_text="作出决定时间")
    delivered_at = models.DateTimeField(null=True, help_text="送达时间")
    collected_at = models.DateTimeField(null=True, help_text="领取时间")
    closed_at = models.DateTimeField(null=True, help_text="办结（或终止）时间")
    unclaimed = models.BooleanField(default=False, help_text="没有登记领取就办结")
    collected_by = models.CharField(max_length=60, blank=True, help_text="领取人姓名")
    collected_masked = models.CharField(max_length=20, blank=True, help_text="领取人证件号码（脱敏）")
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
                condition=~Q(state__in=["decided", "delivered", "collected", "closed"])
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
            models.Index(fields=["delivered_at"], condition=Q(state="delivered"), name="case_unclaimed"),
            models.Index(fields=["saved_at"], condition=Q(state="draft"), name="case_draft"),
        )

    def __str__(self) -> str:
        return self.number or self.key


class CaseMaterial(models.Model):
    """申请材料: one line of the pinned guide for one case; `line` is its place in the guide's list, from 1."""

    class Given(models.TextChoices):
        MISSING = "", "未提交"
        UPLOADED = "uploaded", "已上传"
        PAPER = "paper", "窗口收取纸质"
        LICENCE = "licence", "电子证照免交"
        SHARED = "shared", "数据共享免交"
        EXEMPT = "exempt", "免予提交"
        GENERATED = "generated", "在线填写生成"

    class Check(models.TextChoices):
        PENDING = "", "未核验"
        OK = "ok", "合格"
        BAD = "bad", "不合格"
        EXEMPT = "exempt", "免交"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="materials", help_text="办件")
    line = models.PositiveSmallIntegerField(help_text="在指南材料清单中的序号，从 1 起")
    code = models.CharField(max_length=5, help_text="材料代码")
    name = models.CharField(max_length=NAME, help_text="材料名称")
    required = models.BooleanField(default=True, help_text="按情形是否必须提交")
    given = models.CharField(
        max_length=10, blank=True, choices=Given.choices, default=Given.MISSING, help_text="怎样提交"
    )
    source = models.CharField(max_length=100, blank=True, help_text="免交时核对的来源")
    reason = models.CharField(max_length=300, blank=True, help_text="免交的理由")
    obtained_at = models.DateTimeField(null=True, help_text="核对或收取的时间")
    licence = models.CharField(max_length=120, blank=True, help_text="关联的电子证照标识")
    check_result = models.CharField(
        max_length=8, blank=True, choices=Check.choices, default=Check.PENDING, help_text="核验结果"
    )
    check_note = models.CharField(max_length=500, blank=True, help_text="核验说明")
    checked_by = models.CharField(max_length=100, blank=True, help_text="核验人")
    checked_at = models.DateTimeField(null=True, help_text="核验时间")

    class Meta:
        verbose_name = "申请材料"
        ordering = ("case_id", "line")
        constraints = (models.UniqueConstraint(fields=["case", "line"], name="material_line_once"),)


class MaterialFile(models.Model):
    """One uploaded file of a material; taken back, it keeps its row."""

    material = models.ForeignKey(CaseMaterial, on_delete=models.CASCADE, related_name="files", help_text="申请材料")
    key = models.CharField(max_length=32, unique=True, help_text="文件标识（随机），用于网址")
    digest = models.CharField(max_length=64, help_text="文件内容的 SHA-256")
    name = models.CharField(max_length=NAME, help_text="文件名")
    kind = models.CharField(max_length=8, help_text="文件类型")
    size = models.PositiveBigIntegerField(help_text="字节数")
    pages = models.PositiveIntegerField(null=True, help_text="PDF 页数")
    reused_from = models.CharField(max_length=24, blank=True, help_text="沿用自哪个办件")
    uploaded_at = models.DateTimeField(help_text="上传时间")
    uploaded_by = models.CharField(max_length=100, help_text="上传人")
    removed_at = models.DateTimeField(null=True, help_text="撤下时间")

    class Meta:
        verbose_name = "材料文件"
        ordering = ("material_id", "id")


class CaseTask(models.Model):
    """待办: one stage of the guide's graph to be done by one kind of post of one organisation.

    Work is held by the post, never by a person (settled 15): the row names the organisation and the kind of post; whoever
    holds it today does it, and the journal says who did.
    """

    class State(models.TextChoices):
        OPEN = "open", "待办"
        DONE = "done", "已办"
        BACK = "back", "退回重办"
        CANCELLED = "cancelled", "已取消"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks", help_text="办件")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="承办机构"
    )
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    post = models.CharField(max_length=12, help_text="岗位：clerk、reviewer、approver、result_desk")
    stage = models.CharField(max_length=60, help_text="环节代码")
    name = models.CharField(max_length=NAME, help_text="环节名称")
    kind = models.CharField(max_length=10, help_text="环节类别")
    round = models.PositiveSmallIntegerField(default=1, help_text="第几次办理这一环节")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, help_text="状态")
    opened_at = models.DateTimeField(help_text="开始时间")
    due_on = models.DateField(null=True, help_text="环节的最后一天")
    due_at = models.DateTimeField(null=True, help_text="环节到期时刻")
    passed = models.BooleanField(default=False, help_text="已发出环节逾期事件")
    two_persons = models.BooleanField(default=False, help_text="是否须两人办理")
    first_by = models.CharField(max_length=80, blank=True, help_text="第一人标识")
    first_name = models.CharField(max_length=100, blank=True, help_text="第一人姓名")
    first_at = models.DateTimeField(null=True, help_text="第一人办理时间")
    first_outcome = models.CharField(
        max_length=10, blank=True, choices=(("agree", "同意"), ("disagree", "不同意")), help_text="第一人的意见"
    )
    first_opinion = models.TextField(blank=True, help_text="第一人的意见说明")
    done_at = models.DateTimeField(null=True, help_text="办理时间")
    done_by = models.CharField(max_length=80, blank=True, help_text="办理人标识")
    done_name = models.CharField(max_length=100, blank=True, help_text="办理人姓名")
    outcome = models.CharField(
        max_length=10,
        blank=True,
        choices=(("agree", "同意"), ("disagree", "不同意")),
        help_text="意见",
    )
    opinion = models.TextField(blank=True, help_text="意见说明")
    criteria = models.JSONField(default=list, help_text="审查要点逐条结果：text、met、note")

    class Meta:
        verbose_name = "办件待办"
        constraints = (
            models.UniqueConstraint(fields=["case", "stage"], condition=Q(state="open"), name="task_one_open_a_stage"),
            models.UniqueConstraint(fields=["case", "stage", "round"], name="task_round_once"),
        )
        indexes = (
            models.Index(
                fields=["organisation", "post", "due_at", "id"], condition=Q(state="open"), name="task_inbox_organ"
            ),
            models.Index(fields=["post", "due_at", "id"], condition=Q(state="open"), name="task_inbox_post"),
            models.Index(fields=["due_at"], condition=Q(state="open", passed=False), name="task_to_pass"),
            models.Index(fields=["done_by", "-done_at"], name="task_by_person"),
        )


class SupplementNotice(models.Model):
    """一次性告知: what is missing, each line one of the guide's materials; a gap visible the first time may not come later."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notices", help_text="办件")
    round = models.PositiveSmallIntegerField(help_text="第几次告知")
    items = models.JSONField(help_text="逐项：line、code、name、gap、new_fact")
    new_facts = models.BooleanField(default=False, help_text="是否含新发现的情况（第二次起须写明，监察可见）")
    told_at = models.DateTimeField(help_text="告知时间")
    told_by = models.CharField(max_length=100, help_text="告知人")
    answered_at = models.DateTimeField(null=True, help_text="补正时间")
    paper = models.CharField(max_length=80, blank=True, help_text="告知书文号")

    class Meta:
        verbose_name = "补正告知"
        ordering = ("case_id", "round")
        constraints = (models.UniqueConstraint(fields=["case", "round"], name="notice_round_once"),)


class Decision(models.Model):
    """决定: its text and date never change (settled 10)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision", help_text="办件")
    outcome = models.CharField(max_length=10, choices=(("granted", "准予"), ("refused", "不予")), help_text="结果")
    number = models.CharField(max_length=80, unique=True, help_text="决定书文号")
    reason = models.TextField(help_text="理由；不予的必须写明（行政许可法第三十八条）")
    basis = models.TextField(blank=True, help_text="法律依据")
    remedies = models.TextField(help_text="救济途径")
    valid_from = models.DateField(null=True, help_text="结果有效期起")
    valid_to = models.DateField(null=True, help_text="结果有效期止；空为长期")
    licence = models.CharField(max_length=120, blank=True, help_text="颁发的电子证照标识")
    decided_at = models.DateTimeField(help_text="决定时间")
    decided_by = models.CharField(max_length=80, help_text="决定人标识")
    decided_name = models.CharField(max_length=100, help_text="决定人姓名")

    class Meta:
        verbose_name = "决定"


class ItemGrant(models.Model):
    """A dated grant that lets one clerk decide one item on the spot (settled 12)."""

    item = models.ForeignKey("catalog.ImplementationItem", on_delete=models.PROTECT, related_name="+", help_text="事项")
    staff = models.CharField(max_length=80, help_text="被授权人标识")
    staff_name = models.CharField(max_length=100, help_text="被授权人姓名")
    valid_from = models.DateField(help_text="起始日")
    valid_to = models.DateField(help_text="截止日（含）")
    basis = models.CharField(max_length=200, help_text="授权依据")
    granted_by = models.CharField(max_length=100, help_text="授权人")
    revoked_at = models.DateTimeField(null=True, help_text="收回时间")

    class Meta:
        verbose_name = "当场决定授权"
        constraints = (
            models.CheckConstraint(condition=Q(valid_to__gte=models.F("valid_from")), name="item_grant_in_order"),
        )
        indexes = (models.Index(fields=["staff", "item"], name="item_grant_by_staff"),)


class NumberSeries(models.Model):
    """The last sequence number handed out for a region and day; numbers are taken in blocks, gaps are fine (settled 6)."""

    region = models.CharField(max_length=6, help_text="六位区划代码")
    day = models.DateField(help_text="日期")
    last = models.PositiveIntegerField(default=0, help_text="已用到的流水号")

    class Meta:
        verbose_name = "受理号序列"
        constraints = (models.UniqueConstraint(fields=["region", "day"], name="case_series_once"),)
