"""Which doors this process serves (`BANCHENG_DOORS`), each under its own prefix."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

PREFIXES = {"openapi": "api/", "workbench": "work/", "kiosk": "", "portal": ""}

urlpatterns = [
    path(prefix, include(f"bancheng.doors.{door}.urls"))
    for door, prefix in PREFIXES.items()
    if door in settings.BANCHENG_DOORS
]
urlpatterns.insert(0, path("health/", include("bancheng.doors.frame.health_urls")))
handler400 = "bancheng.doors.frame.errors.bad_request"
handler403 = "bancheng.doors.frame.errors.forbidden"
handler404 = "bancheng.doors.frame.errors.not_found"
handler500 = "bancheng.doors.frame.errors.server_error"
