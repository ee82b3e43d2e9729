from __future__ import annotations

import secrets
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
        from bancheng.registers.catalog.dictionaries import watch_elements  # the models are there only now

        post_migrate.connect(enter_built_in_natures, sender=self)
        post_migrate.connect(mark_elements, sender=self)
        watch_elements()


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


def mark_elements(sender: AppConfig, using: str, apps: Any = installed, **kwargs: Any) -> None:
    """The data elements have a mark from the first migration on, so that processes may keep them."""
    try:
        revision = apps.get_model("organisations", "Revision")
    except LookupError:
        return
    revision.objects.using(using).get_or_create(part="catalog.elements", defaults={"mark": secrets.token_hex(8)})
