"""`bancheng prepare`: bring database, static files and demo content to what this version ships; quick when nothing changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

PACKAGE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Migrate, collect static files and load the five profiles, each only if something changed."

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("1/3 数据库 …")
            call_command("migrate", verbosity=0)
        self._once("static", ["doors", "../../package-lock.json"], "2/3 页面文件 …", self._static)
        self._once("profiles", ["profiles"], "3/3 五个地方方案和示范事项目录 …", self._profiles)

    def _static(self) -> None:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)

    def _profiles(self) -> None:
        call_command("load_profile", "all")

    def _once(self, name: str, folders: list[str], words: str, work: Any) -> None:
        """Run the work unless the files it depends on, and the database it wrote to, are those of the last time."""
        stamp = settings.BANCHENG_DATA_DIR / f".prepared-{name}"
        digest = self._digest(folders)
        if stamp.exists() and stamp.read_text() == digest:
            return
        self.stdout.write(words)
        work()
        stamp.write_text(digest)

    def _digest(self, folders: list[str]) -> str:
        digest = hashlib.sha256(str(settings.DATABASES["default"]["NAME"]).encode())
        for folder in folders:
            root = PACKAGE / folder
            files = [root] if root.is_file() else sorted(root.rglob("*"))
            for path in files:
                if path.is_file() and "__pycache__" not in path.parts:
                    digest.update(path.name.encode())
                    digest.update(path.read_bytes())
        return digest.hexdigest()
