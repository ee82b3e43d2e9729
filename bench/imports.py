"""Taking a stranger's catalogue in, beside reading the same file: 1,135 rows of 34 departments, as a county's table has them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from statistics import median

from bancheng.ground.access import system
from bancheng.registers.catalog import services
from bench.measure import seconds
from bench.report import Figure

ROWS = 1_135
DEPARTMENTS = 34
ROUNDS = 3
REGION = "411323000000"
HEADER = ("department", "main_item", "item_name", "task_type", "task_type_name", "local_task_code", "region12")
TYPES = (("01", "行政许可"), ("05", "行政给付"), ("07", "行政确认"), ("10", "其他行政权力"), ("20", "公共服务"))


def run() -> Iterator[Figure]:
    by = system("测速")
    first: list[float] = []
    again: list[float] = []
    floors: list[float] = []
    for number in range(ROUNDS):
        content = _file(number)
        floors.append(seconds(lambda content=content: _read(content)))  # type: ignore[misc]
        first.append(seconds(lambda content=content: _take(content, by, again=False)))  # type: ignore[misc]
        again.append(seconds(lambda content=content: _take(content, by, again=True)))  # type: ignore[misc]
    floor = median(floors)
    told = f"{ROWS / floor:,.0f} rows/s: the file read"
    for words, spent in (("a new catalogue taken in", median(first)), ("the same file once more", median(again))):
        yield Figure("imports", words, f"{ROWS / spent:,.0f} rows/s", told, floor / spent)


def _take(content: bytes, by: object, *, again: bool) -> None:
    run = services.upload_import(stream=BytesIO(content), file_name="county.csv", region=REGION, by=by)  # type: ignore[arg-type]
    done = services.run_import(run=run, by=by)  # type: ignore[arg-type]
    left = done.counts.get("refused", 0) + done.counts.get("unchanged", 0)
    if done.done != ROWS or left != (ROWS if again else 0):
        raise RuntimeError(f"the rows were not taken as planned: {done.counts}")


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
