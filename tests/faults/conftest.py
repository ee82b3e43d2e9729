"""An installation of the ground floor for one test: its own directory, its own database, real processes."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("BANCHENG_TEST_DATABASE_URL", "")
PATIENCE = 60.0  # seconds, on a busy machine


def until(holds: Callable[[], Any], *, what: str, patience: float = PATIENCE) -> Any:
    """Wait for a condition and return what it gave; a test fails by its words, never by a guess about time."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {patience:.0f} s in vain: {what}")


@dataclass
class Installation:
    """Where the processes of a test live, and the test's own look at their database."""

    directory: Path
    url: str
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BANCHENG_", "DJANGO_"))}
        return kept | {
            "BANCHENG_DATA_DIR": str(self.directory),
            "BANCHENG_DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PYTHONUNBUFFERED": "1",
        }

    def start(self, *words: str, quiet: bool = False) -> subprocess.Popen[str]:
        """A process of the installation, in a group of its own, ended with the test."""
        process = subprocess.Popen(
            [sys.executable, *words],
            env=self.environ,
            cwd=ROOT,
            text=True,
            stdout=subprocess.DEVNULL if quiet else subprocess.PIPE,
            stderr=subprocess.DEVNULL if quiet else None,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def run(self, *words: str, code: int = 0) -> str:
        """Run a process to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            env=self.environ,
            cwd=ROOT,
            text=True,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == code, f"{words} exits {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def bancheng(self, *words: str, code: int = 0) -> str:
        return self.run("-m", "bancheng.project.cli", *words, code=code)

    def ask(self, function: str, *words: str) -> None:
        """Enqueue a job of `tests.faults.work` for each word."""
        self.run("-m", "tests.faults.ask", function, *words)

    def worker(self, *, lease: int = 2) -> subprocess.Popen[str]:
        return self.start("-m", "bancheng.project.cli", "worker", "--lease", str(lease), quiet=True)

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        if self.url.startswith("postgres"):
            with psycopg.connect(self.url) as connection:
                return connection.execute(question).fetchall()  # type: ignore[call-overload]
        with sqlite3.connect(self.directory / "bancheng.sqlite3", timeout=20) as file:
            return file.execute(question).fetchall()

    def states(self) -> dict[str, int]:
        return dict(self.rows("SELECT state, count(*) FROM jobs_job WHERE task LIKE 'tests.%' GROUP BY state"))

    def book(self) -> list[str]:
        path = self.directory / "book.txt"
        return path.read_text().splitlines() if path.exists() else []

    @property
    def hold(self) -> Path:
        """While this file is there, slow jobs go on."""
        return self.directory / "hold"

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                kill(process)
            if process.stdout is not None:
                process.stdout.close()


def kill(process: subprocess.Popen[str]) -> None:
    """Kill -9 a process and all of its group."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A migrated database, to be copied for each test."""
    directory = tmp_path_factory.mktemp("ground")
    name = f"ground_{uuid4().hex[:12]}"
    made = Installation(directory, _database(name) if SERVER else f"sqlite:///{directory / 'bancheng.sqlite3'}")
    if SERVER:
        _on_server(f"CREATE DATABASE {name}")
    made.bancheng("migrate", "-v0")
    yield made
    if SERVER:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def ground(template: Installation, tmp_path: Path) -> Iterator[Installation]:
    name = f"ground_{uuid4().hex[:12]}"
    if SERVER:
        _on_server(f"CREATE DATABASE {name} TEMPLATE {_name(template.url)}")
    shutil.copytree(template.directory, tmp_path / "data")
    made = Installation(
        tmp_path / "data", _database(name) if SERVER else f"sqlite:///{tmp_path / 'data' / 'bancheng.sqlite3'}"
    )
    yield made
    made.end()
    if SERVER:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(statement: str) -> None:
    with psycopg.connect(make_conninfo(SERVER, dbname="postgres"), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _database(name: str) -> str:
    head, _, query = SERVER.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def _name(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]
