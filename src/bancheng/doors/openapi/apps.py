from __future__ import annotations

from django.apps import AppConfig


class OpenapiConfig(AppConfig):
    name = "bancheng.doors.openapi"
    label = "openapi"
    verbose_name = "接口"
