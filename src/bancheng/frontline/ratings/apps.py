from __future__ import annotations

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    name = "bancheng.frontline.ratings"
    label = "ratings"
    verbose_name = "好差评"

    def ready(self) -> None:
        from bancheng.frontline.ratings import providers  # noqa: F401
