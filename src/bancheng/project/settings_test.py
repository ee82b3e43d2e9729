"""The same settings for the test suite: a throw-away data directory, quick hashes, plain static files."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "BANCHENG_TEST_DATA_DIR" not in os.environ:
    os.environ["BANCHENG_TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="bancheng-test-")
    atexit.register(shutil.rmtree, os.environ["BANCHENG_TEST_DATA_DIR"], ignore_errors=True)
os.environ["BANCHENG_DATA_DIR"] = os.environ["BANCHENG_TEST_DATA_DIR"]
for name in (
    "BANCHENG_MODE",
    "BANCHENG_DEBUG",
    "BANCHENG_SECRET_KEY",
    "BANCHENG_NOW_FILE",
    "BANCHENG_SMS",
    "BANCHENG_BASE_REGISTERS",
    "BANCHENG_CREDIT",
    "BANCHENG_WECHAT",
    "BANCHENG_VIRUS_SCAN",
    "BANCHENG_VIRUS_SCAN_DOWN",
    "BANCHENG_CLAMD",
):
    os.environ.pop(name, None)
os.environ["BANCHENG_DATABASE_URL"] = os.environ.get("BANCHENG_TEST_DATABASE_URL", "")

from bancheng.project.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["*"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
