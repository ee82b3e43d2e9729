"""A file is what its bytes say; a name that says otherwise is refused."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bancheng.ground.files import (
    PAPERS,
    BrokenFile,
    DisguisedFile,
    FileRefused,
    Kind,
    KindNotAllowed,
    UnknownContent,
    UnsafeContainer,
)
from bancheng.ground.files.containers import MAX_ENTRIES
from bancheng.ground.files.sniffing import recognise
from bancheng.ground.files.tests.conftest import ALL, SAMPLES, Take, office, package

_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_taken_under_its_own_endings(take: Take, kind: Kind) -> None:
    for suffix in kind.suffixes:
        stored = take(SAMPLES[kind], f"材料{suffix.upper()}")
        assert stored.kind is kind
        assert stored.media_type == kind.media_type


@pytest.mark.parametrize("content", [kind for kind in Kind if kind not in (Kind.CSV, Kind.TXT)])
@pytest.mark.parametrize("claimed", list(Kind))
def test_a_name_of_another_kind_is_refused(take: Take, content: Kind, claimed: Kind) -> None:
    if content is claimed:
        assert take(SAMPLES[content], f"a{claimed.suffixes[0]}").kind is content
    else:
        with pytest.raises(DisguisedFile, match="这个文件的内容不是 .*，请重新导出后上传"):
            take(SAMPLES[content], f"a{claimed.suffixes[0]}")


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00\x03", b"\x7fELF\x02\x01\x01\x00", b"<html><script>", b"PK\x03\x04", b"hello", b"\x00\x01\x02"],
)
def test_what_only_calls_itself_a_pdf_is_refused(take: Take, content: bytes) -> None:
    with pytest.raises((DisguisedFile, BrokenFile), match="请重新导出后上传"):
        take(content, "营业执照.pdf")


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ\x90\x00\x03\x00", "setup.exe", "程序文件"),
        (b"\x7fELF\x02\x01\x01\x00", "tool", "程序文件"),
        (b"#!/bin/sh\necho hello\n", "run.txt", "程序文件"),
        (b"<!DOCTYPE html><p>", "page.html", "网页"),
        (b"\xef\xbb\xbf \n<HTML>", "page.txt", "网页"),
        (b"<!-- a --> <!-- b -->\n<svg onload='x()'/>", "logo.svg", "网页"),
        (b'<?xml version="1.0"?><svg/>', "data.csv", "网页"),
        ("事项".encode("utf-16"), "表.csv", "UTF-8"),
        (b"GIF89a\x01\x00\x01\x00", "a.gif", "不能识别这个文件"),
        (b"text with a \x00 in it", "a.txt", "不是 文本文件"),
    ],
)
def test_programs_pages_and_the_unknown_are_refused(take: Take, content: bytes, name: str, sentence: str) -> None:
    with pytest.raises((UnknownContent, DisguisedFile), match=sentence):
        take(content, name)


@pytest.mark.parametrize("name", ["a.bat", "a.js", "a.py", "a.pdf.exe", "a.PHP"])
def test_text_under_the_ending_of_a_program_is_refused(take: Take, name: str) -> None:
    with pytest.raises(DisguisedFile, match="请改正名称后重新上传"):
        take("普通文字".encode(), name)


def test_only_what_is_asked_for_is_taken(take: Take) -> None:
    assert take(SAMPLES[Kind.PNG], "a.png", allowed=PAPERS).kind is Kind.PNG
    with pytest.raises(KindNotAllowed, match="这里不收 CSV 表格，请上传 PDF、PNG 图片、JPG 图片、WebP 图片、OFD"):
        take(SAMPLES[Kind.CSV], "a.csv", allowed=PAPERS)


@pytest.mark.parametrize("name", ["扫描件", "合同v1.0", "", "..", "材料。"])
def test_a_name_without_an_ending_gets_that_of_its_kind(take: Take, name: str) -> None:
    stored = take(SAMPLES[Kind.JPEG], name)
    assert stored.kind is Kind.JPEG
    assert stored.name.endswith(".jpg")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_tables_and_texts_are_read_in_the_encodings_offices_use(take: Take, encoding: str) -> None:
    content = ("事项名称,时限\r\n食品经营许可,10\r\n" * 5000).encode(encoding)
    assert take(content, "事项.csv").kind is Kind.CSV
    assert take(content, "事项.txt").kind is Kind.TXT


def test_an_encrypted_package_asks_for_the_password_to_be_taken_off(take: Take) -> None:
    content = bytearray(SAMPLES[Kind.DOCX])
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature) + offset
        content[at] |= 1
    with pytest.raises(UnsafeContainer, match="去掉密码"):
        take(bytes(content), "a.docx")


def test_a_package_that_unfolds_a_thousandfold_is_refused(take: Take) -> None:
    bomb = package({**_parts(), "word/media/image.bin": b"\0" * (8 * 1024 * 1024)})
    assert len(bomb) < 20_000
    with pytest.raises(UnsafeContainer, match="展开后过大"):
        take(bomb, "a.docx")


def test_a_package_that_lies_about_its_size_is_refused(take: Take) -> None:
    content = bytearray(package({**_parts(), "word/media/image.bin": b"\0" * (8 * 1024 * 1024)}))
    directory = content.rfind(b"PK\x01\x02")
    struct.pack_into("<L", content, directory + 24, 100)
    with pytest.raises(BrokenFile):
        take(bytes(content), "a.docx")


def test_a_package_with_too_many_entries_is_refused(take: Take) -> None:
    parts = {**_parts(), **{f"word/{number}": b"" for number in range(MAX_ENTRIES)}}
    with pytest.raises(UnsafeContainer):
        take(package(parts, zipfile.ZIP_STORED), "a.docx", limit_bytes=10 * 1024 * 1024)


def test_entries_that_share_their_bytes_are_refused(take: Take) -> None:
    content = bytearray(package({**_parts(), "word/a.xml": b"a" * 40, "word/b.xml": b"a" * 40}, zipfile.ZIP_STORED))
    last = content.rfind(b"PK\x01\x02")
    before = content.rfind(b"PK\x01\x02", 0, last)
    content[last + 42 : last + 46] = content[before + 42 : before + 46]
    with pytest.raises(UnsafeContainer, match="展开后过大"):
        take(bytes(content), "a.docx")


def test_a_package_that_would_unfold_outside_its_folder_is_refused(take: Take) -> None:
    with pytest.raises(UnsafeContainer, match="内部结构"):
        take(package({**_parts(), "../../etc/cron": b"x"}), "a.docx")


@pytest.mark.parametrize("keep", [30, 100, -60, -1])
def test_a_cut_off_package_is_called_broken(take: Take, keep: int) -> None:
    with pytest.raises(BrokenFile, match="不完整或已损坏"):
        take(SAMPLES[Kind.XLSX][:keep], "a.xlsx")


def test_a_damaged_package_is_called_broken(take: Take) -> None:
    content = bytearray(package({**_parts(), "word/a.xml": bytes(range(256)) * 4}, zipfile.ZIP_STORED))
    content[content.find(bytes(range(256))) + 7] ^= 1
    with pytest.raises(BrokenFile):
        take(bytes(content), "a.docx")


def test_macros_are_refused(take: Take) -> None:
    parts = {**_parts(), "word/vbaProject.bin": b"macro"}
    with pytest.raises(UnsafeContainer, match="宏"):
        take(package(parts), "a.docx")
    with pytest.raises(DisguisedFile):
        take(office("word/document.xml", _MACRO), "a.docx")


def test_a_plain_zip_is_no_document(take: Take) -> None:
    with pytest.raises(UnknownContent):
        take(package({"a.txt": "文字"}), "a.zip")
    with pytest.raises(DisguisedFile):
        take(package({"a.txt": "文字"}), "a.docx")


@settings(max_examples=300, deadline=2000)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff", b"<!--", b"MZ", b"\x89PNG\r\n\x1a\n"]),
    st.binary(max_size=400),
    st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.csv", "a", "a.exe"]),
)
@example(b"<!---->" * 580, b"<", "a.txt")
@example(b" " * 4096, b"", "a.txt")
def test_arbitrary_bytes_are_recognised_or_refused(head: bytes, rest: bytes, name: str) -> None:
    try:
        assert recognise(io.BytesIO(head + rest), name=name, allowed=ALL) in ALL
    except FileRefused as refusal:
        assert str(refusal)


@settings(max_examples=300, deadline=2000)
@given(st.data())
def test_a_package_with_a_changed_byte_is_recognised_or_refused(data: st.DataObject) -> None:
    content = bytearray(SAMPLES[data.draw(st.sampled_from([Kind.DOCX, Kind.XLSX, Kind.OFD]))])
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        recognise(io.BytesIO(content), name="a.docx", allowed=ALL)
    except FileRefused as refusal:
        assert str(refusal)


def _parts() -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(SAMPLES[Kind.DOCX])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
