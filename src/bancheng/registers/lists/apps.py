"""清单: what a government publishes about its items as lists."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "bancheng.registers.lists"
    label = "lists"
    verbose_name = "清单"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from bancheng.registers.lists import providers  # noqa: F401
