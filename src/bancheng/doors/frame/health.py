"""Health for machines: `live` answers without the database, `ready` asks it, the queue and the disk."""

from __future__ import annotations

import shutil

from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, JsonResponse

from bancheng import __version__
from bancheng.ground import law

FREE_BYTES = 200 * 1024 * 1024


def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok", "version": __version__, "time": law.now().isoformat(timespec="seconds")})


def ready(request: HttpRequest) -> JsonResponse:
    """The process can work: database and disk. 503 with the names of what fails."""
    checks = {"database": _database(), "disk": shutil.disk_usage(settings.BANCHENG_DATA_DIR).free > FREE_BYTES}
    good = all(checks.values())
    return JsonResponse({"status": "ok" if good else "failing", "checks": checks}, status=200 if good else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
