"""Content-addressed files: streamed, limited, recognised by content, stored once, verified."""

from __future__ import annotations

from bancheng.ground.files.cells import harmless
from bancheng.ground.files.errors import (
    BrokenFile,
    DisguisedFile,
    EmptyFile,
    FileAltered,
    FileMissing,
    FileRefused,
    FileTooLarge,
    KindNotAllowed,
    StoreFull,
    UnknownContent,
    UnsafeContainer,
    readable_size,
)
from bancheng.ground.files.headers import content_disposition, serve_headers
from bancheng.ground.files.names import clean_name
from bancheng.ground.files.services import open_file, store, sweep_incoming, verify
from bancheng.ground.files.storage import FileStore
from bancheng.ground.files.types import IMAGES, PAPERS, TABLES, Kind, StoredFile

__all__ = [
    "IMAGES",
    "PAPERS",
    "TABLES",
    "BrokenFile",
    "DisguisedFile",
    "EmptyFile",
    "FileAltered",
    "FileMissing",
    "FileRefused",
    "FileStore",
    "FileTooLarge",
    "Kind",
    "KindNotAllowed",
    "StoreFull",
    "StoredFile",
    "UnknownContent",
    "UnsafeContainer",
    "clean_name",
    "content_disposition",
    "harmless",
    "open_file",
    "readable_size",
    "serve_headers",
    "store",
    "sweep_incoming",
    "verify",
]
