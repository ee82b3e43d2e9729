from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "bancheng.casework.cases"
    label = "cases"
    verbose_name = "办件"

    def ready(self) -> None:
        from bancheng.casework.cases import committed, providers  # noqa: F401
        from bancheng.casework.cases.adapters.courier import demo as demo_courier  # noqa: F401
        from bancheng.casework.cases.adapters.credit import demo  # noqa: F401
