"""An installation of the ground floor for one test: its own directory, its own database, real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
TO_THE_END = 300.0  # seconds for a process that is run to its end: a whole migration, a verification of everything


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker("installation")


def until(holds: Callable[[], Any], *, what: str | Callable[[], str], patience: float = PATIENCE) -> Any:
    """Wait for a condition and return what it gave; a test fails by its words, never by a guess about time."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {patience:.0f} s in vain: {what if isinstance(what, str) else what()}")


@dataclass
class Installation:
    """Where the processes of a test live, and the test's own look at their database."""

    directory: Path
    url: str
    settings: str = "tests.faults.settings"
    more: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environ(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("BANCHENG_", "DJANGO_"))}
        return kept | {
            "BANCHENG_DATA_DIR": str(self.directory),
            "BANCHENG_DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "PYTHONUNBUFFERED": "1",
            **self.more,
        }

    def start(self, *words: str, quiet: bool = False, log: str = "") -> subprocess.Popen[str]:
        """A process of the installation, in a group of its own, ended with the test. `log`: a file for what it complains of."""
        if log:
            with (self.directory / log).open("a") as file:
                return self._start(words, stdout=subprocess.DEVNULL, stderr=file)
        silent = subprocess.DEVNULL if quiet else None
        return self._start(words, stdout=subprocess.DEVNULL if quiet else subprocess.PIPE, stderr=silent)

    def _start(self, words: tuple[str, ...], **streams: Any) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *words],
            env=self.environ,
            cwd=ROOT,
            text=True,
            start_new_session=True,
            **streams,
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
            timeout=TO_THE_END,
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

    def execute(self, statement: str) -> None:
        """Change something behind the product's back."""
        if self.url.startswith("postgres"):
            with psycopg.connect(self.url) as connection:
                connection.execute(statement)  # type: ignore[call-overload]
            return
        with sqlite3.connect(self.directory / "bancheng.sqlite3", timeout=20) as file:
            file.execute(statement)

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
    with _made(tmp_path_factory.mktemp("ground"), "tests.faults.settings") as made:
        made.bancheng("migrate", "-v0")
        yield made


@pytest.fixture
def ground(template: Installation, tmp_path: Path) -> Iterator[Installation]:
    with copied(template, tmp_path / "data") as made:
        yield made


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The whole product, migrated, with nobody in it."""
    with _made(tmp_path_factory.mktemp("bare"), "tests.faults.settings_cases") as made:
        made.bancheng("migrate", "-v0")
        yield made


@pytest.fixture(scope="session")
def county(
    bare: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Installation, dict[str, Any]]]:
    """The whole product with a small county in it, to be copied for each test, and who and what there is."""
    with copied(bare, tmp_path_factory.mktemp("county") / "data") as made:
        yield made, json.loads(made.run("-m", "tests.faults.county"))


@pytest.fixture
def office(county: tuple[Installation, dict[str, Any]], tmp_path: Path) -> Iterator[Any]:
    """The county with its web server and worker running."""
    from tests.faults.casework import Office

    with copied(county[0], tmp_path / "data") as made:
        opened = Office(made, county[1])
        opened.open()
        yield opened


@contextmanager
def _made(directory: Path, settings: str) -> Iterator[Installation]:
    """An installation with an empty database of its own."""
    name = f"ground_{uuid4().hex[:12]}"
    url = _database(name) if SERVER else f"sqlite:///{directory / 'bancheng.sqlite3'}"
    if SERVER:
        _on_server(f"CREATE DATABASE {name}")
    yield Installation(directory, url, settings)
    if SERVER:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copied(template: Installation, directory: Path) -> Iterator[Installation]:
    """A copy of it, whose processes end with the test."""
    name = f"ground_{uuid4().hex[:12]}"
    if SERVER:
        _on_server(f"CREATE DATABASE {name} TEMPLATE {_name(template.url)}")
    shutil.copytree(template.directory, directory)
    url = _database(name) if SERVER else f"sqlite:///{directory / 'bancheng.sqlite3'}"
    made = Installation(directory, url, template.settings)
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
