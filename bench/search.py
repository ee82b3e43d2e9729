"""The search among 1,135 and among 100,000 entries, beside a plain scan for the same words over the same texts.

The entries are those of the demo catalogue, repeated over all regions by SQL: real titles, real distribution of signs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import connection

from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.models import SearchEntry
from bancheng.registers.catalog.types import SearchQuery
from bench.measure import percentile
from bench.report import Figure

SIZES = (1_135, 100_000)
REPEATED = 5
COUNTY = "411323000000"
QUERIES = (
    *(SearchQuery(q=q) for q in ("食品经营许可", "社保", "社会保障卡申领", "身份证", "驾照", "开饭店", "残疾人证", "许可", "登记")),
    *(SearchQuery(q=q) for q in ("spjyxk", "shebao", "hukou", "不動產", "我想办社保卡", "没有这样的事项名称", "<b>x</b>")),
    *(SearchQuery(q=q, region=COUNTY) for q in ("食品经营许可", "社保", "办证", "道路运输", "公积金", "营业执照")),
    SearchQuery(),
    SearchQuery(region=COUNTY),
    SearchQuery(theme="social_security"),
    SearchQuery(region=COUNTY, audience="legal", online="1"),
    SearchQuery(q="许可", item_type="01", size=50),
)  # fmt: skip
OWN = {"id": "plan.id", "key": "'bench-' || plan.id", "region_code": "plan.place"}
"""What a repeated entry does not share with the one it repeats."""


def run() -> Iterator[Figure]:
    for size in SIZES:
        _grow(size)
        ours: list[float] = []
        scans: list[float] = []
        for _ in range(REPEATED):
            for query in QUERIES:
                ours.append(_timed(lambda query=query: selectors.find(query)))  # type: ignore[misc]
                scans.append(_timed(lambda query=query: _scan(query.q)))  # type: ignore[misc]
        middle, late = percentile(ours, 0.5) * 1000, percentile(ours, 0.95) * 1000
        scan = percentile(scans, 0.95) * 1000
        yield Figure(
            "search",
            f"{size:,} items, page with facets, p95 (median)",
            f"{late:.1f} ms ({middle:.1f})",
            f"{scan:.1f} ms: scan for the words, p95",
            scan / late,
        )


def _timed(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


def _scan(q: str) -> None:
    name = "instr" if connection.vendor == "sqlite" else "strpos"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM catalog_searchentry WHERE {name}(text, %s) > 0", [q])  # noqa: S608
        cursor.fetchone()


def _grow(size: int) -> None:
    """Repeat the entries of the demo over the regions until there are so many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), MAX(id) FROM catalog_searchentry")
        have, last = cursor.fetchone()
        for statement in _statements(size - have, last):
            cursor.execute(statement)
        for table in ("catalog_searchentry", "catalog_searchfacet"):
            cursor.execute(f"{'VACUUM ' if connection.vendor == 'postgresql' else ''}ANALYZE {table}")
        cursor.execute("SELECT COUNT(*) FROM catalog_searchentry")
        if cursor.fetchone()[0] != size:
            raise RuntimeError("the entries were not made as planned")


def _statements(more: int, last: int) -> list[str]:
    columns = [field.column for field in SearchEntry._meta.concrete_fields]
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {more})"  # noqa: S608
    return [
        "DROP TABLE IF EXISTS bench_base",
        "DROP TABLE IF EXISTS bench_place",
        "DROP TABLE IF EXISTS bench_plan",
        "CREATE TEMPORARY TABLE bench_base AS SELECT row_number() OVER (ORDER BY id) - 1 AS i, id FROM catalog_searchentry "
        "WHERE key NOT LIKE 'bench-%'",
        "CREATE TEMPORARY TABLE bench_place AS SELECT row_number() OVER (ORDER BY code) - 1 AS i, code "
        "FROM organisations_region",
        f"CREATE TEMPORARY TABLE bench_plan AS {numbers} SELECT n.i + {last} AS id, base.id AS base, place.code AS place "  # noqa: S608
        "FROM n JOIN bench_base base ON base.i = n.i % (SELECT COUNT(*) FROM bench_base) "
        "JOIN bench_place place ON place.i = (n.i * 31) % (SELECT COUNT(*) FROM bench_place)",
        f"INSERT INTO catalog_searchentry ({', '.join(columns)}) "  # noqa: S608
        f"SELECT {', '.join(OWN.get(name, f'e.{name}') for name in columns)} "
        "FROM bench_plan plan JOIN catalog_searchentry e ON e.id = plan.base ORDER BY plan.id",
        "INSERT INTO catalog_searchfacet (entry_id, kind, code) SELECT plan.id, f.kind, f.code "
        "FROM bench_plan plan JOIN catalog_searchfacet f ON f.entry_id = plan.base",
    ]
