from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "bancheng.casework.cases"
    label = "cases"
    verbose_name = "办件"
