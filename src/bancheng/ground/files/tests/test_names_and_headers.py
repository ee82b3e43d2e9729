from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bancheng.ground.files import Kind, clean_name, content_disposition, readable_size, serve_headers

CASES = [
    ("营业执照.pdf", "营业执照.pdf"),
    ("C:\\Users\\张三\\执照.pdf", "执照.pdf"),
    ("../../etc/passwd", "passwd"),
    ("/", "未命名文件"),
    ("", "未命名文件"),
    ("...", "未命名文件"),
    ("fdp\u202e.exe", "fdp.exe"),
    ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
    ("a\x00b\u200b.pdf", "ab.pdf"),
    ('a<b>"c"|?*.pdf', "a_b__c____.pdf"),
    ("全角　空格.pdf", "全角 空格.pdf"),
    ("CON.pdf", "_CON.pdf"),
    ("名 称 .pdf . ", "名 称.pdf"),
    ("𠮷·买买提.jpg", "𠮷·买买提.jpg"),
]


@pytest.mark.parametrize(("name", "expected"), CASES, ids=[ascii(name) for name, _ in CASES])
def test_a_stranger_s_name_is_cleaned(name: str, expected: str) -> None:
    assert clean_name(name) == expected


def test_a_long_name_is_shortened_before_its_ending() -> None:
    for long in ("长" * 500 + ".pdf", "a" * 500 + ".PDF"):
        cleaned = clean_name(long)
        assert cleaned.lower().endswith(".pdf")
        assert len(cleaned) <= 120
        assert len(cleaned.encode()) <= 240


@given(st.text(max_size=300))
def test_any_text_becomes_a_safe_name_and_stays_it(name: str) -> None:
    cleaned = clean_name(name)
    assert clean_name(cleaned) == cleaned
    assert 0 < len(cleaned) <= 120
    assert len(cleaned.encode("utf-8")) <= 240
    assert not any(
        character in '/\\:*?"<>|' or unicodedata.category(character) in ("Cc", "Cf") for character in cleaned
    )
    assert cleaned not in (".", "..")


def test_a_name_is_sent_in_both_forms() -> None:
    assert content_disposition("营业执照 副本.pdf") == (
        "attachment; filename=\"file.pdf\"; filename*=UTF-8''"
        "%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7%20%E5%89%AF%E6%9C%AC.pdf"
    )
    assert 'filename="file.pdf"' in content_disposition("食品经营许可申请书（空白表格）.pdf"), (
        "brackets alone are no name"
    )
    assert content_disposition("form 1.pdf", inline=True) == (
        "inline; filename=\"form 1.pdf\"; filename*=UTF-8''form%201.pdf"
    )


@given(st.text(max_size=60))
def test_any_name_makes_one_well_formed_header(name: str) -> None:
    header = content_disposition(name)
    assert header.isascii()
    assert header.isprintable()
    match = re.fullmatch(
        r"attachment; filename=\"([^\"\\%;]+)\"; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)", header
    )
    assert match is not None
    assert unquote(match[2], errors="strict") == clean_name(name)


def test_images_and_pdf_may_be_shown_and_the_rest_is_saved() -> None:
    for kind in Kind:
        disposition = serve_headers(name="a", kind=kind, inline=True)["Content-Disposition"]
        shown = kind in (Kind.PDF, Kind.PNG, Kind.JPEG, Kind.WEBP)
        assert disposition.startswith("inline" if shown else "attachment")
        assert serve_headers(name="a", kind=kind)["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_browser_may_neither_guess_nor_keep_nor_run_a_file(kind: Kind) -> None:
    headers = serve_headers(name="a", kind=kind, inline=True)
    assert headers["Content-Type"] == kind.media_type
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert kind is Kind.PDF or "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("size", "text"), [(30, "30 字节"), (1536, "1.5 KB"), (10 * 1024**2, "10 MB"), (1024**3, "1 GB")]
)
def test_sizes_are_said_as_people_say_them(size: int, text: str) -> None:
    assert readable_size(size) == text
