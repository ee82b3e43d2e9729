"""Taking a stranger's catalogue in, beside Django's `bulk_create` of the same items and beside reading the same file.

1,135 rows of 34 departments, as a county's table has them. The floor knows no doubt, no journal and no earlier import: it
reads the file and writes the same rows, 500 to a transaction: the items, and the line of the report that each of them has.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import count
from statistics import median
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import system
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ImplementationItem, ImportRow, ImportRun
from bench.measure import in_turns, seconds
from bench.report import Figure

ROWS = 1_135
DEPARTMENTS = 34
ROUNDS = 5
BATCH = 500
REGION = "411323000000"
HEADER = ("department", "main_item", "item_name", "task_type", "task_type_name", "local_task_code", "region12")
TYPES = (("01", "行政许可"), ("05", "行政给付"), ("07", "行政确认"), ("10", "其他行政权力"), ("20", "公共服务"))


def run() -> Iterator[Figure]:
    by = system("测速")
    numbers = count()
    # The first file registers region and departments, which every catalogue does once.
    _take(_file(next(numbers)), by, again=False)
    like = ImportRow.objects.select_related("item").latest("pk")
    for told, whole, target in (("the same rows", True, 0.3), ("the items alone", False, None)):
        turns = in_turns(
            lambda: _take(_file(next(numbers)), by, again=False),
            lambda whole=whole: _bare(_file(next(numbers)), like, whole=whole),  # type: ignore[misc]
            rounds=ROUNDS,
        )
        floor = f"{ROWS / turns.floor:,.0f} rows/s: bulk_create of {told}"
        yield Figure(
            "imports", "a new catalogue taken in", f"{ROWS / turns.ours:,.0f} rows/s", floor, turns.ratio, target
        )
    again: list[float] = []
    floors: list[float] = []
    for _ in range(ROUNDS):
        content = _file(0)
        floors.append(seconds(lambda content=content: _read(content)))  # type: ignore[misc]
        again.append(seconds(lambda content=content: _take(content, by, again=True)))  # type: ignore[misc]
    told = f"{ROWS / median(floors):,.0f} rows/s: the file read"
    spent = f"{ROWS / median(again):,.0f} rows/s"
    yield Figure("imports", "the same file once more", spent, told, median(floors) / median(again))


def _take(content: bytes, by: object, *, again: bool) -> None:
    run = services.upload_import(stream=BytesIO(content), file_name="county.csv", region=REGION, by=by)  # type: ignore[arg-type]
    done = services.run_import(run=run, by=by)  # type: ignore[arg-type]
    left = done.counts.get("refused", 0) + done.counts.get("unchanged", 0)
    if done.done != ROWS or left != (ROWS if again else 0):
        raise RuntimeError(f"the rows were not taken as planned: {done.counts}")


def _bare(content: bytes, like: Any, *, whole: bool) -> None:
    """The items of the file as rows, with their lines of a report or without; and nothing else."""
    read = list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    run = ImportRun.objects.create(file_name="bare", file_digest="", started_by="bare", created_at=law.now())
    for start in range(0, len(read), BATCH):
        with transaction.atomic():
            items = ImplementationItem.objects.bulk_create(
                [_item(row, like.item) for row in read[start : start + BATCH]]
            )
            if whole:
                ImportRow.objects.bulk_create(
                    ImportRow(
                        run=run, line=start + place, outcome="taken", name=item.name, item=item, reasons=like.reasons
                    )
                    for place, item in enumerate(items, start=2)
                )


def _item(row: dict[str, str], like: Any) -> ImplementationItem:
    return ImplementationItem(
        local_code=row["local_task_code"],
        name=row["item_name"],
        main_item=row["main_item"],
        item_type=row["task_type"],
        nature_id="power",
        use_level="4",
        organisation_id=like.organisation_id,
        region_id=row["region12"],
        source="import",
        source_key=row["local_task_code"],
        updated_at=law.now(),
    )


def _read(content: bytes) -> None:
    if len(list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))) != ROWS:
        raise RuntimeError("the file was not read whole")


def _file(number: int) -> bytes:
    """A table whose rows no earlier round has seen."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for row in range(ROWS):
        code, label = TYPES[row % len(TYPES)]
        local = f"T{number:02d}{row:06d}-{REGION}-000"
        name = f"第{number + 1}批第{row + 1}项{label}事项（县级）"
        writer.writerow((f"第{row % DEPARTMENTS + 1}局", f"{label}主项", name, code, label, local, REGION))
    return text.getvalue().encode("utf-8-sig")
