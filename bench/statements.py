"""How many statements a page asks of the database, once what a process keeps is warm. The floor is what it cannot do without."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bancheng.registers.catalog import selectors
from bench.report import Figure


def run() -> Iterator[Figure]:
    item = selectors.hot(size=1)[0].item_id
    pages = [
        ("home", reverse("portal:home"), 5, "marks, most used, words, themes, total"),
        ("search", f"{reverse('portal:items')}?q={quote('社保')}", 5, "marks, synonyms, page, counts, labels"),
        ("guide", reverse("portal:guide", args=[item]), 4, "marks, item, versions, theme"),
        ("api: search", f"/api/v1/items?q={quote('社保')}", 5, "tries, synonyms, page, counts, labels"),
        ("api: guide", f"/api/v1/items/{item}", 3, "tries, item, versions"),
        ("api: regions", "/api/v1/regions", 2, "tries, marks"),
    ]
    client = Client(headers={"host": "localhost"})
    for name, address, floor, words in pages:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        counted = [one for one in asked.captured_queries if not one["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT"))]
        n = len(counted)
        yield Figure("statements", name, f"{n} statements", f"{floor}: {words}", floor / max(n, 1), 0.5)
