"""Content-addressed files: streamed, limited, recognised by content, stored once, verified."""

from __future__ import annotations

from bancheng.ground.files.cells import harmless
from bancheng.ground.files.errors import (
    BrokenFile,
    DisguisedFile,
    EmptyFile,
    FileAltered,
    FileMissing,
    FileQuarantined,
    FileRefused,
    FileTooLarge,
    InfectedFile,
    KindNotAllowed,
    NotScanned,
    StoreFull,
    UnknownContent,
    UnsafeContainer,
    readable_size,
)
from bancheng.ground.files.headers import content_disposition, serve_headers
from bancheng.ground.files.names import clean_name
from bancheng.ground.files.quarantine import Health
from bancheng.ground.files.services import health, open_file, rescan, store, sweep_incoming, verify
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
    "FileQuarantined",
    "FileRefused",
    "FileStore",
    "FileTooLarge",
    "Health",
    "InfectedFile",
    "Kind",
    "KindNotAllowed",
    "NotScanned",
    "StoreFull",
    "StoredFile",
    "UnknownContent",
    "UnsafeContainer",
    "clean_name",
    "content_disposition",
    "harmless",
    "health",
    "open_file",
    "readable_size",
    "rescan",
    "serve_headers",
    "store",
    "sweep_incoming",
    "verify",
]
