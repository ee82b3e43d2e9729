"""A write with an Idempotency-Key is done once: sent again it is answered alike, also when it comes twice at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from bancheng.casework.cases.models import Case, MaterialFile
from bancheng.casework.cases.tests.stage import PDF, Stage, at
from bancheng.doors.openapi.tests.calling import Caller, caller
from bancheng.ground.access import replays
from bancheng.ground.access.models import Replay
from bancheng.ground.journal.models import Entry

FILING = {"answers": {"shop_kind": "shop"}, "values": {"person_name": "王小满", "has_staff": "no"}, "declared": True}


@pytest.fixture
def mine(stage: Stage) -> Caller:
    return caller(stage, stage.citizen())


def test_the_same_filing_twice_is_one_case_and_one_answer(stage: Stage, mine: Caller) -> None:
    body = {"item": stage.instant(), **FILING}
    first, again = (mine.post("cases/filings", body, key="order-7") for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert (first.has_header("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (False, "true")
    assert Case.objects.count() == 1
    assert mine.post("cases/filings", body, key="order-8").json()["number"] != first.json()["number"]


def test_one_key_cannot_stand_for_two_requests(stage: Stage, mine: Caller) -> None:
    body = {"item": stage.instant(), **FILING}
    mine.post("cases/filings", body, key="order-7")
    for answer in (
        mine.post("cases/filings", {**body, "values": {"person_name": "王大满", "has_staff": "no"}}, key="order-7"),
        mine.post("cases", {"item": body["item"]}, key="order-7"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "request.key_used")
    assert Case.objects.count() == 1


def test_a_key_belongs_to_its_account(stage: Stage, mine: Caller) -> None:
    other = caller(stage, stage.citizen("李秀英", 2))
    body = {"item": stage.instant(), **FILING}
    numbers = {one.post("cases/filings", body, key="order-7").json()["number"] for one in (mine, other)}
    assert len(numbers) == 2


def test_what_was_refused_may_be_sent_again_with_its_key(stage: Stage, mine: Caller) -> None:
    wrong = {"item": stage.instant(), **FILING, "declared": False}
    assert mine.post("cases/filings", wrong, key="order-7").status_code == 422
    assert not Replay.objects.exists()
    assert mine.post("cases/filings", {**wrong, "declared": True}, key="order-7").status_code == 201


def test_an_upload_sent_again_is_one_file(stage: Stage, mine: Caller) -> None:
    key = mine.post("cases", {"item": stage.item()}).json()["key"]
    path = f"cases/{key}/materials/1/files"
    first, again = (mine.upload(path, PDF, key="file-1") for _ in range(2))
    assert first.json() == again.json() and MaterialFile.objects.count() == 1
    assert mine.upload(path, PDF + b"%other", key="file-1").status_code == 422


def test_a_step_sent_again_is_taken_once_though_the_version_is_stale_by_then(stage: Stage) -> None:
    number, clerk = stage.file().number, caller(stage, stage.staff("clerk"))
    path, body = f"staff/cases/{number}/acceptance", {"version": stage.row(number).version}
    first, again = (clerk.post(path, body, key="k") for _ in range(2))
    assert first.status_code == 200 and first.json() == again.json()
    assert Entry.objects.filter(verb="accept", refused=False).count() == 1
    assert clerk.post(path, body, key="other").status_code == 409


def test_the_answers_are_sealed_and_go_after_a_day(stage: Stage, mine: Caller, move: Callable[..., None]) -> None:
    filed = mine.post("cases/filings", {"item": stage.instant(), **FILING}, key="order-7").json()
    kept = Replay.objects.get()
    assert filed["query_code"].encode() not in bytes(kept.body) and "order-7" not in kept.key
    later = at(date(2026, 11, 21), 10)
    assert replays.tidy(before=later - timedelta(days=2)) == 0
    assert replays.tidy(before=later - timedelta(days=1)) == 1
    assert not Replay.objects.exists()


@pytest.mark.parametrize("key", ["", "x" * 81, "a b", "键", "a\x7fb"])
def test_a_key_that_is_none_is_refused(stage: Stage, mine: Caller, key: str) -> None:
    answer = mine.http.post(
        "/api/v1/cases",
        {"item": stage.item()},
        content_type="application/json",
        headers={"Authorization": f"Bearer {mine.secret}", "Idempotency-Key": key},
    )
    assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "Idempotency-Key")


@pytest.fixture
def join(tmp_path: Path) -> Callable[[], Callable[[], None]]:
    """Give the threads of a test a database that two can write: SQLite's in memory, which tests use, has no queue."""

    def prepare() -> Callable[[], None]:
        if connection.vendor != "sqlite":
            return lambda: None
        place = tmp_path / "together.sqlite3"
        with sqlite3.connect(place) as file:
            connection.connection.backup(file)
            # Once and for all: four connections that each want to change the mode would lock one another out.
            file.execute("PRAGMA journal_mode=WAL")
        settings = {**connection.settings_dict, "NAME": str(place)}
        return lambda: setattr(connections["default"], "settings_dict", settings)

    return prepare


@pytest.mark.django_db(transaction=True)
def test_two_at_one_moment_have_one_effect(stage: Stage, join: Callable[[], Callable[[], None]]) -> None:
    body, secret = {"item": stage.instant(), **FILING}, caller(stage, stage.citizen()).secret
    enter, gate, told = join(), Barrier(4), []

    def file() -> None:
        enter()
        gate.wait(timeout=60)
        try:
            told.append((Caller(secret).post("cases/filings", body, key="order-7"), Case.objects.count()))
        finally:
            connections.close_all()

    threads = [Thread(target=file) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert [answer.status_code for answer, _ in told] == [201] * 4
    assert len({answer.content for answer, _ in told}) == 1
    assert [count for _, count in told] == [1] * 4
    assert sum(answer.has_header("Idempotent-Replayed") for answer, _ in told) == 3
