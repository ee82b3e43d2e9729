"""Content-addressed storage: a file lives under the SHA-256 of its bytes and is never changed.

    <base>/ab/cd/abcd…      the file (mode 0600)
    <base>/.incoming/…      being received; what a crash leaves here is swept later
    <base>/.unscanned/…, <base>/.infected/…   marks of what a virus scanner has not seen, or has found (`quarantine`)

One file is stored once however often it is sent; the same bytes under another name give the same digest.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from bancheng.ground.files.errors import (
    EmptyFile,
    FileAltered,
    FileMissing,
    FileQuarantined,
    FileTooLarge,
    InfectedFile,
    StoreFull,
)
from bancheng.ground.files.names import clean_name, suffix_of
from bancheng.ground.files.quarantine import Health, Marks
from bancheng.ground.files.sniffing import recognise
from bancheng.ground.files.types import Kind, StoredFile

_BLOCK = 64 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
logger = logging.getLogger("bancheng.files")


class Readable(Protocol):
    """What can be read in blocks: an open file, a request body, Django's UploadedFile."""

    def read(self, size: int = -1, /) -> bytes: ...


Look = Callable[[BinaryIO], bool]
"""Looks for viruses in a file: True where it is clean, False where nobody could look; raises FileRefused."""


class FileStore:
    """The files below one base directory, which is created when the first file comes."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.marks = Marks(base)

    def store(
        self, stream: Readable, *, name: str, limit_bytes: int, allowed: Iterable[Kind], look: Look | None = None
    ) -> StoredFile:
        """Receive a file: hash it while it streams, stop at the limit, recognise it, move it to its place in one step.

        When this returns, the bytes have reached the disk. A name without an ending gets that of its kind. `look` is asked
        last; what it could not look at is refused where it is in quarantine, else marked. Raises FileRefused (see `errors`), or whatever `stream` raises; nothing is
        left behind then.
        """
        try:
            return self._take_in(stream, name=name, limit_bytes=limit_bytes, allowed=allowed, look=look)
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            logger.error("no room in the file store: %s", error.strerror)
            raise StoreFull from error

    def _take_in(
        self, stream: Readable, *, name: str, limit_bytes: int, allowed: Iterable[Kind], look: Look | None
    ) -> StoredFile:
        incoming = self.base / ".incoming"
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                digest, size = _receive(stream, file, limit_bytes)
                cleaned = clean_name(name)
                kind = recognise(file, name=cleaned, allowed=frozenset(allowed))
                file.flush()
                clean = look(file) if look is not None else None
                os.fsync(file.fileno())
            if clean is False:
                if self.health(digest) is Health.INFECTED:
                    raise InfectedFile(self.marks.found(digest))
                # Before the file is there: between the two it would pass for one that was looked at.
                self.marks.wait(digest)
            self._settle(Path(draft), digest)
            if clean:
                self.marks.clear(digest)
        finally:
            Path(draft).unlink(missing_ok=True)
        cleaned = cleaned if suffix_of(cleaned) else clean_name(cleaned + kind.suffixes[0])
        return StoredFile(digest, size, kind, kind.media_type, cleaned)

    def open_file(self, digest: str) -> BinaryIO:
        """The stored bytes, to be closed by the caller. Raises FileMissing, FileQuarantined."""
        if self.health(digest) is Health.INFECTED:
            raise FileQuarantined(digest)
        return self.open_any(digest)

    def open_any(self, digest: str) -> BinaryIO:
        """The same for who looks for viruses: also what is quarantined. Raises FileMissing."""
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError:
            raise FileMissing(digest) from None

    def health(self, digest: str) -> Health:
        """What is known of viruses in it. Raises FileMissing for what is no digest."""
        return self.marks.health(self.path(digest).name)

    def holds(self, digest: str) -> bool:
        """Whether a file is stored under that digest."""
        return self.path(digest).is_file()

    def verify(self, digest: str) -> None:
        """Read the file and compare. Raises FileMissing or FileAltered."""
        found = hashlib.sha256()
        with self.open_any(digest) as file:
            while block := file.read(_BLOCK):
                found.update(block)
        if found.hexdigest() != digest:
            raise FileAltered(digest)

    def path(self, digest: str) -> Path:
        """Where a digest lives. Raises FileMissing for what is no digest, so that no stranger's text becomes a path."""
        if not _DIGEST.fullmatch(digest):
            raise FileMissing(digest)
        return self.base / digest[:2] / digest[2:4] / digest

    def sweep_incoming(self, *, before: datetime) -> int:
        """Delete what crashes left half-received before that (aware) moment; returns how many files."""
        stale = [path for path in (self.base / ".incoming").glob("*") if path.stat().st_mtime < before.timestamp()]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _settle(self, draft: Path, digest: str) -> None:
        place = self.path(digest)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Also over a file that is there: the bytes are the same, unless the disk has lost some and is mended so.
        draft.replace(place)
        for directory in (place.parent, place.parent.parent, self.base):
            _sync_directory(directory)


def _receive(stream: Readable, file: BinaryIO, limit_bytes: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > limit_bytes:
            raise FileTooLarge(limit_bytes)
        digest.update(block)
        file.write(block)
    if size == 0:
        raise EmptyFile("这个文件是空的（0 字节），请检查后重新上传")
    return digest.hexdigest(), size


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
