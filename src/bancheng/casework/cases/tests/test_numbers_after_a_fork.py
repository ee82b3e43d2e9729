"""A forked web process hands out no number of its parent's block, and waits for no lock that a thread there held."""

from __future__ import annotations

import os
from collections import deque
from datetime import date

import pytest

from bancheng.casework.cases import numbering

NAME = ("here", "411323", date(2026, 11, 20))


def test_a_forked_process_begins_with_no_numbers_and_an_open_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "_blocks", {NAME: deque([1, 2, 3])})
    with numbering._lock:
        child = os.fork()
        if child == 0:
            clean = not numbering._blocks and numbering._lock.acquire(timeout=5)
            os._exit(0 if clean else 1)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert list(numbering._blocks[NAME]) == [1, 2, 3]
