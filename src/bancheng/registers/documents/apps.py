from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    name = "bancheng.registers.documents"
    label = "documents"
    verbose_name = "文书"

    def ready(self) -> None:
        """Rooms above declare their papers in `papers.py` or in a module that it imports."""
        autodiscover_modules("papers")
