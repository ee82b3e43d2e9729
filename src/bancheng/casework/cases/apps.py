from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "bancheng.casework.cases"
    label = "cases"
    verbose_name = "办件"

    def ready(self) -> None:
        from bancheng.casework.cases import providers  # noqa: F401
