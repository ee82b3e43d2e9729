from __future__ import annotations

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Carries the management commands that belong to no single room."""

    name = "bancheng.project"
    label = "project"
    verbose_name = "安装"
