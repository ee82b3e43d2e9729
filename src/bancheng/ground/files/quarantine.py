"""What a store knows of viruses in its files: which were never looked at, which were found infected later.

    <base>/.unscanned/abcd…   kept while the scanner did not answer; empty
    <base>/.infected/abcd…    found infected afterwards; the name of what was found

Marks are files, as what they mark: they need no table, and a copy of the store takes them along.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

UNSCANNED, INFECTED = ".unscanned", ".infected"


class Health(StrEnum):
    """What is known of a stored file."""

    CLEAN = ""
    UNSCANNED = "unscanned"
    INFECTED = "infected"

    @property
    def label(self) -> str:
        """How a page says it; "" for a file as it should be."""
        return {"": "", "unscanned": "还没有查毒", "infected": "查出病毒，已隔离"}[self.value]


class Marks:
    """The marks of one store; digests were checked by the store."""

    def __init__(self, base: Path) -> None:
        self.base = base

    def health(self, digest: str) -> Health:
        """What is known of the file."""
        if (self.base / INFECTED / digest).exists():
            return Health.INFECTED
        return Health.UNSCANNED if (self.base / UNSCANNED / digest).exists() else Health.CLEAN

    def found(self, digest: str) -> str:
        """What was found in an infected file, as the scanner called it."""
        return (self.base / INFECTED / digest).read_text(encoding="utf-8")

    def unscanned(self) -> Iterator[str]:
        """The digests that wait for the scanner, those that wait longest first."""
        waiting = sorted((self.base / UNSCANNED).glob("*"), key=lambda path: path.stat().st_mtime_ns)
        yield from (path.name for path in waiting)

    def wait(self, digest: str) -> None:
        """Mark a file as not scanned; one that waits already goes to the end of the line."""
        self._put(UNSCANNED, digest, "")
        # The file system's own clock ticks too slowly to tell two of one moment apart.
        moment = time.time_ns()
        os.utime(self.base / UNSCANNED / digest, ns=(moment, moment))

    def clear(self, digest: str) -> None:
        """The file was scanned and is clean."""
        for kind in (UNSCANNED, INFECTED):
            (self.base / kind / digest).unlink(missing_ok=True)

    def condemn(self, digest: str, name: str) -> None:
        """The file was scanned later and is infected: from now on nobody gets it."""
        self._put(INFECTED, digest, name)
        (self.base / UNSCANNED / digest).unlink(missing_ok=True)

    def _put(self, kind: str, digest: str, said: str) -> None:
        folder = self.base / kind
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / digest).write_text(said, encoding="utf-8")
