"""`bancheng verify-clocks`: compute every running clock from the journal and compare; exit code 1 when one differs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bancheng.casework.cases import services

EVERY = 1000


class Command(BaseCommand):
    help = (
        "Compute every running clock of every case from the journal alone; exit code 1 when a stored due day differs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress, only the result")

    def handle(self, *args: Any, quiet: bool, **options: Any) -> None:
        found = services.verify_clocks(None if quiet else self._tell)
        self.stdout.write(f"共核对 {found.checked} 件正在计时的办件。")
        for fault in found.faults:
            words = f"{fault.number}：{fault.clock} 保存的到期日 {fault.stored}，按日志应为 {fault.computed}"
            self.stdout.write(self.style.ERROR(words))
        if found.faults:
            self.stdout.write(self.style.ERROR(f"共发现 {len(found.faults)} 处不一致，请报告安全审计员。"))
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS("时限与日志一致。"))

    def _tell(self, checked: int) -> None:
        if checked % EVERY == 0:
            self.stdout.write(f"已核对 {checked} 件")
            self.stdout.flush()
