"""The catalogue desk among 10,000 and among 100,000 items of 2,000 organisations: the list with tree, facets and tabs.

The items are those of the demo, repeated by SQL over all regions and organisations, each with its entry in the search and
every twelfth with a finding of the examination. The floor asks the indexes alone: one page in the order of the list, and
how many rows there are by state; it knows no scope, no tree, no facets and no standing of a guide. The desk counts every
item ten times over (state, place, type, nature, level, words, mode, star, draft, findings), the floor once.

The comparison of the six uniform elements is a job: its floor reads the same parts of the same documents.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator

from django.db import connection

from bancheng.ground.access import Actor, Grant, region_stem, system
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.inheritance.comparing import compared, keys_of, read
from bancheng.registers.catalog.types import StaffFilters
from bench.catalogue import COUNTY, grow
from bench.measure import in_turns, percentile
from bench.report import Figure

SMALL, LARGE = 10_000, 100_000
REPEATED = 3
PROVINCE = "410000000000"
EVERYWHERE = system("测速")
WORST = 30
"""Times as slow as the bare queries."""
LATE = 500
"""Milliseconds in which the slowest visits among the many should be answered."""
KEPT = tuple(
    StaffFilters(region=region, item_type=kind, state=state)
    for region in (PROVINCE, COUNTY)
    for kind in ("01", "07", "20", "")
    for state in ("published", "")
)


def _of(region: str) -> Actor:
    return Actor(kind="staff", key="staff:bench", name="测速", account=1, grants=(Grant("catalog.view", region, None),))


VISITS: tuple[tuple[Actor, StaffFilters], ...] = (
    (EVERYWHERE, StaffFilters()),
    (EVERYWHERE, StaffFilters(state="published")),
    (EVERYWHERE, StaffFilters(region=PROVINCE)),
    (EVERYWHERE, StaffFilters(region=COUNTY)),
    (EVERYWHERE, StaffFilters(q="许可")),
    (EVERYWHERE, StaffFilters(q="食品 经营")),
    (EVERYWHERE, StaffFilters(theme="social_security")),
    (EVERYWHERE, StaffFilters(findings="1")),
    (EVERYWHERE, StaffFilters(draft="1")),
    (EVERYWHERE, StaffFilters(after="50000")),
    (_of(PROVINCE), StaffFilters()),
    (_of(PROVINCE), StaffFilters(item_type="01", state="published")),
    (_of(COUNTY), StaffFilters()),
    (_of(COUNTY), StaffFilters(q="登记")),
)


def run() -> Iterator[Figure]:
    late: dict[int, float] = {}
    for size in (SMALL, LARGE):
        grow(size)
        if size == SMALL:
            yield _uniformity()
        ours, bare = _measured()
        middle, late[size] = percentile(ours, 0.5) * 1000, percentile(ours, 0.95) * 1000
        least = percentile(bare, 0.5) * 1000
        what = f"list, tree and facets of {size:,} items"
        wish = f"≤ {LATE} ms" + (" (kept)" if late[size] <= LATE else " (not kept)")
        yield Figure("desk", f"{what}, p95", f"{late[size]:.0f} ms", wish=wish)
        floor = f"{least:.1f} ms: bare page and count, median"
        yield Figure(
            "desk", f"{what}, median", f"{middle:.0f} ms", floor, least / middle, 1 / WORST if size == LARGE else None
        )
    floor = f"{late[SMALL]:.0f} ms: p95 among {SMALL:,}"
    # Ten times as many rows are counted for the tree and the facets: more than ten times the time would be a fault.
    yield Figure("desk", f"p95 among {LARGE:,}", f"{late[LARGE]:.0f} ms", floor, late[SMALL] / late[LARGE], 1 / 10)
    yield _kept()


def _uniformity() -> Figure:
    keys = keys_of(PROVINCE[:2])

    def ours() -> None:
        deque(compared(keys), maxlen=0)

    def floor() -> None:
        deque(read(keys), maxlen=0)

    turns = in_turns(ours, floor, rounds=3)
    told = f"{len(keys) / turns.floor:,.0f} guides/s: the same parts read"
    return Figure("desk", "six elements compared", f"{len(keys) / turns.ours:,.0f} guides/s", told, turns.ratio)


def _kept() -> Figure:
    """As many kept filters as a person has over the list, all counted."""
    turns = in_turns(
        lambda: selectors.count_filtered(EVERYWHERE, KEPT, most=1_000),
        lambda: [_bare(EVERYWHERE, one) for one in KEPT],
        rounds=REPEATED,
    )
    floor = f"{turns.floor * 1000:.0f} ms: bare page and count of each"
    return Figure("desk", f"{len(KEPT)} kept filters counted", f"{turns.ours * 1000:.0f} ms", floor, turns.ratio)


def _measured() -> tuple[list[float], list[float]]:
    """Seconds of all visits: the page, the bare queries."""
    times: tuple[list[float], list[float]] = ([], [])
    for actor, filters in VISITS:  # what is read for the first time is no figure of a running server
        _page(actor, filters)
    for _ in range(REPEATED):
        for visit in VISITS:
            for taken, work in zip(times, (_page, _bare), strict=True):
                started = time.perf_counter()
                work(*visit)
                taken.append(time.perf_counter() - started)
    return times


def _page(actor: Actor, filters: StaffFilters) -> None:
    """What the view of the list asks."""
    page = selectors.staff_items(actor, filters)
    selectors.standings_of(page.items)
    selectors.overview(actor, filters)


def _bare(actor: Actor, filters: StaffFilters) -> None:
    region = filters.region or next((grant.region for grant in actor.grants), "")
    stem = region_stem(region) if region else ""
    where, values = ("region_id >= %s AND region_id <= %s AND ", [f"{stem}0", f"{stem}9"]) if stem else ("", [])
    page = f"SELECT id, name, state FROM catalog_implementationitem WHERE {where}id > %s ORDER BY id LIMIT 51"  # noqa: S608
    count = f"SELECT state, COUNT(*) FROM catalog_implementationitem WHERE {where}TRUE GROUP BY state"  # noqa: S608
    with connection.cursor() as cursor:
        for statement, given in ((page, [*values, int(filters.after or 0)]), (count, values)):
            cursor.execute(statement, given)
            cursor.fetchall()
