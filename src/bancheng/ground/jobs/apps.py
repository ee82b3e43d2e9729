from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class JobsConfig(AppConfig):
    name = "bancheng.ground.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        """Load what the rooms say they do about events and by the clock."""
        for room in apps.get_app_configs():
            if room.name.startswith("bancheng."):
                for module in ("reactions", "schedule"):
                    if find_spec(f"{room.name}.{module}") is not None:
                        import_module(f"{room.name}.{module}")
