"""高效办成一件事."""

from django.apps import AppConfig


class BundlesConfig(AppConfig):
    name = "bancheng.casework.bundles"
    label = "bundles"
    verbose_name = "一件事"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bancheng.casework.bundles import impact, providers, searching  # noqa: F401
