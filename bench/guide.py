"""The guide page over HTTP, beside bare views of the same HTML under the same server."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from statistics import median

from django.urls import reverse

from bancheng.registers.catalog import selectors
from bench import client
from bench.report import Figure

ROUNDS = 11
SECONDS = 1.0  # short turns: a slow spell of the machine spoils one, not the median
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def run() -> Iterator[Figure]:
    page = reverse("portal:guide", args=[_longest()])
    os.environ["BENCH_PATH"] = page
    with client.served("bancheng.project.wsgi:application") as ours, client.served("bench.floor:application") as floor:
        _refuse_different(client.body(ours, page), client.body(floor, "/floor/prepared/"))
        _refuse_different(client.body(ours, page), client.body(floor, "/floor/finished/"))
        for port, asked in ((ours, page), (floor, "/floor/prepared/"), (floor, "/floor/finished/")):
            client.rate(port, asked, seconds=1.0)
        rounds = [
            (
                client.rate(ours, page, seconds=SECONDS),
                client.rate(floor, "/floor/prepared/", seconds=SECONDS),
                client.rate(floor, "/floor/finished/", seconds=SECONDS),
            )
            for _ in range(ROUNDS)
        ]
    rate, prepared, finished = (median(column) for column in zip(*rounds, strict=True))
    told = f"{rate:.0f}/s"
    for column, floor_rate, words, target in (
        (1, prepared, "its templates, values ready", 0.5),
        (2, finished, "its finished text", None),
    ):
        ratio = median(one[0] / one[column] for one in rounds)
        yield Figure("guide", "guide page over HTTP", told, f"{floor_rate:.0f}/s: {words}", ratio, target)


def _longest() -> int:
    """The guide with the most materials and questions: one that people read long."""
    hits = [
        hit for hit in selectors.hot(size=100) if (page := selectors.guide(hit.item_id)) and page.document.questions
    ]
    return max(hits, key=lambda hit: len(selectors.guide(hit.item_id).document.materials)).item_id  # type: ignore[union-attr]


def _refuse_different(one: bytes, other: bytes) -> None:
    """Only the same page may be compared."""
    if TOKEN.sub(b"", one) != TOKEN.sub(b"", other):
        raise RuntimeError("the floor does not render the same page")
