"""The whole product for a fault run, but quick to start: cheap hashes, plain static files, and a disk that can be full."""

from __future__ import annotations

import errno
from typing import Any

from bancheng.ground.files import storage
from bancheng.project.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ROOT_URLCONF = "tests.faults.urls_cases"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

_receive = storage._receive


def _until_the_disk_is_full(stream: Any, file: Any, limit: int) -> tuple[str, int]:
    """While the file `full` is there, the disk takes a few bytes and no more."""
    if (BANCHENG_DATA_DIR / "full").exists():  # noqa: F405
        file.write(stream.read(16))
        raise OSError(errno.ENOSPC, "No space left on device")
    return _receive(stream, file, limit)


storage._receive = _until_the_disk_is_full
