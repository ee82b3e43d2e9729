"""The search among 10,000 and among 100,000 entries of 2,000 organisations, beside the bare index and a plain scan.

The entries are those of the demo catalogue, repeated over all regions by SQL: real titles, real distribution of signs. The
bare index query reads what the page shows in two plain statements: the first entries by weight that have the words' terms
in the region, and the counts of their facets. It has no synonyms, no look at the texts, no order by title, audience or
nearness, no guess at what was meant, and builds nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from django.db import connection

from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.models import SearchEntry
from bancheng.registers.catalog.search.sql import COUNT_LIMIT, Dialect
from bancheng.registers.catalog.search.ways import ways
from bancheng.registers.catalog.types import SearchQuery
from bancheng.registers.organisations.models import Organisation, Region
from bench.measure import percentile
from bench.report import Figure

SMALL, LARGE = SIZES = (10_000, 100_000)
ORGANISATIONS = 2_000
REPEATED = 5
COUNTY = "411323000000"
QUERIES = (
    *(SearchQuery(q=q) for q in ("食品经营许可", "社保", "社会保障卡申领", "身份证", "驾照", "开饭店", "残疾人证", "许可", "登记")),
    *(SearchQuery(q=q) for q in ("spjyxk", "shebao", "hukou", "不動產", "我想办社保卡", "没有这样的事项名称", "<b>x</b>")),
    *(SearchQuery(q=q) for q in ("社宝卡", "食品京营许可")),
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
    late: dict[int, float] = {}
    for size in SIZES:
        _grow(size)
        ours, bare, scans = _measured()
        middle, late[size] = percentile(ours, 0.5) * 1000, percentile(ours, 0.95) * 1000
        least, scan = percentile(bare, 0.5) * 1000, percentile(scans, 0.95) * 1000
        what = f"{size:,} items, page with facets"
        yield Figure(
            "search",
            f"{what}, p95",
            f"{late[size]:.1f} ms",
            f"{scan:.1f} ms: scan for the words, p95",
            scan / late[size],
        )
        floor = f"{least:.1f} ms: bare index query, median"
        yield Figure(
            "search", f"{what}, median", f"{middle:.1f} ms", floor, least / middle, 1 / 3 if size == LARGE else None
        )
    floor = f"{late[SMALL]:.1f} ms: p95 among {SMALL:,}"
    yield Figure("search", f"p95 among {LARGE:,}", f"{late[LARGE]:.1f} ms", floor, late[SMALL] / late[LARGE], 1 / 3)


def _measured() -> tuple[list[float], list[float], list[float]]:
    """Seconds of all queries: the page, the bare index, the scan."""
    times: tuple[list[float], list[float], list[float]] = ([], [], [])
    for query in QUERIES:  # what is read for the first time is no figure of a running server
        selectors.find(query)
    for _ in range(REPEATED):
        for query in QUERIES:
            for taken, work in zip(times, (selectors.find, _index, _scan), strict=True):
                taken.append(_timed(lambda work=work, query=query: work(query)))  # type: ignore[misc]
    return times


def _timed(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - started


def _index(query: SearchQuery) -> None:
    """What the page shows, asked of the indexes alone."""
    where, values = _bare_where(query)
    page = (
        f"SELECT e.title, e.summary, e.card FROM catalog_searchentry e WHERE {where} ORDER BY e.lighter, e.id LIMIT 21"  # noqa: S608
    )
    counts = (
        f"WITH found AS (SELECT e.id FROM catalog_searchentry e WHERE {where} LIMIT {COUNT_LIMIT + 1}) "  # noqa: S608
        "SELECT f.kind, f.code, COUNT(*) FROM found CROSS JOIN catalog_searchfacet f WHERE f.entry_id = found.id "
        "GROUP BY f.kind, f.code"
    )
    with connection.cursor() as cursor:
        for statement in (page, counts):
            cursor.execute(statement, values)
            cursor.fetchall()


def _bare_where(query: SearchQuery) -> tuple[str, list[Any]]:
    """The terms of the words as typed, and the region; neither other filters nor a look at the texts."""
    region, dialect = query.region[:6], Dialect(connection.vendor)
    terms = next((dialect.terms(reading) for reading in ways(query.q, {})), "")
    plain = "e.id IN (SELECT rowid FROM catalog_searchindex WHERE catalog_searchindex MATCH %s)"
    matching = plain if connection.vendor == "sqlite" else "e.terms_index @@ %s::tsquery"
    sql, values = (matching, [terms]) if terms else ("TRUE", [])
    return (
        (f"{sql} AND e.region_code >= %s AND e.region_code <= %s", [*values, f"{region}0", f"{region}9"])
        if region
        else (sql, values)
    )


def _scan(query: SearchQuery) -> None:
    name = "instr" if connection.vendor == "sqlite" else "strpos"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM catalog_searchentry WHERE {name}(text, %s) > 0", [query.q])  # noqa: S608
        cursor.fetchone()


def _grow(size: int) -> None:
    """Repeat the entries of the demo over the regions and organisations until there are so many."""
    _found_organisations()
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


def _found_organisations() -> None:
    more, county = ORGANISATIONS - Organisation.objects.count(), Region.objects.get(code=COUNTY)
    Organisation.objects.bulk_create(
        Organisation(name=f"测速机构{number}", region=county, kind=Organisation.Kind.DEPARTMENT)
        for number in range(more)
    )


def _statements(more: int, last: int) -> list[str]:
    columns = [field.column for field in SearchEntry._meta.concrete_fields]
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {more})"  # noqa: S608
    return [
        "DROP TABLE IF EXISTS bench_base",
        "DROP TABLE IF EXISTS bench_place",
        "DROP TABLE IF EXISTS bench_plan",
        "DROP TABLE IF EXISTS bench_organ",
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
        "CREATE TEMPORARY TABLE bench_organ AS SELECT row_number() OVER (ORDER BY id) - 1 AS i, id "
        "FROM organisations_organisation",
        "INSERT INTO catalog_searchfacet (entry_id, kind, code) SELECT plan.id, f.kind, "
        "CASE f.kind WHEN 'department' THEN CAST(organ.id AS varchar(60)) ELSE f.code END "
        "FROM bench_plan plan JOIN catalog_searchfacet f ON f.entry_id = plan.base "
        "JOIN bench_organ organ ON organ.i = plan.id % (SELECT COUNT(*) FROM bench_organ)",
    ]
