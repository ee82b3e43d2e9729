"""Tell what a file is by its bytes (the magic numbers of the formats' specifications) and hold its name against it."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from bancheng.ground.files.containers import kind_of_container
from bancheng.ground.files.errors import BrokenFile, DisguisedFile, KindNotAllowed, UnknownContent
from bancheng.ground.files.names import suffix_of
from bancheng.ground.files.types import Kind

_HEAD = 4096
_BLOCK = 64 * 1024
_BY_SUFFIX = {suffix: kind for kind in Kind for suffix in kind.suffixes}
_TEXTS = frozenset({Kind.CSV, Kind.TXT})

_NO_PROGRAMS = "不能上传程序文件，请上传证照、材料的扫描件或文档"
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
# What a browser would run if it took the bytes for a page: markup at the start, behind blanks and comments. The loop
# is possessive: a head full of comments could otherwise be cut up in 2**500 ways.
_MARKUP = re.compile(
    rb"\s*+(?:<!--.*?-->\s*+)*+"
    rb"<(?:\?xml|\?php|!doctype|html|head|body|script|svg|iframe|table|title|style|meta|img|div|a\b|p\b)",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def recognise(file: BinaryIO, *, name: str, allowed: frozenset[Kind]) -> Kind:
    """The kind of `file` (seekable, read from its start), if content, name and what is asked for agree.

    Raises UnknownContent, BrokenFile, UnsafeContainer, DisguisedFile, KindNotAllowed.
    """
    suffix = suffix_of(name)
    claimed = _BY_SUFFIX.get(suffix)
    try:
        kind = _sniff(file, claimed)
    except UnknownContent:
        if claimed is None or claimed in _TEXTS:
            raise
        kind = None
    if kind is None:
        raise _not_what_it_says(claimed) if claimed else _unrecognised(allowed)
    if suffix and kind is not claimed:
        if claimed is None:
            raise DisguisedFile(f"这个文件的内容是 {kind.label}，名称却以“{suffix}”结尾，请改正名称后重新上传")
        raise _not_what_it_says(claimed)
    if kind not in allowed:
        raise KindNotAllowed(f"这里不收 {kind.label}，请上传 {_listed(allowed)}")
    return kind


def _sniff(file: BinaryIO, claimed: Kind | None) -> Kind | None:
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _whole(Kind.PNG, head[12:16] == b"IHDR")
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith(b"PK\x03\x04"):
        return kind_of_container(file)
    return _sniff_text(file, head, claimed)


def _sniff_text(file: BinaryIO, head: bytes, claimed: Kind | None) -> Kind | None:
    if head.startswith(b"#!"):
        raise UnknownContent(_NO_PROGRAMS)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnknownContent("这个文件的文字编码不能识别，请另存为 UTF-8 编码后重新上传")
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        raise UnknownContent("不能上传网页或矢量图（HTML、SVG、XML），请导出为 PDF 后上传")
    if any(_is_text(file, encoding) for encoding in ("utf-8-sig", "gb18030")):
        return Kind.CSV if claimed is Kind.CSV else Kind.TXT
    if head.startswith(_PROGRAMS):
        raise UnknownContent(_NO_PROGRAMS)
    return None


def _is_text(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            if _CONTROLS.search(decoder.decode(block)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _whole(kind: Kind, is_whole: bool) -> Kind:
    if not is_whole:
        raise BrokenFile(f"这个 {kind.label}不完整，请重新导出后上传")
    return kind


def _unrecognised(allowed: frozenset[Kind]) -> UnknownContent:
    return UnknownContent(f"不能识别这个文件，请上传 {_listed(allowed)}")


def _not_what_it_says(claimed: Kind) -> DisguisedFile:
    return DisguisedFile(f"这个文件的内容不是 {claimed.label}，请重新导出后上传")


def _listed(kinds: frozenset[Kind]) -> str:
    return "、".join(kind.label for kind in Kind if kind in kinds)
