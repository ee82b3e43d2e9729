"""The pages of an uploaded PDF are counted from its bytes, exactly for honest files and quickly for hostile ones."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from time import process_time

import pytest

from bancheng.casework.cases import services
from bancheng.casework.cases.rules.pages import MOST_UNFOLDED, pages_of
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.ground.law import Refused

TREE = b"<</Type /Pages /Kids [%s] /Count %d>>"


def plain(pages: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    root = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Outlines<</Count 900>>>>endobj\n"
    return root + b"2 0 obj" + TREE % (kids, pages) + b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def packed(text: bytes) -> bytes:
    """The same with the page tree in an object stream, as most programs write today."""
    stream = zlib.compress(b"2 0 " + text)
    head = b"%%PDF-1.5\n5 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    return head + stream + b"\nendstream endobj\n%%EOF\n"


@pytest.mark.parametrize("pages", [1, 12, 300, 20_000])
def test_the_count_of_the_page_tree_is_read_plain_and_packed(pages: int) -> None:
    assert pages_of(plain(pages)) == pages
    assert pages_of(packed(TREE % (b"3 0 R", pages))) == pages


def test_an_outline_a_reference_and_noise_are_no_count() -> None:
    assert pages_of(b"%PDF-1.4\n1 0 obj<</Type/Outlines/Count 500>>endobj") is None
    assert pages_of(b"%PDF-1.4\n1 0 obj<</Type/Pages/Count 500 0 R>>endobj") is None
    assert pages_of(b"%PDF-1.4\n1 0 obj<</Type/PagesOfMine/Count 500>>endobj") is None
    assert pages_of(b"") is None and pages_of(PDF) == 1


@pytest.mark.parametrize(
    "hostile",
    [
        b"%PDF-1.4\n" + b"1 0 obj<<" * 500_000 + b"startxref\n9\n%%EOF\n",
        b"%PDF-1.4\n" + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/Prev 9>>\n" * 60_000,
        b"%PDF-1.4\n1 0 obj<</Type/Pages/A " + b"[" * 4_000_000 + b">>endobj",
        b"%PDF-1.4\n" + b"/Type/Pages/Count " * 200_000,
        b"%PDF-1.4\n" + b"stream\n" * 500_000 + b"endobj" * 500_000,
    ],
    ids=["objects", "tables", "nested", "trees", "streams"],
)
def test_a_hostile_file_is_done_with_in_a_moment(hostile: bytes) -> None:
    began = process_time()
    pages_of(hostile)
    assert process_time() - began < 3


def test_a_bomb_is_unfolded_no_further_than_the_limit() -> None:
    folding = zlib.compressobj()
    blank = bytes(1 << 20)
    bomb = b"".join(folding.compress(blank) for _ in range(2 * MOST_UNFOLDED >> 20)) + folding.flush()
    tail = struct.pack(">I", 0)
    one = b"5 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + bomb + tail + b"endstream endobj\n"
    assert pages_of(b"%PDF-1.5\n" + one * 20 + plain(7)) == 7


@pytest.mark.django_db
def test_a_paper_of_three_hundred_pages_is_refused_with_what_to_do(stage: Stage) -> None:
    citizen = stage.citizen()
    key = services.start(item_id=stage.item(), by=citizen, answers={"shop_kind": "shop"})
    with pytest.raises(Refused, match="有 300 页.*请拆分后分别上传") as refused:
        services.add_file(key, line=1, stream=BytesIO(plain(300)), name="长.pdf", by=citizen)
    assert refused.value.code == "cases.too_many_pages"
    assert services.add_file(key, line=1, stream=BytesIO(plain(200)), name="长.pdf", by=citizen).pages == 200
