"""Filing a case and reading one over the API, beside bare views that write and read the same rows under the same server."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from statistics import median
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import client
from bench.county import ANSWERS, VALUES, County, county
from bench.report import Figure
from bench.rows import rows_of

ROUNDS = 9
SECONDS = 1.0
MOST_STATEMENTS = 16
PATH = "/api/v1/cases/filings"


def run() -> Iterator[Figure]:
    place = county()
    token = place.token(place.citizen)
    key, statements = _counted(place, token)
    yield Figure(
        "filing",
        "statements to file a case",
        f"{statements} statements",
        f"{MOST_STATEMENTS}: as many as are allowed",
        MOST_STATEMENTS / statements,
        1.0,
    )
    os.environ["BENCH_CASE"] = key
    rows = rows_of(key)
    told = f"{len(rows.materials)} materials, {len(rows.jobs)} jobs, bulk_create"
    body = json.dumps(_body(place)).encode()
    with (
        client.served("bancheng.project.wsgi:application") as ours,
        client.served("bench.floor_cases:application") as floor,
    ):
        yield _compared(
            "file a case over HTTP",
            (ours, lambda: _post(PATH, token, body)),
            (floor, lambda: _post("/floor/filing/", token, body)),
            f"the same rows, {told}",
        )
        yield _compared(
            "read a case over HTTP",
            (ours, lambda: _get(f"/api/v1/cases/{key}", token)),
            (floor, lambda: _get(f"/floor/case/{key}/", token)),
            "the same rows as JSON",
        )


def _compared(what: str, ours: tuple[int, client.Ask], floor: tuple[int, client.Ask], told: str) -> Figure:
    """Answers a second of both, in turns."""
    for port, asked in (ours, floor):
        client.rate(port, asked, seconds=1.0)
    turns = [(client.rate(*ours, seconds=SECONDS), client.rate(*floor, seconds=SECONDS)) for _ in range(ROUNDS)]
    mine, bare = (median(column) for column in zip(*turns, strict=True))
    ratio = median(one / other for one, other in turns)
    return Figure("filing", what, f"{mine:.0f}/s", f"{bare:.0f}/s: {told}", ratio, 0.5)


def _counted(place: County, token: str) -> tuple[str, int]:
    """A case that was filed, once all is warm, and the statements it took."""
    browser = Client(headers={"host": "localhost", "authorization": f"Bearer {token}"})
    answers = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            headers = {"idempotency-key": uuid4().hex}
            answers.append(browser.post(PATH, _body(place), content_type="application/json", headers=headers))
    if answers[-1].status_code != 201:
        raise RuntimeError(answers[-1].content.decode())
    marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    counted = [one for one in asked.captured_queries if not one["sql"].startswith(marks)]
    return answers[-1].json()["key"], len(counted)


def _body(place: County) -> dict[str, object]:
    return {"item": place.item, "answers": ANSWERS, "values": VALUES, "declared": True}


def _post(path: str, token: str, body: bytes) -> bytes:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": uuid4().hex}
    return client.request(path, method="POST", headers=headers, body=body)


def _get(path: str, token: str) -> bytes:
    return client.request(path, headers={"Authorization": f"Bearer {token}"})
