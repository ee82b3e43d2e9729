"""Prepares a database of each kind, runs the parts on it one process each, prints the table, leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench.parts import EVERYWHERE, PARTS
from bench.report import Figure, read, table

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "var" / "bench.md"
PATIENCE = 600  # seconds for one part


@contextmanager
def copied(address: str) -> Iterator[str]:
    """The address of a copy of a prepared database, gone afterwards: what one part fills in is in no other's way."""
    if address.startswith("sqlite"):
        path = Path(address.removeprefix("sqlite:///"))
        copy = path.with_name("part.sqlite3")
        shutil.copyfile(path, copy)
        try:
            yield f"sqlite:///{copy}"
        finally:
            for left in path.parent.glob("part.sqlite3*"):
                left.unlink()
        return
    import psycopg

    parts = urlsplit(address)
    name = f"{parts.path[1:]}_part"
    with psycopg.connect(os.environ["BANCHENG_DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parts.path[1:]}"')
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Name → address: a file for SQLite, and a database of its own in the PostgreSQL that the environment names."""
    with tempfile.TemporaryDirectory(prefix="bancheng-bench-") as room:
        found = {"SQLite": f"sqlite:///{room}/bench.sqlite3"}
        server = os.environ.get("BANCHENG_DATABASE_URL", "")
        if not server.startswith("postgres"):
            sys.stderr.write("No PostgreSQL in BANCHENG_DATABASE_URL: SQLite only (`make bench` starts one).\n")
            yield found
            return
        # Never the database that is named: it may be somebody's own.
        import psycopg

        name = f"bancheng_bench_{os.getpid()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
            try:
                yield found | {"PostgreSQL": urlsplit(server)._replace(path=f"/{name}").geturl()}
            finally:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def environment(address: str, room: str) -> dict[str, str]:
    """What a part runs with: this database and data directory, and nothing of the caller's own settings."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("BANCHENG_")}
    return kept | {
        "BANCHENG_DATABASE_URL": address,
        "BANCHENG_DATA_DIR": room,
        "DJANGO_SETTINGS_MODULE": "bancheng.project.settings",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])),
    }


def run(part: str, database: str, settings: dict[str, str]) -> list[Figure]:
    """The figures of one part on one database; a part that breaks is a figure too, and a miss."""
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "bench.parts", part],
        env=settings,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    sys.stderr.write(f"{database:<12}{part:<12}{time.monotonic() - started:6.1f} s\n")
    if done.returncode:
        return [Figure(part, "broken: see above", "", target=1.0, database=database)]
    return [Figure(**{**vars(read(line)), "database": database}) for line in done.stdout.splitlines()]


def main(arguments: list[str]) -> int:
    if unknown := set(arguments) - set(PARTS):
        sys.stderr.write(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.\n")
        return 2
    wanted = arguments or list(PARTS)
    figures: list[Figure] = []
    with databases() as found:
        for number, (database, address) in enumerate(found.items()):
            with tempfile.TemporaryDirectory(prefix="bancheng-bench-data-") as room:
                settings = environment(address, room)
                chosen = [part for part in wanted if part not in EVERYWHERE or number == 0]
                if set(chosen) - EVERYWHERE and (broken := run("prepare", database, settings)):
                    figures += broken
                    continue
                for part in chosen:
                    if part in EVERYWHERE:
                        figures += run(part, "any", settings)
                        continue
                    with copied(address) as copy:
                        figures += run(part, database, settings | {"BANCHENG_DATABASE_URL": copy})
    told = table(figures)
    sys.stdout.write(told + "\n")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(told + "\n", encoding="utf-8")
    return 1 if any(figure.missed for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
