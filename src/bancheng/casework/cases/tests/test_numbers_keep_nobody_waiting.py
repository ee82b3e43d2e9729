"""The numbers in memory are never held while the database is asked: who holds its lock may be waiting for a number."""

from __future__ import annotations

from datetime import date
from threading import Event, Thread

import pytest

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
