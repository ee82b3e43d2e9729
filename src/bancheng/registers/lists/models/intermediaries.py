"""行政审批中介服务: the services that may be needed, the firms that offer them, what applicants choose, commissions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class IntermediaryService(models.Model):
    """中介服务事项: a service off this list may not be a condition of approval (CAT-34)."""

    class State(models.TextChoices):
        LISTED = "listed", "在列"
        CANCELLED = "cancelled", "已取消"

    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="清单所属的区划，对下级同样有效"
    )
    code = models.CharField(max_length=6, help_text="编码，如 ZJ0001")
    name = models.CharField(max_length=200, help_text="中介服务事项名称")
    matters = models.CharField(max_length=500, help_text="涉及的审批事项")
    organs = models.ManyToManyField(
        "organisations.Organisation", related_name="+", blank=True, help_text="审批部门，它的下属机构不得承接"
    )
    conditions = models.CharField(max_length=1000, help_text="办理条件：承接机构应有的资质")
    process = models.CharField(max_length=1000, help_text="办理流程")
    time_limit = models.CharField(max_length=200, help_text="办理时限")
    fee = models.CharField(max_length=300, help_text="收费标准")
    basis = models.CharField(max_length=500, help_text="设定依据")
    state = models.CharField(max_length=10, choices=State.choices, default=State.LISTED, help_text="状态")
    listed_on = models.DateField(help_text="列入日期")
    cancelled_on = models.DateField(null=True, help_text="取消日期")
    updated_at = models.DateTimeField(help_text="更新时间")

    class Meta:
        verbose_name = "中介服务事项"
        ordering = ("region_id", "code", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["region", "code"], condition=Q(state="listed"), name="intermediary_service_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="")
                & ~Q(basis="")
                & ~Q(conditions="")
                & ~Q(process="")
                & ~Q(time_limit="")
                & ~Q(fee=""),
                name="intermediary_service_whole",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Firm(models.Model):
    """中介服务机构: who offers services to the public; its place under an organ decides what it may not take on (CAT-37)."""

    class Kind(models.TextChoices):
        ENTERPRISE = "enterprise", "企业"
        INSTITUTION = "institution", "事业单位"
        ASSOCIATION = "association", "社会组织"

    class State(models.TextChoices):
        ACTIVE = "active", "在册"
        LEFT = "left", "已退出"

    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="登记区划")
    uscc = models.CharField(max_length=18, help_text="统一社会信用代码")
    name = models.CharField(max_length=200, help_text="机构名称")
    kind = models.CharField(max_length=12, choices=Kind.choices, help_text="机构性质")
    parent = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="举办单位或者业务主管单位，空为没有",
    )
    contact = models.CharField(max_length=100, help_text="对外联系电话")
    address = models.CharField(max_length=200, blank=True, help_text="营业地址")
    registered_on = models.DateField(help_text="登记日期")
    state = models.CharField(max_length=6, choices=State.choices, default=State.ACTIVE, help_text="状态")
    left_on = models.DateField(null=True, help_text="退出日期")
    left_reason = models.CharField(max_length=300, blank=True, help_text="退出原因")

    class Meta:
        verbose_name = "中介服务机构"
        ordering = ("region_id", "registered_on", "id")
        constraints = (models.UniqueConstraint(fields=["region", "uscc"], name="firm_once"),)

    def __str__(self) -> str:
        return self.name


class FirmService(models.Model):
    """承接的中介服务: one firm for one service; `exception_basis` where a law lets a subordinate body take it on."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="services", help_text="中介服务机构")
    service = models.ForeignKey(
        IntermediaryService, on_delete=models.PROTECT, related_name="firms", help_text="中介服务事项"
    )
    exception_basis = models.CharField(max_length=300, blank=True, help_text="下属机构承接的法定依据，空为不需要")
    registered_on = models.DateField(help_text="登记日期")

    class Meta:
        verbose_name = "承接的中介服务"
        constraints = (models.UniqueConstraint(fields=["firm", "service"], name="firm_service_once"),)


class IntermediaryChoice(models.Model):
    """中介选择: the firm that an applicant chose himself for an application, registered here or not (CAT-35)."""

    subject_kind = models.CharField(max_length=60, help_text="申请种类")
    subject_key = models.CharField(max_length=80, help_text="申请标识")
    service_code = models.CharField(max_length=6, help_text="中介服务事项编码")
    firm = models.ForeignKey(
        Firm, null=True, on_delete=models.PROTECT, related_name="+", help_text="在册机构；空为另找的机构"
    )
    firm_name = models.CharField(max_length=200, help_text="机构名称")
    chosen_at = models.DateTimeField(help_text="选择时间")

    class Meta:
        verbose_name = "中介选择"
        constraints = (
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key", "service_code"], name="intermediary_choice_once"
            ),
            models.CheckConstraint(condition=~Q(firm_name=""), name="intermediary_choice_named"),
        )


class Commission(models.Model):
    """竞争性委托: an owner says what he needs, firms bid, the owner chooses or has the lot drawn (CAT-35)."""

    class Method(models.TextChoices):
        CHOICE = "choice", "业主选定"
        LOT = "lot", "随机抽取"

    class State(models.TextChoices):
        OPEN = "open", "报价中"
        AWARDED = "awarded", "已选定"
        CANCELLED = "cancelled", "已撤销"

    number = models.CharField(max_length=24, unique=True, help_text="委托编号")
    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    service = models.ForeignKey(
        IntermediaryService, on_delete=models.PROTECT, related_name="commissions", help_text="中介服务事项"
    )
    owner_key = models.CharField(max_length=80, help_text="业主标识：个人账号、法人或者机构")
    owner_name = models.CharField(max_length=200, help_text="业主名称，个人的已遮蔽")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="业主是行政机关的，费用由它承担",
    )
    title = models.CharField(max_length=200, help_text="委托名称")
    requirement = models.TextField(help_text="委托要求")
    method = models.CharField(max_length=6, choices=Method.choices, help_text="选定方式")
    opened_at = models.DateTimeField(help_text="发布时间")
    closes_on = models.DateField(help_text="报价截止日（含）")
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN, help_text="状态")
    seed = models.CharField(max_length=64, blank=True, help_text="抽取种子，随抽取结果公开，任何人可以复算")
    ended_at = models.DateTimeField(null=True, help_text="选定或者撤销的时间")
    reason = models.CharField(max_length=300, blank=True, help_text="选定理由或者撤销原因")

    class Meta:
        verbose_name = "竞争性委托"
        ordering = ("-opened_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="awarded", method="lot") | ~Q(seed=""), name="commission_lot_has_seed"
            ),
        )


class Bid(models.Model):
    """报价: what one firm offers for a commission."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="bids", help_text="委托")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="bids", help_text="中介服务机构")
    price = models.DecimalField(max_digits=12, decimal_places=2, help_text="报价（元）")
    days = models.PositiveSmallIntegerField(help_text="完成天数（工作日）")
    proposal = models.CharField(max_length=1000, blank=True, help_text="服务方案")
    offered_at = models.DateTimeField(help_text="报价时间")
    won = models.BooleanField(default=False, help_text="是否选定")

    class Meta:
        verbose_name = "报价"
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["commission", "firm"], name="bid_once"),
            models.UniqueConstraint(fields=["commission"], condition=Q(won=True), name="bid_one_wins"),
            models.CheckConstraint(condition=Q(price__gte=0) & Q(days__gte=1), name="bid_in_range"),
        )
