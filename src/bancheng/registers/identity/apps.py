from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class IdentityConfig(AppConfig):
    name = "bancheng.registers.identity"
    label = "identity"
    verbose_name = "身份"

    def ready(self) -> None:
        from bancheng.registers.identity import services

        user_logged_in.connect(services.note_login, dispatch_uid="identity-note-login")
