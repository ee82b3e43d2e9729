"""`bancheng serve`: web server and background worker under one command, until Ctrl-C."""

from __future__ import annotations

import errno
import os
import socket
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from http.client import HTTPConnection, HTTPException
from typing import Any
from unicodedata import east_asian_width

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bancheng.project.supervisor import Child, GaveUp, Supervisor

THREADS = 4
PATIENCE = 60.0  # seconds until the web server must answer


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError("端口应为 1 到 65535 之间的整数")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise ArgumentTypeError("进程数应为 1 到 64 之间的整数")
    return int(text)


class Command(BaseCommand):
    help = "Serve the web and run background jobs under one command; Ctrl-C or SIGTERM ends both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--workers", type=_count, default=2, help="web processes of 4 threads each (default 2)")

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        self._refuse_busy_port(host, port)
        self._refuse_old_database()
        self._refuse_missing_files()
        supervisor = Supervisor(
            [Child("网站", web_command(host, port, workers)), Child("后台任务进程", worker_command())],
            on_restart=self._tell_restart,
        )
        try:
            supervisor.run(when_started=lambda: self._announce(supervisor, host, port))
        except GaveUp as reason:
            raise CommandError(
                f"{reason.name}反复启动失败（退出码 {reason.code}），已停止。请查看上面的错误信息。"
            ) from reason
        self.stdout.write("已停止。")

    def _refuse_busy_port(self, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(f"{address(host, port)} {_why(error)}") from error

    def _refuse_old_database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("数据库还没有建好或者版本较旧，请先运行 bancheng prepare。")
        connection.close()

    def _refuse_missing_files(self) -> None:
        """Without the manifest of static files every page would fail."""
        if not apps.is_installed("django.contrib.staticfiles"):
            return
        if isinstance(staticfiles_storage, ManifestFilesMixin) and staticfiles_storage.read_manifest() is None:
            raise CommandError("页面文件还没有准备好，请先运行 bancheng prepare。")

    def _tell_restart(self, name: str, code: int) -> None:
        self.stderr.write(self.style.WARNING(f"{name}意外退出（退出码 {code}），正在重新启动。"))

    def _announce(self, supervisor: Supervisor, host: str, port: int) -> None:
        if not wait_until_it_answers(supervisor, host, port):
            return
        self.stdout.write(self.style.SUCCESS(f"办成已启动：http://{address(shown(host), port)}/ （按 Ctrl-C 停止）"))
        if settings.BANCHENG_MODE == "demo":
            for line in cast_lines():
                self.stdout.write(line)
        self.stdout.flush()


def _why(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "已被占用。请停止占用它的程序，或者用 --port 换一个端口。"
    if error.errno == errno.EACCES:
        return "不允许使用：1024 以下的端口需要管理员权限。请用 --port 换一个端口。"
    return f"不能用作监听地址（{error.strerror}）。请检查 --host。"


def web_command(host: str, port: int, workers: int) -> list[str]:
    """Gunicorn with threads; no access log, because addresses and queries of citizens are nobody's reading."""
    options = {
        "bind": address(host, port),
        "worker-class": "gthread",
        "workers": str(workers),
        "threads": str(THREADS),
        "timeout": "60",
        "graceful-timeout": "20",
        "keep-alive": "5",
        "log-level": "warning",
        "worker-tmp-dir": "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        *words,
        "--preload",
        "--no-control-socket",
        "bancheng.project.wsgi:application",
    ]


def worker_command() -> list[str]:
    """One worker, named after us: the next one takes over its jobs at once."""
    name = f"{socket.gethostname()}:{os.getpid()}:worker"
    return [sys.executable, "-m", "bancheng.project.cli", "worker", "--name", name]


def wait_until_it_answers(supervisor: Supervisor, host: str, port: int) -> bool:
    """Whether the web server answered while nobody asked us to stop; children that die meanwhile are started again."""
    until = time.monotonic() + PATIENCE
    while not supervisor.stopping and time.monotonic() < until:
        supervisor.look()
        try:
            http = HTTPConnection(shown(host), port, timeout=5)
            http.request("GET", "/health/", headers={"Host": settings.ALLOWED_HOSTS[0].strip("*.") or "localhost"})
            http.getresponse().read()
            return True
        except (OSError, HTTPException):
            time.sleep(0.1)
    return False


def cast_lines() -> list[str]:
    """The demo cast as a table: who, login, password and where to start; empty where the demo's rooms are not installed."""
    if not apps.is_installed("bancheng.registers.identity"):
        return []
    from bancheng.profiles import cast

    head = ("角色", "姓名", "登录名", "密码", "从这里开始")
    rows = [head, *((part.role, part.name, part.login, part.password, part.start) for part in cast.table())]
    widths = [max(columns(row[place]) for row in rows) for place in range(len(head))]
    return ["  ".join(padded(word, width) for word, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def columns(text: str) -> int:
    """How many columns of a terminal the text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def shown(host: str) -> str:
    """The address a browser on this machine would use."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)


def address(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
