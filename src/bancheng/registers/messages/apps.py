from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class MessagesConfig(AppConfig):
    name = "bancheng.registers.messages"
    label = "inbox"
    verbose_name = "消息"

    def ready(self) -> None:
        from bancheng.registers.messages import checks, providers, seeding  # noqa: F401

        autodiscover_modules("templates")
        post_migrate.connect(seeding.after_migrating, sender=self)
