"""The cashier takes the money and nobody tells us, or twice, or late, or somebody lies; and we are killed meanwhile."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from tests.faults.conftest import Installation, copied, kill, until
from tests.faults.tillwork import EACH

from bancheng.ground.law import SHANGHAI

pytestmark = pytest.mark.faults
WORK = "tests.faults.tillwork"
TELLERS = 4
PAID = {"pay", "twice", "lost", "late", "both", "lost both"}
"""Fates after which the cashier has money."""
SILENT = {"lost"}
"""Of these nobody tells us. Where a second order was begun, the closing of the first finds the money."""
FEN = 10_000  # of one bill


@pytest.fixture
def till(bare: Installation, tmp_path: Path) -> Iterator[Installation]:
    with copied(bare, tmp_path / "data") as made:
        made.more = {"BANCHENG_DEBUG": "1", "BANCHENG_NOW_FILE": str(tmp_path / "data" / "now.txt")}
        at(made, 20, 10)
        yield made


def at(till: Installation, day: int, hour: int, minute: int = 0) -> None:
    """It is that moment of November for every process."""
    moment = datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)
    (till.directory / "now.txt").write_text(moment.isoformat())


def worker(till: Installation) -> subprocess.Popen[str]:
    # Of the same name as the last one, whose jobs it takes over at once: in a clock that stands, no lease ever ends.
    return till.start("-m", "bancheng.project.cli", "worker", "--name", "first", log="worker.log")


def drained(till: Installation) -> None:
    waiting = "SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running') AND task LIKE '%payments%'"
    until(lambda: till.rows(waiting)[0][0] == 0, what=lambda: _said(till), patience=120)


def _said(till: Installation) -> str:
    return "the queue is empty\n" + (till.directory / "worker.log").read_text()[-3000:]


def test_nothing_is_paid_twice_or_lost_whatever_the_cashier_tells_or_does_not(till: Installation) -> None:
    till.run("-m", WORK, "open")
    till.run("-m", WORK, "happen")
    _told_by_four_who_are_killed(till)
    _what_nobody_told_is_found_in_the_books(till)
    _the_clock_ends_what_nobody_pays(till)
    _each_bill_is_paid_once_and_no_fen_is_lost(till)
    _the_next_day_agrees(till)
    assert "没有发现改动" in till.bancheng("verify-journal", "--quiet")
    assert till.rows("SELECT task, error FROM jobs_job WHERE state IN ('failed', 'cancelled')") == []


def _told_by_four_who_are_killed(till: Installation) -> None:
    """Each notice comes in four times at least, side by side; tellers and the worker are killed in the middle of it."""
    notices = len(json.loads((till.directory / "notices.json").read_text()))
    jobs = worker(till)
    tellers = [till.start("-m", WORK, "tell", str(seed), log="tellers.log") for seed in range(TELLERS)]
    for seed in range(TELLERS):
        enough = notices * (seed + 1) // 3
        until(lambda: _lines(till) >= enough, what=lambda: _said(till), patience=120)  # noqa: B023
        if tellers[seed].poll() is None:
            kill(tellers[seed])
        kill(jobs)
        jobs = worker(till)
        tellers[seed] = till.start("-m", WORK, "tell", str(seed), log="tellers.log")
    assert [teller.wait(120) for teller in tellers] == [0] * TELLERS, (till.directory / "tellers.log").read_text()
    drained(till)
    kill(jobs)
    once = till.rows("SELECT count(*), count(DISTINCT digest) FROM payments_callback WHERE verdict = 'taken'")[0]
    assert once[0] == once[1] >= EACH * 3
    verdicts = dict(till.rows("SELECT verdict, count(DISTINCT digest) FROM payments_callback GROUP BY verdict"))
    assert verdicts["forged"] == verdicts["mismatch"] == verdicts["late"] == EACH
    # What came late was not believed, but asked after.
    assert _paid(till) == EACH * len(PAID - SILENT)


def _lines(till: Installation) -> int:
    path = till.directory / "told.txt"
    return len(path.read_text().splitlines()) if path.exists() else 0


def _paid(till: Installation) -> int:
    return int(till.rows("SELECT count(*) FROM payments_bill WHERE state = 'paid'")[0][0])


def _what_nobody_told_is_found_in_the_books(till: Installation) -> None:
    """At night the books are compared, by a process that is killed once; what was lost is taken in, and listed."""
    at(till, 21, 3)
    first = till.start("-m", WORK, "reconcile", log="reconciling.log")
    found = "SELECT count(*) FROM payments_attempt WHERE learnt_by = 'statement'"
    until(lambda: till.rows(found)[0][0] > 0 or first.poll() is not None, what="it begins", patience=60)
    if first.poll() is None:
        kill(first)
    till.run("-m", WORK, "reconcile")
    assert _paid(till) == EACH * len(PAID)
    assert till.rows(found) == [(EACH * len(SILENT),)]
    books = till.rows("SELECT ours_fen, theirs_fen FROM payments_reconciliation")
    assert len(books) == 3 and all(ours == theirs for ours, theirs in books)
    assert sum(ours for ours, _ in books) == EACH * FEN * len(PAID)


def _the_clock_ends_what_nobody_pays(till: Installation) -> None:
    at(till, 21, 9)
    jobs = worker(till)
    until(lambda: _open(till) == 0, what=lambda: _said(till), patience=120)
    drained(till)
    kill(jobs)


def _open(till: Installation) -> int:
    return int(till.rows("SELECT count(*) FROM payments_attempt WHERE state = 'started'")[0][0])


def _each_bill_is_paid_once_and_no_fen_is_lost(till: Installation) -> None:
    orders = json.loads((till.directory / "orders.json").read_text())
    stands = dict(till.rows("SELECT number, state FROM payments_bill"))
    for fate, bills in orders.items():
        for first, *_more in bills:
            assert stands[first.rpartition("-")[0]] == ("paid" if fate in PAID else "unpaid"), fate
    paid = EACH * len(PAID)
    assert till.rows("SELECT count(*), count(DISTINCT bill_id) FROM payments_attempt WHERE settles") == [(paid, paid)]
    kept = "SELECT coalesce(sum(amount_fen), 0) FROM payments_demoorder WHERE state = 'paid' AND refund = ''"
    assert till.rows(kept) == till.rows("SELECT sum(amount_fen) FROM payments_ticket") == [(paid * FEN,)]
    # Whoever paid in both windows has the second payment back, once.
    backs = EACH * 2
    assert till.rows("SELECT state, count(*) FROM payments_refund GROUP BY state") == [("done", backs)]
    assert till.rows("SELECT count(*) FROM payments_demoorder WHERE refund <> ''") == [(backs,)]
    assert till.rows("SELECT count(*), count(DISTINCT bill_id) FROM payments_ticket") == [(paid, paid)]
    made = "SELECT state, count(*) FROM documents_document WHERE kind = 'payments.receipt' GROUP BY state"
    assert till.rows(made) == [("ready", paid)]
    told = "SELECT count(*), count(DISTINCT m.subject_key) FROM inbox_message m JOIN inbox_template t"
    assert till.rows(f"{told} ON t.id = m.template_id WHERE t.key = 'payments.paid'") == [(paid, paid)]


def _the_next_day_agrees(till: Installation) -> None:
    """Refunds stand on their own day; what was missing the day before agrees when it is looked at once more."""
    at(till, 22, 3)
    till.run("-m", WORK, "reconcile")
    sums = till.rows("SELECT sum(ours_fen), sum(theirs_fen) FROM payments_reconciliation")
    assert sums == [(EACH * FEN * len(PAID),) * 2]
    # The first process was killed: what it had found is listed all the same, for somebody to look why.
    assert till.rows("SELECT count(*) FROM payments_difference") == [(EACH * len(SILENT),)]
