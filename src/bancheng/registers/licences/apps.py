from __future__ import annotations

from django.apps import AppConfig


class LicencesConfig(AppConfig):
    name = "bancheng.registers.licences"
    label = "licences"
    verbose_name = "电子证照"

    def ready(self) -> None:
        from bancheng.registers.licences import providers  # noqa: F401
