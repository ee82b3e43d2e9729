from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "bancheng.ground.access"
    label = "access"
    verbose_name = "权限"
