"""What others may hold: the kinds of file that are taken, and a stored file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of content, told by the bytes and never by the name alone."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    OFD = "ofd"
    CSV = "csv"
    TXT = "txt"

    @property
    def label(self) -> str:
        """How it is called in a sentence."""
        return _TITLES[self]

    @property
    def media_type(self) -> str:
        """IANA media type (OFD: as GB/T 33190-2016 names it)."""
        return _MEDIA_TYPES[self]

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings a name of this kind may have, the usual one first."""
        return (".jpg", ".jpeg") if self is Kind.JPEG else (f".{self.value}",)


_TITLES = {
    Kind.PDF: "PDF",
    Kind.PNG: "PNG 图片",
    Kind.JPEG: "JPG 图片",
    Kind.WEBP: "WebP 图片",
    Kind.DOCX: "Word 文档（docx）",
    Kind.XLSX: "Excel 表格（xlsx）",
    Kind.OFD: "OFD 版式文件",
    Kind.CSV: "CSV 表格",
    Kind.TXT: "文本文件",
}
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.WEBP: "image/webp",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.OFD: "application/ofd",
    Kind.CSV: "text/csv",
    Kind.TXT: "text/plain",
}

IMAGES = frozenset({Kind.PNG, Kind.JPEG, Kind.WEBP})
PAPERS = frozenset({Kind.PDF, Kind.OFD}) | IMAGES
TABLES = frozenset({Kind.CSV, Kind.XLSX})


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is safely on disk. `digest`: SHA-256, 64 lower-case hex digits; `size` in bytes; `name` cleaned."""

    digest: str
    size: int
    kind: Kind
    media_type: str
    name: str
