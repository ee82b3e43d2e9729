from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class OrganisationsConfig(AppConfig):
    name = "bancheng.registers.organisations"
    label = "organisations"
    verbose_name = "机构与区划"

    def ready(self) -> None:
        from bancheng.registers.organisations import calendar_facts, snapshots

        autodiscover_modules("keys")
        snapshots.watch()
        post_migrate.connect(calendar_facts.seed_after_migrating, sender=self)
