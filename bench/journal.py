"""Appending to the journal, beside a bare insert of the same row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from django.db import connection, transaction

from bancheng.ground.access import Subject, system
from bancheng.ground.journal import append
from bancheng.ground.journal.models import Entry
from bench.measure import in_turns
from bench.report import Figure

ENTRIES = 200  # in one turn
ROUNDS = 15
BY = system("测速")
FACTS = {"number": 3, "digest": "5f" * 32, "effective_from": "2026-12-01", "reason": "测速用的一条日志"}


def run() -> Iterator[Figure]:
    numbers = count(10**9)
    entry = append(Subject("bench.journal", "floor"), "publish", by=BY, facts=FACTS)
    values = {field.attname: getattr(entry, field.attname) for field in entry._meta.concrete_fields}
    del values["id"]
    statement, adapted = _statement(entry)

    def ours() -> None:
        append(Subject("bench.journal", str(next(numbers) % 50)), "publish", by=BY, facts=FACTS)

    def bare() -> None:
        Entry.objects.create(**values | {"number": next(numbers)})

    def raw() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [next(numbers), *adapted])
            cursor.fetchone()

    for words, size in (("each in its own transaction", 1), ("40 to a transaction", 40)):
        for floor, told, target in (
            (bare, "the same row, Django's insert", 0.5),
            (raw, "the same row, SQL ready", None),
        ):
            turns = in_turns(_in_transactions(ours, size), _in_transactions(floor, size), rounds=ROUNDS)
            yield Figure(
                "journal",
                f"append, {words}",
                f"{ENTRIES / turns.ours:.0f}/s",
                f"{ENTRIES / turns.floor:.0f}/s: {told}",
                turns.ratio,
                target,
            )


def _in_transactions(one: Callable[[], None], size: int) -> Callable[[], None]:
    def work() -> None:
        for _ in range(ENTRIES // size):
            with transaction.atomic():
                for _ in range(size):
                    one()

    return work


def _statement(entry: Entry) -> tuple[str, list[object]]:
    """The insert of a row as `append` wrote it, its values ready for the database; the number comes first."""
    fields = [field for field in entry._meta.concrete_fields if field.column not in {"id", "number"}]
    names = ", ".join(["number", *(field.column for field in fields)])
    marks = ", ".join(["%s"] * (len(fields) + 1))
    values = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in fields]
    return f"INSERT INTO journal_entry ({names}) VALUES ({marks}) RETURNING id", values  # noqa: S608
