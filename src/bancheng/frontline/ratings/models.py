"""好差评: one invitation a closed case, one rating an invitation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Invitation(models.Model):
    """评价邀请: who may rate which case until when. Holds what the page shows, so that it needs no case to be read."""

    case = models.CharField(max_length=32, unique=True, help_text="办件或者一件事办件的标识；每件一份邀请")
    number = models.CharField(max_length=26, db_index=True, help_text="统一受理号")
    item = models.ForeignKey(
        "catalog.ImplementationItem",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="实施清单事项；空为一件事，整件评价一次",
    )
    item_name = models.CharField(max_length=200, help_text="事项或者一件事的名称")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="实施机关；一件事为牵头部门"
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
    agent = models.ForeignKey(
        "identity.NaturalPerson", null=True, on_delete=models.PROTECT, related_name="+", help_text="受委托代办的人"
    )
    token = models.CharField(max_length=43, unique=True, help_text="评价链接中的随机标识")
    created_at = models.DateTimeField(help_text="邀请时间")
    expires_on = models.DateField(help_text="可以评价的最后一天")

    class Meta:
        verbose_name = "评价邀请"

    def __str__(self) -> str:
        return self.number


class Rating(models.Model):
    """评价: said once, never changed."""

    class Channel(models.TextChoices):
        PORTAL = "portal", "网上（我的办件）"
        LINK = "link", "评价链接"
        WINDOW = "window", "窗口评价器"

    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, related_name="rating", help_text="评价邀请；每份只评价一次"
    )
    grade = models.PositiveSmallIntegerField(
        help_text="评价等级：5 非常满意，4 满意，3 基本满意，2 不满意，1 非常不满意"
    )
    indicators = models.JSONField(default=list, help_text="评价指标编码（国家好差评指标）")
    words = models.CharField(max_length=500, blank=True, help_text="文字评价（其中的证件和手机号码已脱敏）")
    anonymous = models.BooleanField(default=False, help_text="是否匿名")
    channel = models.CharField(max_length=10, choices=Channel.choices, help_text="评价渠道")
    rated_at = models.DateTimeField(db_index=True, help_text="评价时间")
    by = models.CharField(max_length=80, blank=True, help_text="评价人标识；匿名和凭链接评价的为空")

    class Meta:
        verbose_name = "评价"
        constraints = (
            models.CheckConstraint(condition=Q(grade__gte=1, grade__lte=5), name="rating_grade_known"),
            models.CheckConstraint(condition=Q(anonymous=False) | Q(by=""), name="rating_anonymous_names_nobody"),
        )

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.grade}"
