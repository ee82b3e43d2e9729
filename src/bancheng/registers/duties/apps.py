from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DutiesConfig(AppConfig):
    name = "bancheng.registers.duties"
    label = "duties"
    verbose_name = "限期任务"

    def ready(self) -> None:
        autodiscover_modules("kinds")
