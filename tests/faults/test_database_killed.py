"""The database dies in the middle of everything: cases on every detour, their papers, their money; then it comes back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from tests.faults.casework import Office
from tests.faults.conftest import SERVER, Installation, copied, kill, until
from tests.faults.longcounty import CITIZENS
from tests.faults.test_cases_under_fire import VERBS
from tests.faults.truth import WHOLE, all_made, money_right, nothing_twice, proven, steps_of
from tests.starters.postgres import DATABASE, Server, postgres

pytestmark = pytest.mark.faults
SETTINGS = "tests.faults.settings_cases"
EACH = 6  # cases of a walker
KILLS = 6
ROUNDS = 4
FILED = 60  # over the API, every second of them accepted and decided
LEASE = "4"  # seconds, so that the jobs of a dead life of the worker run again soon


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of its own, which keeps what it confirmed: killing it hurts no other test."""
    with postgres(durable=True) as made:
        yield made


@pytest.fixture(scope="module")
def migrated(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The whole product on that server, to be copied for each test."""
    made = Installation(tmp_path_factory.mktemp("durable"), server.url, SETTINGS)
    made.bancheng("migrate", "-v0")
    return made


@pytest.fixture
def on_server(server: Server, migrated: Installation, tmp_path: Path) -> Iterator[Installation]:
    name = f"copy_{tmp_path.name}"[:60].lower()
    with psycopg.connect(make_conninfo(server.url, dbname="postgres"), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(DATABASE))
        )
    made = Installation(tmp_path / "data", server.url.replace(f"/{DATABASE}?", f"/{name}?"), SETTINGS)
    shutil.copytree(migrated.directory, made.directory)
    yield made
    made.end()


@pytest.fixture
def in_file(bare: Installation, tmp_path: Path) -> Iterator[Installation]:
    with copied(bare, tmp_path / "data") as made:
        _settle(made)
        yield made


def _settle(made: Installation) -> None:
    """The county of the long cases in it."""
    (made.directory / "longcounty.json").write_text(made.run("-m", "tests.faults.longcounty"))


def _image(source: Path, to: Path) -> Installation:
    """The files as they lie there, but for the memory that processes share."""
    shutil.copytree(source, to, ignore=shutil.ignore_patterns("*-shm"))
    return Installation(to, f"sqlite:///{to / 'bancheng.sqlite3'}", SETTINGS)


def walker(ground: Installation, place: int, cases: int = EACH) -> subprocess.Popen[str]:
    return ground.start("-m", "tests.faults.longwork", str(place), str(cases), log="walks.log")


def worker(ground: Installation) -> subprocess.Popen[str]:
    return ground.start("-m", "bancheng.project.cli", "worker", "--lease", LEASE, log="worker.log")


def noted(ground: Installation, name: str = "done.txt") -> list[tuple[str, ...]]:
    path = ground.directory / name
    return [tuple(line.split()) for line in path.read_text().splitlines()] if path.exists() else []


def drained(ground: Installation) -> None:
    waiting = "SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running') AND task NOT LIKE '%.schedule.%'"
    until(lambda: ground.rows(waiting)[0][0] == 0, what=lambda: f"the queue is empty\n{said(ground)}", patience=180)


def walked(ground: Installation) -> dict[str, list[str]]:
    """The verbs of each case that was filed, without what is noted of drafts and uploads."""
    found = {key: [verb for verb in verbs if verb in WHOLE] for key, verbs in steps_of(ground).items()}
    return {key: verbs for key, verbs in found.items() if verbs}


def acknowledged_is_written(ground: Installation) -> None:
    """What a process was told is done stands in the journal, as often as it was told."""
    told = Counter(line for line in noted(ground) if line[1] not in {"pay", "end"})
    written = Counter((key, verb) for key, verbs in steps_of(ground).items() for verb in verbs)
    assert told - written == Counter()


@pytest.mark.skipif(not SERVER, reason="the run on PostgreSQL shows it")
def test_a_server_that_dies_again_and_again_loses_nothing_it_has_confirmed(
    server: Server, on_server: Installation
) -> None:
    ground, total = on_server, CITIZENS * EACH * (len(WHOLE) + 1)
    _settle(ground)
    worker(ground)
    walks = [walker(ground, place) for place in range(CITIZENS)]
    for round_ in range(KILLS):
        enough = total * (round_ + 1) // (KILLS + 2)
        until(lambda: len(noted(ground)) >= enough, what=lambda: said(ground), patience=120)  # noqa: B023
        die(server, round_)
    assert [walk.wait(300) for walk in walks] == [0] * CITIZENS, said(ground)
    drained(ground)

    proven(ground)
    acknowledged_is_written(ground)
    steps = walked(ground)
    assert len(steps) == CITIZENS * EACH
    assert all(Counter(verbs) == Counter(WHOLE) for verbs in steps.values())
    nothing_twice(ground)
    money_right(ground, bills=len(steps))
    all_made(ground, sorted(steps))


def die(server: Server, round_: int) -> None:
    """One of three deaths; it is up again when this returns, or goes on by itself."""
    how = (server.crash, server.crash_a_backend, server.stop_at_once)[round_ % 3]
    how()
    if how != server.crash_a_backend:
        server.start_again()


@pytest.mark.skipif(not SERVER, reason="the run on PostgreSQL shows it")
def test_a_web_server_outlives_its_database_and_no_answer_is_taken_back(
    server: Server, on_server: Installation
) -> None:
    office = Office(on_server, json.loads(on_server.run("-m", "tests.faults.county")), mortal=True)
    office.open()
    with ThreadPoolExecutor(CITIZENS) as pool:
        walks = [pool.submit(office.walk, f"citizen{n % 6}", decided=n % 2 == 0) for n in range(FILED)]
        for round_ in range(KILLS):
            enough = 2 * FILED * (round_ + 1) // (KILLS + 2)
            until(lambda: len(office.acknowledged) >= enough, what=office.said, patience=120)  # noqa: B023
            die(server, round_)
        walked = [walk.result(timeout=300) for walk in walks]
    office.drained(patience=180)

    proven(on_server)
    nothing_twice(on_server)
    steps, told = steps_of(on_server), Counter((case, VERBS[step]) for case, step in office.acknowledged)
    assert set(told.values()) == {1} and len(told) == 2 * FILED
    assert all(steps[case].count(verb) == 1 for case, verb in told)
    assert {key for key, verbs in steps.items() if "submit" in verbs} == {key for key, _, _ in walked}
    stored = on_server.rows(
        "SELECT c.key, c.number, coalesce(d.number, '') FROM cases_case c"
        " LEFT JOIN cases_decision d ON d.case_id = c.id WHERE c.state <> 'draft'"
    )
    assert sorted(stored) == sorted(walked)
    made = "SELECT kind, state, count(*) FROM documents_document GROUP BY kind, state ORDER BY kind"
    assert on_server.rows(made) == [("cases.decision", "ready", FILED // 2), ("cases.receipt", "ready", FILED)]
    assert on_server.rows("SELECT task, error FROM jobs_job WHERE state IN ('failed', 'cancelled')") == []


def said(ground: Installation) -> str:
    """The last words of the processes."""
    logs = [ground.directory / name for name in ("walks.log", "worker.log")]
    return "\n".join(log.read_text()[-3000:] for log in logs if log.exists())


@pytest.mark.skipif(bool(SERVER), reason="the run on the embedded database shows it")
def test_writers_killed_inside_their_transactions_leave_every_case_in_one_true_state(in_file: Installation) -> None:
    ground = in_file
    jobs = worker(ground)
    for round_ in range(ROUNDS):
        walks = [walker(ground, place, 100) for place in range(CITIZENS)]
        enough = len(noted(ground)) + (len(WHOLE) + 1) * CITIZENS * (1 + round_ % 2)
        until(lambda: len(noted(ground)) >= enough, what=lambda: said(ground), patience=120)  # noqa: B023
        # One of them is caught behind its verb and before its commit; the others wait for the file and are killed there.
        seen = len(noted(ground, "inside.txt"))
        (ground.directory / "pause").touch()
        until(lambda: len(noted(ground, "inside.txt")) > seen, what=lambda: said(ground), patience=60)  # noqa: B023
        for process in [*walks, *([jobs] if round_ % 2 else [])]:
            kill(process)
        if round_ % 2:
            jobs = worker(ground)
        (ground.directory / "pause").unlink()
        acknowledged_is_written(ground)
    drained(ground)

    proven(ground)
    nothing_twice(ground)
    # Nobody goes on with the case of a killed process: it stands where it stood, and its journal is a true beginning.
    assert all(Counter(verbs) == Counter(WHOLE[: len(verbs)]) for verbs in walked(ground).values())
    closed = ground.rows("SELECT key FROM cases_case WHERE state = 'closed'")
    assert closed, "some were walked to their end"
    all_made(ground, [key for (key,) in closed])


@pytest.mark.skipif(bool(SERVER), reason="the run on the embedded database shows it")
def test_what_the_disk_holds_at_any_moment_opens_again_with_all_that_was_confirmed(
    in_file: Installation, tmp_path: Path
) -> None:
    """As when the power fails: the files as they are, with a log of writes behind which nobody stands any more."""
    ground = in_file
    processes = [worker(ground), *(walker(ground, place, 100) for place in range(CITIZENS))]
    hot = 0
    for round_ in range(ROUNDS):
        enough = len(noted(ground)) + len(WHOLE)
        until(lambda: len(noted(ground)) >= enough, what=lambda: said(ground), patience=120)  # noqa: B023
        for process in processes:
            os.killpg(process.pid, signal.SIGSTOP)
        image = _image(ground.directory, tmp_path / f"image{round_}")
        for process in processes:
            os.killpg(process.pid, signal.SIGCONT)
        log = image.directory / "bancheng.sqlite3-wal"
        hot += log.exists() and log.stat().st_size > 0
        proven(image)
        acknowledged_is_written(image)
        nothing_twice(image)
    assert hot, "a log that was not yet carried over was among them"
