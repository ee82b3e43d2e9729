"""The storage of this installation, `<BANCHENG_DATA_DIR>/files`. Rooms above own the rows that say whose a file is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from bancheng.ground.files.storage import FileStore, Readable
from bancheng.ground.files.types import Kind, StoredFile


def installation_store() -> FileStore:
    """The store that the functions below work on."""
    return FileStore(Path(settings.BANCHENG_DATA_DIR) / "files")


def store(stream: Readable, *, name: str, limit_bytes: int, allowed: Iterable[Kind]) -> StoredFile:
    """Take a file in; `allowed`: the kinds asked for here. Raises FileRefused with a Chinese sentence.

    A transaction that is rolled back afterwards leaves bytes that no row names, which is harmless: they are found again
    when the same file comes again.
    """
    return installation_store().store(stream, name=name, limit_bytes=limit_bytes, allowed=allowed)


def open_file(digest: str) -> BinaryIO:
    """The stored bytes, to be closed by the caller (Django's FileResponse does). Raises FileMissing."""
    return installation_store().open_file(digest)


def verify(digest: str) -> None:
    """Read the stored file and compare it with its digest. Raises FileMissing or FileAltered."""
    installation_store().verify(digest)


def sweep_incoming(*, before: datetime) -> int:
    """Delete what crashes left half-received before that moment; returns how many files."""
    return installation_store().sweep_incoming(before=before)
