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
    yield from compared("guide", "guide page over HTTP", reverse("portal:guide", args=[_longest()]))


def compared(part: str, what: str, page: str, *, target: float = 0.5, wish: float = 0.0) -> Iterator[Figure]:
    """The rate of a page beside that of its templates with values ready, and of its finished text. `wish`: pages a second."""
    rounds = _measured(page)
    rate, prepared, finished = (median(column) for column in zip(*rounds, strict=True))
    told = f"{rate:.0f}/s"
    wished = f"≥ {wish:.0f}/s ({'kept' if rate >= wish else 'not kept'})" if wish else ""
    for column, floor_rate, words, least in (
        (1, prepared, "its templates, values ready", target),
        (2, finished, "its finished text", None),
    ):
        ratio = median(one[0] / one[column] for one in rounds)
        yield Figure(part, what, told, f"{floor_rate:.0f}/s: {words}", ratio, least, wish="" if least else wished)


def _measured(page: str) -> list[tuple[float, float, float]]:
    os.environ["BENCH_PATH"] = page
    with client.served("bancheng.project.wsgi:application") as ours, client.served("bench.floor:application") as floor:
        _refuse_different(client.body(ours, page), client.body(floor, "/floor/prepared/"))
        _refuse_different(client.body(ours, page), client.body(floor, "/floor/finished/"))
        ways = ((ours, page), (floor, "/floor/prepared/"), (floor, "/floor/finished/"))
        for port, asked in ways:
            client.rate(port, asked, seconds=1.0)
        rates = ([client.rate(port, asked, seconds=SECONDS) for port, asked in ways] for _ in range(ROUNDS))
        return [(one, prepared, finished) for one, prepared, finished in rates]


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
