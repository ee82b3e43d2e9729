"""投资项目."""

from __future__ import annotations

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "bancheng.casework.projects"
    label = "projects"
    verbose_name = "投资项目"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bancheng.casework.projects import providers  # noqa: F401
        from bancheng.casework.projects.adapters.departments import demo  # noqa: F401
