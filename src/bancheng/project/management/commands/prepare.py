"""`bancheng prepare`: bring database, static files and demo content to what this version ships; quick when nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bancheng.registers.organisations import selectors as organisations

PACKAGE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Migrate, collect static files and load the five profiles, each only if something changed."

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("1/3 数据库 …")
            call_command("migrate", verbosity=0)
        self._once("static", ["doors", "../../package-lock.json"], "2/3 页面文件 …", self._static, self._has_static)
        self._once("profiles", ["profiles"], "3/3 五个地方方案和示范事项目录 …", self._profiles, self._has_profiles)

    def _static(self) -> None:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)

    def _profiles(self) -> None:
        call_command("load_profile", "all")

    def _has_static(self) -> bool:
        return any(Path(settings.STATIC_ROOT).glob("*"))

    def _has_profiles(self) -> bool:
        return organisations.profiles().exists()

    def _once(
        self, name: str, folders: list[str], words: str, work: Callable[[], None], there: Callable[[], bool]
    ) -> None:
        """Run the work unless what it depends on is as it was the last time, and what it made is still there.

        A database may be a new one under the old name, and a demonstration loads what production does not.
        """
        stamp = settings.BANCHENG_DATA_DIR / f".prepared-{name}"
        digest = self._digest(folders)
        if stamp.exists() and stamp.read_text() == digest and there():
            return
        self.stdout.write(words)
        work()
        stamp.write_text(digest)

    def _digest(self, folders: list[str]) -> str:
        digest = hashlib.sha256(f"{settings.DATABASES['default']['NAME']}\n{settings.BANCHENG_MODE}".encode())
        for folder in folders:
            root = PACKAGE / folder
            files = [root] if root.is_file() else sorted(root.rglob("*"))
            for path in files:
                if path.is_file() and "__pycache__" not in path.parts:
                    digest.update(path.name.encode())
                    digest.update(path.read_bytes())
        return digest.hexdigest()
