"""`bancheng worker`: run background jobs until told to stop (SIGTERM, Ctrl-C); what is in hand is finished first."""

from __future__ import annotations

import signal
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from bancheng.ground.jobs.queue import LEASE
from bancheng.ground.jobs.worker import Worker

SHORTEST, LONGEST = 1, 3600


def _seconds(text: str) -> timedelta:
    if not text.isdigit() or not SHORTEST <= int(text) <= LONGEST:
        raise ArgumentTypeError(f"请填写 {SHORTEST} 到 {LONGEST} 之间的整数（秒）")
    return timedelta(seconds=int(text))


class Command(BaseCommand):
    help = "Run background jobs, reactions to events and timed jobs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--name", default="", help="its name; the last bearer of it must be dead (default: host and process)"
        )
        parser.add_argument(
            "--lease",
            type=_seconds,
            default=LEASE,
            help=f"seconds after which the jobs of a killed worker run again (default {LEASE.seconds})",
        )

    def handle(self, *args: Any, name: str, lease: timedelta, **options: Any) -> None:
        worker = Worker(name=name, lease=lease)
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda _signum, _frame: worker.stop())
        self.stdout.write(f"后台任务进程 {worker.name} 已启动。")
        self.stdout.flush()
        worker.run()
        self.stdout.write(f"后台任务进程 {worker.name} 已停止。")
