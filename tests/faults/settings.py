"""The ground floor alone, on a database of its own: what the processes of a fault run start with, quickly."""

from __future__ import annotations

from bancheng.project.settings import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django_tasks",
    "django_tasks_db",
    "bancheng.ground.access",
    "bancheng.ground.journal",
    "bancheng.ground.jobs",
    "bancheng.project",
]
AUTH_USER_MODEL = "auth.User"
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.faults.urls"
