from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bancheng.ground.law import now
from bancheng.registers.documents import contents, rendering, services
from bancheng.registers.documents.tests import reading, samples
from bancheng.registers.documents.types import PACKAGE, Paper

FRAME = {
    "number": "西市监受理〔2026〕第12号",
    "organ": "西峡县市场监督管理局",
    "issued": "2026-11-20T09:05",
    "demo": "演示站点，不办理真实业务",
}


def set_paper(paper: Paper, *, script: str = "hans", **frame: Any) -> bytes:
    address = services.verify_address("x" * 32)
    known = {**FRAME, "verify": {"address": address, "qr": services.qr_svg(address)}, **frame}
    data = contents.for_template(paper, script=script)
    author = FRAME["organ"]
    return services.render_pdf(type(paper).template, data, title=paper.title, author=author, script=script, frame=known)


def test_a_paper_is_tagged_pdf_a_2a_and_pdf_ua_1_with_its_font_inside(tmp_path: Path) -> None:
    pdf = set_paper(samples.notice())
    told = reading.info(pdf, tmp_path)
    assert told["Tagged"] == "yes"
    assert "A4" in told["Page size"]
    assert told["Title"] == "受理通知书 西市监受理〔2026〕第12号"
    assert told["Author"] == "西峡县市场监督管理局"
    for claim in (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>"):
        assert claim in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert reading.fonts(pdf, tmp_path)
    for font in reading.fonts(pdf, tmp_path):
        assert "NotoSansCJK" in font
        embedded = font.split()[-5:-2]
        assert embedded[:2] == ["yes", "yes"], font


def test_title_sections_and_list_are_marked_for_who_hears_the_paper(tmp_path: Path) -> None:
    kinds = reading.kinds(set_paper(samples.notice()), tmp_path)
    assert {"H1", "H2", "P", "L", "LI"} <= kinds
    assert {"H1", "Table", "TR", "TH", "TD"} <= reading.kinds(set_paper(samples.receipt()), tmp_path)


def test_everything_said_stands_on_the_paper(tmp_path: Path) -> None:
    told = reading.text(set_paper(samples.notice()), tmp_path)
    for words in (
        *(
            "西峡县市场监督管理局",
            "西市监受理〔2026〕第12号",
            "受理通知书",
            "陈大勇：",
            "食品经营许可",
            "2026年12月4日前",
        ),
        *("1．营业执照", "3．经营场所平面图", "六十日内", "2026年11月20日", "演示站点，不办理真实业务"),
        *(services.verify_address("x" * 32), "第1页，共1页"),
    ):
        assert words in told, words


def test_a_paper_of_sixty_lines_repeats_its_header_and_says_every_line(tmp_path: Path) -> None:
    pages = reading.pages(set_paper(samples.receipt(60)), tmp_path)
    assert len(pages) == 3
    told = "".join(pages)
    for number in range(1, 61):
        assert f"第{number}份材料：" in told
    for count, page in enumerate(pages, 1):
        assert "序号材料份数" in page
        assert f"第{count}页，共3页" in page
        assert services.verify_address("x" * 32) in page


def test_a_long_text_flows_over_pages_with_their_feet(tmp_path: Path) -> None:
    reason = "".join(f"（{n}）经审查，你单位提交的第{n}项材料需要说明。" for n in range(1, 130))
    assert len(reason) > 3000
    pages = reading.pages(set_paper(samples.notice(reason=reason)), tmp_path)
    assert len(pages) > 2
    assert "（129）经审查" in "".join(pages)
    feet = ("第", services.verify_address("x" * 32))
    assert all(foot in page for page in pages for foot in feet)


HOSTILE = (
    '#panic("x")',
    '"); #read("/etc/passwd")',
    "\\ \\u{41} \\\" \\' `raw` $x^2$ *bold* _low_ = Heading <label> @ref // note /* */",
    '#image("a.png") #let data = none #sys.inputs [unclosed { ( ',
    "https://example.test/" + "a" * 300,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_stranger_typed_is_printed_and_never_run(words: str, tmp_path: Path) -> None:
    told = reading.text(set_paper(samples.notice(applicant=words, reason=words, materials=(words,))), tmp_path)
    assert told.count("".join(words.split())) == 3


def test_a_word_longer_than_the_line_stays_within_the_page(tmp_path: Path) -> None:
    right = reading.right_edges(set_paper(samples.receipt(1, applicant="W" * 400)), tmp_path)
    assert right and max(right) <= (210 - 26) / 25.4 * 72 + 7  # a full stop may hang into the margin


def test_a_character_that_the_font_lacks_is_written_out_and_stops_nothing(tmp_path: Path) -> None:
    told = reading.text(set_paper(samples.notice(applicant="王\U0002b75e👍\x00\x07\u202e丽")), tmp_path)
    assert "王〓〔U+2B75E〕〓〔U+1F44D〕丽：" in told


def test_in_traditional_script_sentences_are_converted_and_names_never(tmp_path: Path) -> None:
    paper = samples.notice(applicant="陈发云", reason="材料齐全，符合规定。", materials=("经营场所平面图",))
    told = reading.text(set_paper(paper, script="hant"), tmp_path)
    assert "陈发云：" in told and "西峡县市场监督管理局" in told and "经营场所平面图" in told
    assert "材料齊全，符合規定。" in told
    assert "權利告知" in told and "行政訴訟" in told
    assert "权利告知" not in told


def test_equal_words_on_an_equal_date_give_equal_bytes() -> None:
    one, other = (
        rendering.render_pdf(
            samples.Notice.template,
            contents.for_template(samples.notice(), script="hans"),
            title="受理通知书",
            author="甲局",
            at=at,
            frame=FRAME,
        )
        for at in [now()] * 2
    )
    assert one == other


def test_a_template_outside_the_package_is_not_read(tmp_path: Path) -> None:
    stray = tmp_path / "stray.typ"
    stray.write_text("= Hello")
    with pytest.raises(ValueError, match="below the package"):
        services.render_pdf(stray, {}, title="甲", author="乙")


def test_a_broken_template_says_where_it_is_wrong() -> None:
    with pytest.raises(rendering.NotRendered, match="notice.typ"):
        services.render_pdf(samples.Notice.template, {"applicant": "甲"}, title="甲", author="乙", frame=FRAME)


def test_no_template_asks_the_network_for_a_package() -> None:
    asking = [path.name for path in PACKAGE.rglob("*.typ") if '"@' in path.read_text(encoding="utf-8")]
    assert not asking
