"""原件: which originals a window took to look at or to scan, from whom, and to whom they went back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bancheng.casework.cases.models.case import NAME, Case


class Original(models.Model):
    """收到的原件: taken in with a receipt, handed back against a check of identity and a signature."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="originals", help_text="办件")
    line = models.PositiveSmallIntegerField(default=0, help_text="指南材料清单中的序号；清单以外的为 0")
    name = models.CharField(max_length=NAME, help_text="原件名称")
    copies = models.PositiveSmallIntegerField(default=1, help_text="份数")
    received_from = models.CharField(max_length=60, help_text="交件人")
    received_at = models.DateTimeField(help_text="收到时间")
    received_by = models.CharField(max_length=100, help_text="收件人")
    paper = models.CharField(max_length=80, blank=True, help_text="材料接收凭证编号；提交前收下的没有")
    returned_at = models.DateTimeField(null=True, help_text="退还时间")
    returned_to = models.CharField(max_length=60, blank=True, help_text="领回人")
    returned_masked = models.CharField(max_length=20, blank=True, help_text="领回人证件号码（脱敏）")
    returned_method = models.CharField(max_length=40, blank=True, help_text="核验领回人身份的方式")
    returned_by = models.CharField(max_length=100, blank=True, help_text="退还经办人")

    class Meta:
        verbose_name = "原件"
        ordering = ("case_id", "id")
        constraints = (
            models.CheckConstraint(condition=Q(copies__gte=1), name="original_of_copies"),
            models.CheckConstraint(
                condition=Q(returned_at=None, returned_to="")
                | (Q(returned_at__gte=models.F("received_at")) & ~Q(returned_to="") & ~Q(returned_method="")),
                name="original_returned_to_somebody",
            ),
        )
