"""投资项目: the project with its one code, its sites, its changes, the approvals that hang on it, its problems."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.projects.rules.words import KINDS, STAGES, STATES
from bancheng.ground.access import Subject
from bancheng.ground.codes.projects import PROJECT_TYPES

NAME = 200


class Project(models.Model):
    """One investment project of one firm. `code` is given once and never changes (GB/T 40058)."""

    key = models.CharField(max_length=32, unique=True, help_text="项目标识（随机），用于网址和日志")
    code = models.CharField(max_length=24, unique=True, null=True, help_text="投资项目统一代码；没有赋码的为空")
    state = models.CharField(max_length=10, choices=STATES.items(), default="draft", help_text="状态")
    name = models.CharField(max_length=NAME, help_text="项目名称")
    folded = models.CharField(max_length=NAME, help_text="项目名称（去掉空格和标点），用于查重")
    kind = models.CharField(max_length=10, choices=KINDS.items(), help_text="管理方式：审批、核准、备案")
    project_type = models.CharField(max_length=2, choices=PROJECT_TYPES.items(), help_text="项目类型代码")
    department = models.CharField(max_length=2, help_text="中央业务指导部门代码")
    industry = models.CharField(max_length=1, help_text="所属行业门类（GB/T 4754）")
    investment = models.DecimalField(max_digits=14, decimal_places=2, help_text="总投资（万元）")
    starts_on = models.DateField(null=True, help_text="计划开工日期")
    summary = models.TextField(blank=True, help_text="主要建设内容和规模")
    legal_person = models.ForeignKey(
        "identity.LegalPerson", on_delete=models.PROTECT, related_name="+", help_text="项目单位"
    )
    firm = models.CharField(max_length=120, help_text="项目单位名称")
    uscc = models.CharField(max_length=18, help_text="项目单位统一社会信用代码")
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="赋码的区划：第一个建设地点所在地"
    )
    revision = models.PositiveIntegerField(default=1, help_text="修订号，防止相互覆盖")
    created_at = models.DateTimeField(help_text="开始填写时间")
    saved_at = models.DateTimeField(help_text="最后保存时间")
    submitted_at = models.DateTimeField(null=True, help_text="提交登记时间")
    registered_at = models.DateTimeField(null=True, help_text="受理并赋码时间")
    registered_by = models.CharField(max_length=100, blank=True, help_text="受理人；备案项目为平台")
    returned_reason = models.CharField(max_length=300, blank=True, help_text="最近一次退回修改的原因")
    cancelled_at = models.DateTimeField(null=True, help_text="撤销时间")
    cancelled_reason = models.CharField(max_length=300, blank=True, help_text="撤销原因")

    class Meta:
        verbose_name = "投资项目"
        constraints = (
            models.UniqueConstraint(
                fields=["legal_person", "folded", "region"],
                condition=Q(state__in=["submitted", "registered"]),
                name="project_of_a_firm_once",
            ),
            models.CheckConstraint(condition=Q(state__in=list(STATES)), name="project_state_known"),
            models.CheckConstraint(condition=Q(investment__gt=0), name="project_investment_positive"),
            models.CheckConstraint(
                condition=~Q(state="registered") | Q(code__isnull=False, registered_at__isnull=False),
                name="project_registered_has_code",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False), name="project_cancelled_has_time"
            ),
        )
        indexes = (
            models.Index(fields=["legal_person", "-id"], name="project_by_firm"),
            models.Index(fields=["region", "-id"], name="project_by_region"),
            models.Index(fields=["state", "-id"], name="project_by_state"),
        )

    def __str__(self) -> str:
        return self.code or self.name

    @property
    def subject(self) -> Subject:
        """The project as journal, messages and papers name it."""
        return Subject("projects.project", self.key)


class Site(models.Model):
    """建设地点: a project may be built in several regions and still has one code (PRJ-07)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sites", help_text="项目")
    place = models.PositiveSmallIntegerField(help_text="顺序，从 1 起")
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    address = models.CharField(max_length=NAME, help_text="建设地点")

    class Meta:
        verbose_name = "建设地点"
        ordering = ("project_id", "place")
        constraints = (models.UniqueConstraint(fields=["project", "place"], name="project_site_once"),)
        indexes = (models.Index(fields=["region", "project"], name="project_site_by_region"),)


class Change(models.Model):
    """项目信息变更: what the project said before, kept for ever."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="changes", help_text="项目")
    number = models.PositiveIntegerField(help_text="第几次变更")
    at = models.DateTimeField(help_text="变更时间")
    by_name = models.CharField(max_length=100, help_text="变更人")
    reason = models.CharField(max_length=300, help_text="变更原因")
    lines = models.JSONField(help_text="变更内容：名称、变更前、变更后")

    class Meta:
        verbose_name = "项目信息变更"
        ordering = ("project_id", "number")
        constraints = (models.UniqueConstraint(fields=["project", "number"], name="project_change_once"),)


class StageItem(models.Model):
    """To which stage of a project an item of the catalogue belongs; what is in none runs beside the stages."""

    item = models.OneToOneField(
        "catalog.ImplementationItem", on_delete=models.CASCADE, related_name="+", help_text="事项"
    )
    stage = models.CharField(max_length=10, choices=STAGES.items(), help_text="审批阶段")

    class Meta:
        verbose_name = "项目审批阶段事项"


class Approval(models.Model):
    """项目审批: one case of this platform, or one result that a department's own system sent."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="approvals", help_text="项目")
    stage = models.CharField(max_length=10, blank=True, choices=STAGES.items(), help_text="审批阶段；空为并行推进")
    case = models.OneToOneField(
        "cases.Case", null=True, on_delete=models.PROTECT, related_name="+", help_text="办件；来自其他系统的为空"
    )
    system = models.CharField(max_length=40, blank=True, help_text="来源系统的标识；本平台的办件为空")
    external = models.CharField(max_length=60, blank=True, help_text="在来源系统中的编号")
    item_name = models.CharField(max_length=NAME, help_text="审批事项")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="审批部门；来源系统没有对应机构的为空",
    )
    organ_name = models.CharField(max_length=120, help_text="审批部门名称")
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    attached_at = models.DateTimeField(help_text="归集时间")
    outcome = models.CharField(max_length=10, blank=True, help_text="来源系统告知的状态：受理、准予、不予")
    document = models.CharField(max_length=100, blank=True, help_text="批复文号")
    happened_on = models.DateField(null=True, help_text="来源系统告知的日期")

    class Meta:
        verbose_name = "项目审批"
        constraints = (
            models.UniqueConstraint(
                fields=["system", "external"], condition=~Q(system=""), name="project_external_once"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False, system="") | (Q(case__isnull=True) & ~Q(system="") & ~Q(external="")),
                name="project_approval_of_one_source",
            ),
        )
        indexes = (
            models.Index(fields=["project", "stage", "id"], name="project_approval_by_stage"),
            models.Index(fields=["organisation", "project"], name="project_approval_by_organ"),
        )


class Receipt(models.Model):
    """回执: one message of a department's system, kept with its route; the same message again gets the same receipt."""

    number = models.CharField(max_length=40, unique=True, help_text="回执编号")
    system = models.CharField(max_length=40, help_text="来源系统的标识")
    message = models.CharField(max_length=60, help_text="消息编号（由来源系统给出）")
    digest = models.CharField(max_length=64, help_text="消息内容的 SM3 摘要")
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="receipts", help_text="项目审批")
    outcome = models.CharField(max_length=10, help_text="消息告知的状态")
    happened_on = models.DateField(help_text="消息告知的日期")
    route = models.JSONField(help_text="经过的节点：名称和时间")
    received_at = models.DateTimeField(help_text="收到时间")

    class Meta:
        verbose_name = "部门系统回执"
        ordering = ("received_at", "id")
        constraints = (models.UniqueConstraint(fields=["system", "message"], name="project_receipt_once"),)


class Problem(models.Model):
    """项目问题 under the 13710 work system: opened, studied, answered, settled, closed to zero."""

    key = models.CharField(max_length=32, unique=True, help_text="问题标识（随机）")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="problems", help_text="项目")
    title = models.CharField(max_length=NAME, help_text="问题")
    detail = models.TextField(blank=True, help_text="情况说明")
    major = models.BooleanField(default=False, help_text="是否重大问题（一个月内解决）")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="责任单位"
    )
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    duty = models.ForeignKey("duties.Duty", on_delete=models.PROTECT, related_name="+", help_text="限期任务")
    opened_on = models.DateField(help_text="提出日期")
    opened_at = models.DateTimeField(help_text="提出时间")
    opened_by = models.CharField(max_length=100, help_text="提出人")
    closed_at = models.DateTimeField(null=True, help_text="销号时间")
    closed_by = models.CharField(max_length=100, blank=True, help_text="销号人")
    result = models.CharField(max_length=500, blank=True, help_text="销号结果")

    class Meta:
        verbose_name = "项目问题"
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, result="") | (Q(closed_at__isnull=False) & ~Q(result="")),
                name="project_problem_closed_with_result",
            ),
        )
        indexes = (models.Index(fields=["project", "-id"], name="project_problem_by_project"),)

    @property
    def subject(self) -> Subject:
        """The problem as journal, duties and messages name it."""
        return Subject("projects.problem", self.key)


class Node(models.Model):
    """节点: 研究, 反馈, 解决; its last day is set when the problem is opened and does not move."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="nodes", help_text="问题")
    node = models.CharField(max_length=10, help_text="节点：study、feedback、settle")
    due_on = models.DateField(help_text="最后一天")
    done_at = models.DateTimeField(null=True, help_text="完成时间")
    done_on = models.DateField(null=True, help_text="完成日期")
    done_by = models.CharField(max_length=100, blank=True, help_text="完成人")
    note = models.CharField(max_length=500, blank=True, help_text="说明")
    warned_on = models.DateField(null=True, help_text="预警日期：最后一天还没有完成")
    overdue_told = models.BooleanField(default=False, help_text="是否已告知逾期")

    class Meta:
        verbose_name = "项目问题节点"
        ordering = ("problem_id", "due_on", "id")
        constraints = (
            models.UniqueConstraint(fields=["problem", "node"], name="project_node_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_on__isnull=True) | (Q(done_at__isnull=False) & ~Q(note="")),
                name="project_node_done_says_how",
            ),
        )
        indexes = (models.Index(fields=["due_on"], condition=Q(done_at=None), name="project_node_open_due"),)
