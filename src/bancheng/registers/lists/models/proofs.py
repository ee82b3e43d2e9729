"""证明事项清单: the proofs that may be asked for, and the changes that owe an update of the list."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ProofItem(models.Model):
    """证明事项: one proof that a unit may ask for, kept by the judicial office of its region (CAT-30)."""

    class State(models.TextChoices):
        LISTED = "listed", "在列"
        CANCELLED = "cancelled", "已取消"

    region = models.ForeignKey(
        "organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="清单所属的区划，对下级同样有效"
    )
    code = models.CharField(max_length=20, help_text="证明编码：材料目录代码，或者本地编码")
    material = models.ForeignKey(
        "catalog.MaterialType",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="对应的材料目录；空为只按名称认定",
    )
    name = models.CharField(max_length=200, help_text="证明名称")
    basis = models.CharField(max_length=500, help_text="设定依据")
    asked_by = models.CharField(max_length=200, help_text="索要单位")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="索要单位对应的机构；空为本地区各有关单位",
    )
    issued_by = models.CharField(max_length=200, help_text="开具单位")
    guidance = models.CharField(max_length=1000, help_text="办理指南：到哪里、凭什么开具")
    state = models.CharField(max_length=10, choices=State.choices, default=State.LISTED, help_text="状态")
    listed_on = models.DateField(help_text="列入日期")
    cancelled_on = models.DateField(null=True, help_text="取消日期")
    cancelled_basis = models.CharField(max_length=300, blank=True, help_text="取消依据")
    updated_at = models.DateTimeField(help_text="更新时间")
    updated_by = models.CharField(max_length=100, help_text="更新人")

    class Meta:
        verbose_name = "证明事项"
        ordering = ("region_id", "code", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["region", "code", "asked_by"], condition=Q(state="listed"), name="proof_item_listed_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(basis="") & ~Q(asked_by="") & ~Q(issued_by="") & ~Q(guidance=""),
                name="proof_item_four_elements",
            ),
            models.CheckConstraint(
                condition=Q(state="listed", cancelled_on=None) | Q(state="cancelled", cancelled_on__isnull=False),
                name="proof_item_cancelled_has_day",
            ),
        )
        indexes = (models.Index(fields=["region", "state"], name="proof_item_by_region"),)

    def __str__(self) -> str:
        return self.name


class ProofEvent(models.Model):
    """证明事项变动: a proof cancelled or newly made by law; the list is owed its update within seven working days (CAT-31)."""

    class Kind(models.TextChoices):
        CANCEL = "cancel", "取消"
        ADD = "add", "新增"

    region = models.ForeignKey("organisations.Region", on_delete=models.PROTECT, related_name="+", help_text="区划")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", help_text="有关部门"
    )
    kind = models.CharField(max_length=6, choices=Kind.choices, help_text="变动方式")
    name = models.CharField(max_length=200, help_text="证明名称")
    proof = models.ForeignKey(
        ProofItem, null=True, on_delete=models.PROTECT, related_name="events", help_text="取消或者由此新增的条目"
    )
    basis = models.CharField(max_length=300, help_text="变动依据：文件名称和文号")
    happened_on = models.DateField(help_text="变动日期")
    due_on = models.DateField(help_text="应当更新清单的最后一天")
    duty = models.OneToOneField(
        "duties.Duty", null=True, on_delete=models.PROTECT, related_name="+", help_text="更新任务"
    )
    updated_on = models.DateField(null=True, help_text="清单更新日期，空为尚未更新")
    recorded_at = models.DateTimeField(help_text="登记时间")
    recorded_by = models.CharField(max_length=100, help_text="登记人")

    class Meta:
        verbose_name = "证明事项变动"
        ordering = ("-recorded_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=["proof"], condition=Q(updated_on=None), name="proof_event_open_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(basis=""), name="proof_event_with_basis"),
            models.CheckConstraint(
                condition=Q(kind="add") | Q(proof__isnull=False), name="proof_event_cancels_an_entry"
            ),
        )
        indexes = (models.Index(fields=["region"], condition=Q(updated_on=None), name="proof_event_open"),)
