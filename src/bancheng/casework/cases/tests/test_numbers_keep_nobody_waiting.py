"""The numbers in memory are never held while the database is asked: who holds its lock may be waiting for a number."""

from __future__ import annotations

from datetime import date
from threading import Event, Thread

import pytest
from django.db import transaction

from bancheng.casework.cases import numbering

DAY = date(2026, 11, 20)
COUNTY = "411323000000"


@pytest.mark.parametrize("asked", [numbering.restock, lambda: numbering.next_number(COUNTY, DAY)])
def test_a_slow_database_holds_up_nobody_who_has_numbers(asked: object, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()

    def slow(_name: numbering.Name) -> range:
        begun.set()
        go_on.wait(10)
        return range(1, 21)

    monkeypatch.setattr(numbering, "_more", slow)
    numbering.forget()
    numbering._wanted.add(("somewhere", COUNTY[:6], DAY))
    thread = Thread(target=asked)  # type: ignore[arg-type]
    thread.start()
    try:
        assert begun.wait(5)
        free = numbering._lock.acquire(timeout=2)
        assert free, "whoever has the database's lock would wait here for who waits for it"
        numbering._lock.release()
    finally:
        go_on.set()
        thread.join()
        numbering.forget()


@pytest.mark.django_db(transaction=True)
def test_who_files_one_after_the_other_never_takes_a_number_within_his_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    numbering.forget()
    numbering.next_number(COUNTY, DAY)
    taken: list[bool] = []
    take = numbering._take

    def noted(region: str, day: date, count: int) -> int:
        taken.append(count == numbering.BLOCK)
        return take(region, day, count)

    monkeypatch.setattr(numbering, "_take", noted)
    numbers = set()
    try:
        for _ in range(3 * numbering.BLOCK):
            numbering.restock()
            with transaction.atomic():
                numbers.add(numbering.next_number(COUNTY, DAY))
    finally:
        numbering.forget()
    assert len(numbers) == 3 * numbering.BLOCK
    assert taken == [True] * 3, "a number taken within a transaction keeps all others waiting until it ends"
