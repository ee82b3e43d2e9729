"""The rows of a table, held on disk: a file of two hundred thousand lines costs no more memory than one of two hundred."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile

Row = tuple[int, tuple[str, ...]]
"""A line in the file, and its cells."""

CHUNK = 500  # rows read back at once
IN_MEMORY = 2_000_000  # bytes; a table smaller than this never reaches the disk


class Rows:
    """Rows in the order in which they were added; read as often as one likes, also from the middle.

    What is on disk is a nameless file, which goes with this object.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 it lives as long as the rows
        self._starts = array("Q")
        self._tail: list[Row] = []
        self._count = 0

    def add(self, row: Row) -> None:
        self._tail.append(row)
        self._count += 1
        if len(self._tail) == CHUNK:
            self._starts.append(self._file.seek(0, 2))
            self._file.write(marshal.dumps(self._tail))
            self._tail = []

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for start in self._starts:
            self._file.seek(start)
            yield from marshal.load(self._file)
        yield from self._tail

    def first(self, number: int) -> tuple[Row, ...]:
        """The first rows, as many as there are."""
        return tuple(row for row, _ in zip(self, range(number), strict=False))
