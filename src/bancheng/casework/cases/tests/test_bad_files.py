"""Files and materials that do not belong, are broken, too thick or oddly named are answered with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import PDF, PLAN, Stage, material
from bancheng.casework.cases.types import Gap
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused

UNSTORABLE = "前\x00中\ud800后\udfff"
HUGE = 10**30


def pdf(pages: int) -> BytesIO:
    """A PDF of so many empty pages."""
    writer, written = PdfFileWriter(), BytesIO()
    for _ in range(pages):
        contents = writer.add_object(generic.StreamObject(stream_data=b""))
        writer.insert_page(
            PageObject(contents=contents, media_box=generic.ArrayObject(map(generic.NumberObject, (0, 0, 9, 9))))
        )
    writer.write(written)
    written.seek(0)
    return written


def refusal(way: Callable[[], object]) -> str:
    """The code with which it is refused."""
    with pytest.raises(Refused) as refused:
        way()
    assert refused.value.sentence
    return refused.value.code


def test_a_material_of_another_case_is_no_material_of_this_one(stage: Stage) -> None:
    citizen = stage.citizen()
    own, other = stage.draft(), stage.draft(stage.item("两份材料", materials=[PLAN, material("M0002", "营业执照")]))
    elsewhere = selectors.draft(citizen, other).materials[0].files[0].key
    assert refusal(lambda: services.remove_file(own, file=elsewhere, by=citizen)) == "cases.no_file"
    assert refusal(lambda: services.reuse_file(own, line=1, file=elsewhere, by=citizen)) == "cases.no_file"
    for line in (2, 0, -1, HUGE):
        for way in (
            lambda line=line: services.add_file(own, line=line, stream=BytesIO(PDF), name="图.pdf", by=citizen),
            lambda line=line: services.undo_material(own, line=line, by=citizen),
            lambda line=line: services.use_licence(own, line=line, licence="", by=citizen),
            lambda line=line: services.check_material(own, line=line, result="ok", by=stage.staff("clerk")),
        ):
            assert refusal(way) == "cases.unlisted_material"
    assert len(selectors.draft(citizen, other).materials[0].files) == 1


def test_a_pdf_of_300_pages_is_refused_and_one_of_200_is_taken(stage: Stage) -> None:
    citizen, key = stage.citizen(), stage.draft()
    with pytest.raises(Refused) as refused:
        services.add_file(key, line=1, stream=pdf(300), name="厚.pdf", by=citizen)
    assert refused.value.code == "cases.too_many_pages" and "300 页" in refused.value.sentence
    assert services.add_file(key, line=1, stream=pdf(200), name="不厚.pdf", by=citizen).pages == 200


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\xff" * 4000,
        PDF.replace(b"/Count 1", b"/Count (x)"),
        PDF.replace(b"/Count 1", b"/Count -9"),
        PDF.replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        PDF[:120],
        b"%PDF-1.7\n1 0 obj<</Type/XRef/Size 9/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length 4>>stream\nxxxx\nendstream endobj\n"
        b"startxref\n9\n%%EOF",
    ],
)
def test_a_broken_pdf_is_kept_for_the_window_to_judge_and_breaks_nothing(stage: Stage, content: bytes) -> None:
    key = stage.draft()
    try:
        services.add_file(key, line=1, stream=BytesIO(content), name="坏.pdf", by=stage.citizen())
    except FileRefused as refused:
        assert refused.sentence


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00" * 10, b"<html><script>alert(1)</script></html>", b"#!/bin/sh\nrm -rf /"]
)
def test_a_file_that_is_no_document_is_refused(stage: Stage, content: bytes) -> None:
    with pytest.raises(FileRefused):
        services.add_file(stage.draft(), line=1, stream=BytesIO(content), name="图.pdf", by=stage.citizen())


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", UNSTORABLE + ".pdf", "长" * 400 + ".pdf", "a\r\nb.pdf", "‮fdp.pdf"]
)
def test_a_name_of_a_file_can_be_anything(stage: Stage, name: str) -> None:
    citizen, key = stage.citizen(), stage.draft()
    made = services.add_file(key, line=1, stream=BytesIO(PDF + b"%x"), name=name, by=citizen)
    assert made.name and "/" not in made.name and "\n" not in made.name and "\x00" not in made.name
    assert selectors.own_file(citizen, key, made.key).name == made.name


def test_eleven_files_for_one_material_are_too_many(stage: Stage) -> None:
    citizen, key = stage.citizen(), stage.draft()
    for number in range(9):
        services.add_file(key, line=1, stream=BytesIO(PDF + b"%" + str(number).encode()), name="图.pdf", by=citizen)
    again = lambda: services.add_file(key, line=1, stream=BytesIO(PDF + b"%z"), name="图.pdf", by=citizen)  # noqa: E731
    assert refusal(again) == "cases.too_many_files"


def test_what_was_handed_in_is_not_taken_back_not_even_in_a_second_supplement(stage: Stage) -> None:
    citizen, clerk = stage.citizen(), stage.staff("clerk")
    number = stage.file().number
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")])
    second = services.add_file(number, line=1, stream=BytesIO(PDF + b"%2"), name="二.pdf", by=citizen)
    wrong = services.add_file(number, line=1, stream=BytesIO(PDF + b"%3"), name="错.pdf", by=citizen)
    services.remove_file(number, file=wrong.key, by=citizen)
    services.supplement(number, by=citizen)
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "新图与昨天的现场不符", new_fact=True)])
    assert refusal(lambda: services.remove_file(number, file=second.key, by=citizen)) == "cases.file_handed_in"
    assert refusal(lambda: services.remove_file(number, file=UNSTORABLE, by=citizen)) == "cases.no_file"
