"""Where archives and sheets lie: `<BANCHENG_DATA_DIR>/interchange/<sha256>`, written aside and settled in one step."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings

from bancheng.ground.files import EmptyFile, FileMissing, FileTooLarge
from bancheng.ground.files.storage import Readable

_BLOCK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


def folder() -> Path:
    return Path(settings.BANCHENG_DATA_DIR) / "interchange"


def path_of(digest: str) -> Path:
    """Raises FileMissing for what is no digest, or no longer kept."""
    path = folder() / digest
    if not _DIGEST.fullmatch(digest) or not path.is_file():
        raise FileMissing(digest)
    return path


def open_file(digest: str) -> BinaryIO:
    """The stored bytes, to be closed by the caller. Raises FileMissing."""
    return path_of(digest).open("rb")


@contextmanager
def made() -> Iterator[tuple[IO[bytes], list[str]]]:
    """A file to write and a list that holds its digest and its size afterwards; what fails leaves nothing behind."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, draft = tempfile.mkstemp(dir=folder(), prefix=".draft-")
    told: list[str] = []
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file, told
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            told += [digest, str(file.seek(0, os.SEEK_END))]
        os.replace(draft, folder() / digest)
    finally:
        Path(draft).unlink(missing_ok=True)


def receive(stream: Readable, *, limit: int) -> tuple[str, int]:
    """Take a file in, at most `limit` bytes; its digest and its size. Raises EmptyFile, FileTooLarge."""
    size = 0
    with made() as (file, told):
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > limit:
                raise FileTooLarge(limit)
            file.write(block)
        if not size:
            raise EmptyFile("这个文件是空的（0 字节），请检查后重新上传")
    return told[0], size


def forget(digest: str) -> None:
    """Delete a file that nobody needs any more; one that is gone already is no fault."""
    if _DIGEST.fullmatch(digest):
        (folder() / digest).unlink(missing_ok=True)
