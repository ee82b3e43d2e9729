"""Unified numbers (统一受理号): taken in blocks, so that filings of one region and day do not wait for each other.

Gaps are fine (settled 6); what a killed process had taken and not used is never given again.
"""

from __future__ import annotations

import os
from collections import deque
from datetime import date
from threading import Lock

from django.db import connection, transaction

from bancheng.ground.codes import CaseNumber

BLOCK, LOW = 20, 8
"""Numbers in a block; and how few may be left when the next is wanted, so that the threads of a process never find it empty."""
TAKE = (
    "INSERT INTO cases_numberseries AS series (region, day, last) VALUES (%s, %s, %s)"
    " ON CONFLICT (region, day) DO UPDATE SET last = series.last + %s RETURNING last"
)
Name = tuple[str, str, date]
_blocks: dict[Name, deque[int]] = {}
_wanted: set[Name] = set()
_lock = Lock()


def next_number(region: str, day: date) -> str:
    """The next number for a region (12 digits) and day. Raises CodeError when a day's million is used up.

    From the block in memory. Where that is empty, a block is taken at once, outside of a transaction; inside one a single
    number is taken, which holds the series until the transaction ends, and a block is wanted: see `restock`.
    """
    six = region[:6]
    name = (str(connection.settings_dict["NAME"]), six, day)
    sequence = _from_memory(name)
    if sequence is None and not connection.in_atomic_block:
        sequence = _restocked(name)
    return str(CaseNumber(six, day, _take(six, day, 1) if sequence is None else sequence))


def restock() -> None:
    """Take the blocks that run low; for who files within a transaction of his own, before it begins. Mostly no query."""
    if not _wanted or connection.in_atomic_block:
        return
    with _lock:
        wanted = list(_wanted)
        _wanted.clear()
    for name in wanted:
        _keep(name, _more(name))


def forget() -> None:
    """Drop what is in memory: the numbers belong to a database that was emptied."""
    with _lock:
        _blocks.clear()
        _wanted.clear()


def _begin_child() -> None:
    """A forked process shares neither the numbers of its parent nor a lock that a thread there may hold."""
    global _lock
    _lock = Lock()
    forget()


os.register_at_fork(after_in_child=_begin_child)


def _from_memory(name: Name) -> int | None:
    """The next number of the block in memory, or None; a block is wanted where few are left."""
    with _lock:
        for old in [key for key in _blocks if key[2] < name[2]]:
            del _blocks[old]
        block = _blocks.get(name)
        if not block:
            _wanted.add(name)
            return None
        if len(block) <= LOW:
            _wanted.add(name)
        return block.popleft()


def _restocked(name: Name) -> int:
    """A block for memory, and its first number."""
    block = _more(name)
    _keep(name, block[1:])
    return block[0]


def _keep(name: Name, numbers: range) -> None:
    with _lock:
        _blocks.setdefault(name, deque()).extend(numbers)
        _wanted.discard(name)


def _more(name: Name) -> range:
    """A block from the database. Never under the lock: who holds the database's may be waiting for ours."""
    with transaction.atomic():
        last = _take(name[1], name[2], BLOCK)
    return range(last - BLOCK + 1, last + 1)


def _take(region: str, day: date, count: int) -> int:
    """Move the series on by so many; returns the last of them."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [region, day, count, count])
        return int(cursor.fetchone()[0])
