from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "bancheng.oversight.supervision"
    label = "supervision"
    verbose_name = "电子监察"

    def ready(self) -> None:
        from bancheng.oversight.supervision import providers  # noqa: F401
