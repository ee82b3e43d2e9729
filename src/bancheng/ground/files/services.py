"""The storage of this installation, `<BANCHENG_DATA_DIR>/files`. Rooms above own the rows that say whose a file is."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from bancheng.ground.files import scanning
from bancheng.ground.files.errors import FileMissing, InfectedFile, NotScanned
from bancheng.ground.files.quarantine import Health
from bancheng.ground.files.storage import FileStore, Readable
from bancheng.ground.files.types import Kind, StoredFile

logger = logging.getLogger("bancheng.files")


@dataclass(frozen=True, slots=True)
class Rescan:
    """How many files that had not been scanned are clean now, infected, and still waiting."""

    clean: int = 0
    infected: int = 0
    waiting: int = 0


def installation_store() -> FileStore:
    """The store that the functions below work on."""
    return FileStore(Path(settings.BANCHENG_DATA_DIR) / "files")


def store(
    stream: Readable, *, name: str, limit_bytes: int, allowed: Iterable[Kind], made_here: bool = False
) -> StoredFile:
    """Take a file in; `allowed`: the kinds asked for here. Raises FileRefused with a Chinese sentence.

    A stranger's file is looked at by the virus scanner; one that the platform itself has made (`made_here`) is not, so that
    no paper waits for a scanner. A transaction that is rolled back afterwards leaves bytes that no row names, which is
    harmless: they are found again when the same file comes again.
    """
    look = None if made_here else _look
    return installation_store().store(stream, name=name, limit_bytes=limit_bytes, allowed=allowed, look=look)


def open_file(digest: str) -> BinaryIO:
    """The stored bytes, to be closed by the caller (Django's FileResponse does). Raises FileMissing, FileQuarantined."""
    return installation_store().open_file(digest)


def health(digest: str) -> Health:
    """What is known of viruses in a stored file; at most two looks at the disk."""
    return installation_store().health(digest)


def verify(digest: str) -> None:
    """Read the stored file and compare it with its digest. Raises FileMissing or FileAltered."""
    installation_store().verify(digest)


def sweep_incoming(*, before: datetime) -> int:
    """Delete what crashes left half-received before that moment; returns how many files."""
    return installation_store().sweep_incoming(before=before)


def rescan(*, limit: int = 500) -> Rescan:
    """Look at files that came while the scanner did not answer; an infected one is quarantined.

    Stops where the scanner is still down; a single file that it cannot scan (too large for it) waits on behind the others.
    May run twice.
    """
    kept, clean, infected = installation_store(), 0, 0
    waiting = list(kept.marks.unscanned())
    for digest in waiting[:limit]:
        try:
            with kept.open_any(digest) as file:
                found = scanning.scanner().scan(file)
        except FileMissing:
            kept.marks.clear(digest)
            continue
        except scanning.NoSuchScanner:
            break
        except scanning.ScannerDown as down:
            if scanning.scanner().check():
                break
            logger.error("a stored file could not be scanned: %s, %s", digest, down)
            kept.marks.wait(digest)
            continue
        if found:
            kept.marks.condemn(digest, found)
            infected += 1
            logger.error("a stored file is infected and was quarantined: %s, %s", digest, found)
        else:
            kept.marks.clear(digest)
            clean += 1
    return Rescan(clean, infected, sum(1 for _ in kept.marks.unscanned()))


def waiting_for_scan() -> int:
    """How many files the scanner has not seen yet."""
    return sum(1 for _ in installation_store().marks.unscanned())


def _look(file: BinaryIO) -> bool:
    """Whether the file is clean; False where nobody could look and such files are kept. Raises InfectedFile, NotScanned."""
    try:
        found = scanning.scanner().scan(file)
    except (scanning.ScannerDown, scanning.NoSuchScanner) as down:
        logger.error("the virus scanner does not answer: %s", down)
        if scanning.keeps_unscanned():
            return False
        raise NotScanned from down
    if found:
        logger.warning("an infected file was refused: %s", found)
        raise InfectedFile(found)
    return True
