from __future__ import annotations

from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "bancheng.frontline.inquiries"
    label = "inquiries"
    verbose_name = "首问负责"
