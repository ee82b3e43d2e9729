"""Small true files of every kind, and what is made to look like them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bancheng.ground.files import FileStore, Kind, StoredFile

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

Take = Callable[..., StoredFile]


def package(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def office(main_part: str, main_type: str, **more: bytes) -> bytes:
    types = f'<?xml version="1.0"?><Types><Override PartName="/{main_part}" ContentType="{main_type}"/></Types>'
    return package({"[Content_Types].xml": types, main_part: "<document/>" * 50, **more})


SAMPLES: dict[Kind, bytes] = {
    Kind.PDF: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    Kind.PNG: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde",
    Kind.JPEG: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9",
    Kind.WEBP: b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00",
    Kind.DOCX: office("word/document.xml", _WORD),
    Kind.XLSX: office("xl/workbook.xml", _EXCEL),
    Kind.OFD: package({"OFD.xml": '<?xml version="1.0"?><ofd:OFD/>', "Doc_0/Document.xml": "<ofd:Document/>"}),
    Kind.CSV: "\ufeff事项名称,时限\n食品经营许可,10\n".encode(),
    Kind.TXT: "𠮷野家，营业时间 9:00—17:00。\n".encode(),
}
ALL = frozenset(Kind)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def take(files: FileStore) -> Take:
    """Store bytes under a name; everything allowed and a megabyte of room unless said otherwise."""

    def store(
        content: bytes, name: str, *, limit_bytes: int = 1024 * 1024, allowed: frozenset[Kind] = ALL
    ) -> StoredFile:
        return files.store(io.BytesIO(content), name=name, limit_bytes=limit_bytes, allowed=allowed)

    return store
