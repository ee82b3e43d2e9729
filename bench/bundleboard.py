"""The board of running bundles among a hundred and ten thousand, and the statements of handing one in beside a case of its own.

The bundles are copies of one that was handed in through its verbs: five members each, due over two months, one in seven late.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles import services as bundles
from bancheng.casework.bundles.models import Bundle, BundleCase, BundlePart
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import Case
from bancheng.ground.access import Actor
from bench.county import ANSWERS, BY, REGION, VALUES, County, county, published_like
from bench.measure import percentile
from bench.report import Figure

KEY, NAME = "bench-five", "测速用一件事"
MEMBERS = 5
FEW, MANY = 100, 10_000
ASKED = 200
WORST = 3  # times as slow as among few
BATCH = 500
OWN = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def run() -> Iterator[Figure]:
    place = county()
    _bundle(place)
    key = _draft(place)
    alone = cases.start(item_id=place.item, by=place.citizen, answers=ANSWERS)
    cases.save_fields(alone, by=place.citizen, values=VALUES)
    together = _statements(lambda: bundles.submit(key, by=place.citizen, declared=True)) / MEMBERS
    single = _statements(lambda: cases.submit(alone, by=place.citizen, declared=True))
    told = f"{single} statements: the same item handed in alone"
    yield Figure(
        "bundleboard",
        f"handing in a bundle of {MEMBERS}, a member",
        f"{together:.1f} statements",
        told,
        single / together,
        1.0,
    )
    found: dict[int, float] = {}
    for size in (FEW, MANY):
        _grow(BundleCase.objects.get(key=key), size)
        found[size] = percentile(_asked(place.clerk), 0.95) * 1000
    few, many = found[FEW], found[MANY]
    yield Figure(
        "bundleboard",
        f"the board among {MANY:,} running bundles, p95",
        f"{many:.1f} ms",
        f"{few:.1f} ms: the same among {FEW:,}",
        few / many,
        round(1 / WORST, 2),
    )


def _bundle(place: County) -> None:
    """Five items that ask the same, side by side; made when they are not there yet."""
    if Bundle.objects.filter(key=KEY, current__isnull=False).exists():
        return
    items = [published_like(f"{NAME}成员{n}", place.organisation) for n in range(1, MEMBERS + 1)]
    row = bundles.register(
        region=REGION, key=KEY, name=NAME, audience="person", stage="birth", lead_id=place.organisation, by=BY
    )
    body = {
        "summary": "测速用。",
        "audience": ["1"],
        "members": [{"key": f"m{n}", "item": item, "label": f"成员{n}"} for n, item in enumerate(items, 1)],
        "steps": [{"name": "提交", "who": "applicant"}],
        "plan": {
            "goal": "测速",
            "measures": "测速",
            "division": "测速",
            "milestones": [{"on": "2026-12-31", "goal": "测速"}],
        },
    }
    bundles.save_draft(row, body=body, by=BY)
    bundles.publish(row, by=BY)


def _draft(place: County) -> str:
    key = bundles.begin(region=REGION, key=KEY, by=place.citizen, again=True)
    bundles.save_answers(key, by=place.citizen, answers=ANSWERS)
    bundles.save_fields(key, by=place.citizen, values=VALUES)
    return key


def _statements(work: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return sum(not one["sql"].startswith(OWN) for one in asked.captured_queries)


def _asked(actor: Actor) -> list[float]:
    """Seconds of the first page with the counts, of what is late, of what waits for acceptance, of a search, in turns."""
    ways: tuple[dict[str, Any], ...] = ({}, {"light": "overdue"}, {"waiting": "accept"}, {"q": "王小满"})
    turns, found = cycle(ways), []
    for _ in range(len(ways) * 3):
        selectors.board(actor, **next(turns))
    for _ in range(ASKED):
        started = time.perf_counter()
        selectors.board(actor, **next(turns))
        selectors.board_counts(actor)
        found.append(time.perf_counter() - started)
    return found


def _grow(pattern: BundleCase, size: int) -> None:
    """Copies of the bundle with its parts and their cases until so many run."""
    parts = list(pattern.parts.select_related("case"))
    have = BundleCase.objects.filter(state="running").count()
    for start in range(have, size, BATCH):
        with transaction.atomic():
            _copy(pattern, parts, range(start, min(start + BATCH, size)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(pattern: BundleCase, parts: list[BundlePart], numbers: range) -> None:
    wholes = [_like(pattern, f"{n:032x}", f"{REGION[:6]}{n:014d}", n) for n in numbers]
    wholes = BundleCase.objects.bulk_create(wholes, batch_size=BATCH)
    behind = [
        _case(part.case, f"{whole.key[8:]}{place:08x}", f"{whole.number}-{place:02d}", whole)
        for whole in wholes
        for place, part in enumerate(parts, 1)
    ]
    made = iter(Case.objects.bulk_create(behind, batch_size=BATCH))
    BundlePart.objects.bulk_create(
        (
            BundlePart(
                bundle_case=whole,
                key=part.key,
                suffix=part.suffix,
                case=next(made),
                organisation_id=part.organisation_id,
                state=part.state,
                ready=True,
                opened_at=part.opened_at,
            )
            for whole in wholes
            for part in parts
        ),
        batch_size=BATCH,
    )


def _like(pattern: BundleCase, key: str, number: str, n: int) -> BundleCase:
    made: BundleCase = _again(pattern)
    made.key, made.number = key, number
    assert pattern.due_on is not None
    made.due_on = pattern.due_on + timedelta(days=n % 60)
    made.parts_late = int(n % 7 == 0)
    return made


def _case(pattern: Case | None, key: str, number: str, whole: BundleCase) -> Case:
    assert pattern is not None
    made: Case = _again(pattern)
    made.key, made.number, made.part_of = key, number, whole.key
    return made


def _again(pattern: Any) -> Any:
    """The same row once more, unsaved."""
    kept = {field.attname: getattr(pattern, field.attname) for field in pattern._meta.concrete_fields}
    kept.pop("id")
    return type(pattern)(**kept)
