"""电子监察: findings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Finding(models.Model):
    """监察发现: a rule found something about a case. The same thing is found once: (rule, case, what)."""

    class State(models.TextChoices):
        OPEN = "open", "待核查"
        CLOSED = "closed", "已办结"

    rule = models.CharField(max_length=40, help_text="规则代码")
    case = models.CharField(max_length=32, help_text="办件标识")
    what = models.CharField(max_length=120, blank=True, help_text="同一规则、同一办件中的哪一件事；只会有一件的为空")
    number = models.CharField(max_length=26, db_index=True, help_text="统一受理号")
    item_name = models.CharField(max_length=200, help_text="事项名称")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="实施机关"
    )
    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="实施机关所在区划"
    )
    responsible = models.CharField(max_length=200, blank=True, help_text="责任岗位或人员")
    due_on = models.DateField(null=True, help_text="应办日期；与时限无关的为空")
    facts = models.JSONField(default=dict, help_text="事实（不含个人证件号码）")
    found_at = models.DateTimeField(help_text="发现时间")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN, help_text="状态")
    closed_at = models.DateTimeField(null=True, help_text="办结时间")
    closed_by = models.CharField(max_length=100, blank=True, help_text="办结人")
    conclusion = models.TextField(blank=True, help_text="核查结论")

    class Meta:
        verbose_name = "监察发现"
        constraints = (
            models.UniqueConstraint(fields=["rule", "case", "what"], name="finding_once"),
            models.CheckConstraint(condition=Q(state__in=["open", "closed"]), name="finding_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(conclusion="")),
                name="finding_closed_has_conclusion",
            ),
        )
        indexes = (
            models.Index(fields=["case"], name="finding_by_case"),
            models.Index(fields=["region", "-id"], name="finding_by_region"),
            models.Index(fields=["organisation", "-id"], name="finding_by_organ"),
            models.Index(fields=["region", "-id"], condition=Q(state="open"), name="finding_open"),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.number}"
