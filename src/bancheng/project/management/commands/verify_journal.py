"""`bancheng verify-journal`: recompute every chain and every anchor; exit code 1 when something does not fit."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from bancheng.ground.journal import verify
from bancheng.ground.journal.types import Step

PAUSE = 0.5  # seconds between two lines of progress on a terminal
LONG_PAUSE = 10.0  # and in a log


class Command(BaseCommand):
    help = "Recompute every chain of the journal and the signed anchors; exit code 1 when anything was tampered with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress, only the result")

    def handle(self, *args: Any, quiet: bool, **options: Any) -> None:
        found = verify(None if quiet else self._teller())
        if not quiet and self._terminal:
            self.stdout.write("")
        self.stdout.write(f"共核对 {found.streams} 个日志流、{found.entries} 条日志、{found.anchors} 个每日锚点。")
        for fault in found.faults:
            self.stdout.write(self.style.ERROR(f"发现问题：{fault.sentence}。"))
        if found.whole:
            self.stdout.write(self.style.SUCCESS("日志完整，没有发现改动。"))
            return
        self.stdout.write(self.style.ERROR(f"共发现 {len(found.faults)} 处问题，请保留现场并立即报告安全审计员。"))
        sys.exit(1)

    @property
    def _terminal(self) -> bool:
        return bool(self.stdout.isatty())

    def _teller(self) -> Any:
        pause = PAUSE if self._terminal else LONG_PAUSE
        next_line = 0.0

        def tell(step: Step) -> None:
            nonlocal next_line
            done = step.done >= step.total
            if time.monotonic() < next_line and not done:
                return
            next_line = time.monotonic() + pause
            percent = 100 if not step.total else step.done * 100 // step.total
            words = f"已核对 {step.done}/{step.total} 条（{percent}%），发现 {step.faults} 处问题"
            self.stdout.write(words, ending="\r" if self._terminal else "\n")
            self.stdout.flush()

        return tell
