"""Look into ZIP packages (docx, xlsx, ofd) without keeping what unfolds, and refuse those that would not stay small.

Office Open XML is ECMA-376 part 2 (`[Content_Types].xml`), OFD is GB/T 33190-2016 (`OFD.xml` at the root).
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from bancheng.ground.files.errors import BrokenFile, UnsafeContainer
from bancheng.ground.files.types import Kind

MAX_ENTRIES = 10_000
MAX_UNFOLDED = 256 * 1024 * 1024
# Ordinary packages stay below 30; a megabyte of zeros deflates to a thousandth.
MAX_RATIO = 200
# Below this, a ratio says nothing: tiny files of one repeated line reach it honestly.
_RATIO_FROM = 4 * 1024 * 1024
_TYPES_LIMIT = 4 * 1024 * 1024

_BLOCK = 64 * 1024
# APPNOTE.TXT 4.3.7: signature, five shorts, three longs, then the lengths of name and extra field.
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")

_TYPES_PART = "[Content_Types].xml"
_MAIN_PARTS = {
    Kind.DOCX: (
        "word/document.xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ),
    Kind.XLSX: (
        "xl/workbook.xml",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    ),
}


def kind_of_container(file: BinaryIO) -> Kind | None:
    """DOCX, XLSX or OFD; None for another package. Raises BrokenFile, UnsafeContainer."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            _require_modest(entries, file.seek(0, os.SEEK_END))
            for entry in entries:
                _require_honest(file, entry)
            return _kind(package, {entry.filename for entry in entries})
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, ValueError) as error:
        raise BrokenFile("这个文件不完整或已损坏，请重新导出后上传") from error


def _require_modest(entries: list[zipfile.ZipInfo], folded: int) -> None:
    """`folded`: the size of the whole package in bytes."""
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UnsafeContainer("这个文件加了密码，请去掉密码后重新上传")
    unfolded = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unfolded > MAX_UNFOLDED
        or (unfolded > _RATIO_FROM and unfolded > MAX_RATIO * folded)
        or _overlap(entries)
    ):
        raise UnsafeContainer("这个文件展开后过大，为安全起见不能上传，请重新导出或改用 PDF")
    for entry in entries:
        if entry.filename.startswith(("/", "\\")) or ".." in entry.filename.replace("\\", "/").split("/"):
            raise UnsafeContainer("这个文件的内部结构不正常，请重新导出后上传")


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes, as in a bomb that unfolds one kernel many times."""
    spans = sorted((e.header_offset, e.header_offset + _LOCAL_HEADER.size + e.compress_size) for e in entries)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _require_honest(file: BinaryIO, entry: zipfile.ZipInfo) -> None:
    """Unfold one entry block by block: size and checksum in the directory are the sender's word, and the readers that
    import a table later may go on past them."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    name_length, extra_length = _LOCAL_HEADER.unpack(header)[-2:]
    file.seek(name_length + extra_length, os.SEEK_CUR)
    size, checksum = 0, 0
    for block in _unfolded(file, entry):
        size += len(block)
        if size > entry.file_size:
            break
        checksum = zlib.crc32(block, checksum)
    if size != entry.file_size or checksum != entry.CRC:
        raise zipfile.BadZipFile("the directory lies")


def _unfolded(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    left = entry.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    if inflater is None and entry.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile("neither stored nor deflated, which is all that the formats allow")
    while left > 0 and (folded := file.read(min(left, _BLOCK))):
        left -= len(folded)
        if inflater is None:
            yield folded
            continue
        while folded:
            yield inflater.decompress(folded, _BLOCK)
            folded = inflater.unconsumed_tail
    if inflater is not None:
        # One step more than asked for is enough to see that there is more.
        yield inflater.decompress(inflater.unconsumed_tail, _BLOCK)


def _kind(package: zipfile.ZipFile, names: set[str]) -> Kind | None:
    if _TYPES_PART in names:
        if any(name.rsplit("/", 1)[-1].lower() == "vbaproject.bin" for name in names):
            raise UnsafeContainer("这个文件带有宏，请另存为不带宏的 docx 或 xlsx 后重新上传")
        with package.open(_TYPES_PART) as part:
            types = part.read(_TYPES_LIMIT)
        for kind, (main_part, main_type) in _MAIN_PARTS.items():
            if main_part in names and main_type in types:
                return kind
        return None
    return Kind.OFD if "OFD.xml" in names else None
