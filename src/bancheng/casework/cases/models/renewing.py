"""延续: an application to renew a licence before it ends, tied to the licence and to what follows of silence (第五十条)."""

from __future__ import annotations

from django.db import models

from bancheng.casework.cases.models.case import Case


class Renewal(models.Model):
    """延续申请: the case in which a licence is renewed. Undecided when the old one ends, it is deemed renewed."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="renewal", help_text="延续办件")
    before = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="renewals", help_text="原办件")
    licence = models.ForeignKey(
        "licences.Licence", on_delete=models.PROTECT, related_name="+", help_text="要延续的证照"
    )
    ends_on = models.DateField(help_text="原证照有效期的最后一天")
    deemed_at = models.DateTimeField(null=True, help_text="届满没有决定，视为准予延续的时间")

    class Meta:
        verbose_name = "延续申请"
        indexes = (models.Index(fields=["ends_on"], condition=models.Q(deemed_at=None), name="renewal_to_deem"),)
