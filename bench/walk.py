"""A whole simple case by services, beside bare inserts and updates of the same rows in as many transactions.

Five verbs: file, accept, decide, deliver, close. Its paper is taken as made between decision and delivery: rendering is
the worker's, and not in the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils import timezone

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services.finishing import DISPATCH
from bancheng.registers.documents.models import Document
from bench.county import County, county
from bench.footprint import bare, statements, written
from bench.measure import in_turns
from bench.report import Figure

ROUNDS = 15
CASES = 4  # in one turn


def run() -> Iterator[Figure]:
    place = county()
    steps = [written(work) for work in _verbs(place)]
    asked = sum(statements(work) for work in _verbs(place))
    turns = in_turns(lambda: [_whole(place) for _ in range(CASES)], lambda: [bare(steps) for _ in range(CASES)], rounds=ROUNDS)  # fmt: skip
    rows = sum(len(rows) for step in steps for rows in step.rows.values())
    yield Figure(
        "walk",
        f"a whole simple case by services, {asked} statements",
        f"{CASES / turns.ours:.1f}/s",
        f"{CASES / turns.floor:.1f}/s: its {rows} rows inserted bare, its case and journal updated, {len(steps)} transactions",
        turns.ratio,
    )


def _verbs(place: County) -> Iterator[Callable[[], object]]:
    """The five verbs of one case, one after the other."""
    number = ""

    def file() -> None:
        nonlocal number
        number = place.file().number

    yield file
    yield lambda: services.accept(number, by=place.clerk)
    yield lambda: services.decide(number, by=place.approver, outcome="granted")
    papers_are_made(number)
    yield lambda: services.deliver(number, by=DISPATCH)
    yield lambda: services.close(number, by=DISPATCH)


def _whole(place: County) -> None:
    for verb in _verbs(place):
        verb()


def papers_are_made(number: str) -> None:
    """The papers of the case taken as rendered."""
    key = Case.objects.values_list("key", flat=True).get(number=number)
    made = Document.objects.filter(subject_kind="cases.case", subject_key=key)
    made.update(state="ready", digest="0" * 64, size=1, ready_at=timezone.now())
