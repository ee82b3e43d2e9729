from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate

# 依申请行政权力事项、应用类便民服务事项: 西峡县实施方案一（一）; further ones are added by an administrator.
NATURES = (("power", "依申请行政权力事项"), ("convenience", "应用类便民服务事项"))


class CatalogConfig(AppConfig):
    name = "bancheng.registers.catalog"
    label = "catalog"
    verbose_name = "事项目录"

    def ready(self) -> None:
        post_migrate.connect(enter_built_in_natures, sender=self)


def enter_built_in_natures(sender: AppConfig, using: str, apps: Any = installed, **kwargs: Any) -> None:
    """Every installation has the two built-in natures from its first migration on.

    `apps`: the models as migrated so far; `flush` tells of none, so there it is all of them.
    """
    try:
        nature = apps.get_model("catalog", "Nature")
    except LookupError:
        return
    for order, (code, label) in enumerate(NATURES, start=1):
        row = {"label": label, "built_in": True, "order": order}
        nature.objects.using(using).get_or_create(code=code, defaults=row)
