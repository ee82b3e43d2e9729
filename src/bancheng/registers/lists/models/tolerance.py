"""容缺受理清单: what the guide in force of an item lets come later (APP-18)."""

from __future__ import annotations

from django.db import models


class ItemTolerance(models.Model):
    """容缺受理事项: main and tolerable materials of an item, read from one version of its guide; none without tolerable ones."""

    item = models.OneToOneField(
        "catalog.ImplementationItem", on_delete=models.CASCADE, related_name="tolerance", help_text="实施清单事项"
    )
    version = models.ForeignKey(
        "catalog.GuideVersion", on_delete=models.CASCADE, related_name="+", help_text="读取的指南版本"
    )
    main = models.JSONField(help_text="主要申请材料的名称")
    tolerable = models.JSONField(help_text="可容缺受理的材料的名称，空为没有")

    class Meta:
        verbose_name = "容缺受理事项"
