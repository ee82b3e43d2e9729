"""`bancheng check-config`: the configuration check of the workbench on a terminal; exit code 1 when something fails."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from bancheng.project.checkup import FAIL, OK, WARN, checkup


class Command(BaseCommand):
    help = (
        "Say what is configured, what is missing and what is a demo adapter; exit code 1 when something does not work."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        found = checkup()
        styles = {OK: self.style.SUCCESS, WARN: self.style.WARNING, FAIL: self.style.ERROR}
        for part in found.parts:
            self.stdout.write(f"\n{part.title}")
            for line in part.lines:
                advice = f"　{line.advice}" if line.advice else ""
                self.stdout.write(f"  {styles[line.state](line.word)}　{line.label}：{line.value}{advice}")
        self.stdout.write(f"\n不正常 {found.count(FAIL)} 项，注意 {found.count(WARN)} 项，正常 {found.count(OK)} 项。")
        if found.state == FAIL:
            sys.exit(1)
