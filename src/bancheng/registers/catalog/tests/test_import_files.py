"""A file is read as what it is: encodings, sheets, objects; what is no table is refused before anything is written."""

from __future__ import annotations

import csv
import io

import pytest
import python_calamine
import xlsxwriter

from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, ImportRow, ImportRun
from bancheng.registers.catalog.tests.importing import HEADER, as_csv, row, take, told, upload, workbook
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World
from bancheng.registers.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("files_apart")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_are_told_apart(world: World, encoding: str):
    run = upload(as_csv(row(name="𠮷祥㐂䶮许可"), encoding=encoding))
    assert selectors.import_preview(PLATFORM, run.pk).encoding == encoding.upper().removesuffix("-SIG")
    services.run_import(run=run, by=PLATFORM)
    assert ImplementationItem.objects.get().name == "𠮷祥㐂䶮许可"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("事項名稱,實施部門\r\n食品經營許可證核發,市場監督管理局".encode("big5"), "编码"),
        (as_csv(row()).decode("utf-8-sig").encode("utf-16"), "编码"),
        (b"", "空"),
        (b"\n\n\n", "没有表头"),
        (HEADER[0].encode(), "没有数据"),
        (as_csv(row(name="长" * 4_000_000)), "单元格"),
        (b'a,b\n"' + b"x" * 10_000_000, "单元格"),
        (b"PK\x03\x04 no package at all", "损坏|CSV"),
        (b"%PDF-1.7 not a table", "CSV"),
        (b"<html><body>table</body></html>", "网页"),
    ],
)
def test_a_file_that_is_no_table_is_refused_before_anything_is_written(world: World, content: bytes, sentence: str):
    with pytest.raises((Refused, FileRefused), match=sentence):
        upload(content)
    assert not ImportRun.objects.exists()


def test_a_sheet_with_title_merged_cells_formulas_and_numbers_is_read(world: World):
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("事项清单")
        sheet.merge_range("A1:H1", "西峡县政务服务事项清单")
        sheet.write_row(2, 0, HEADER)
        sheet.write_row(3, 0, row())
        sheet.write_row(4, 0, row(name="食品生产许可", local_code="511A02", basic_code=""))
        sheet.merge_range("B4:B5", "西峡县市场监督管理局")
        sheet.write_formula("A5", '="食品"&"生产许可"', None, "食品生产许可")
        sheet.write_number("C5", 1)
        sheet.write_number("F4", 411323000000)
        sheet.write_number("D4", 410100007000)
        sheet.write_blank("B5", None)
        book.add_worksheet("说明").write("A1", "别读这一页")

    run = upload(workbook(fill), "items.xlsx")
    preview = selectors.import_preview(PLATFORM, run.pk)
    assert {note.code for note in preview.notes} == {
        "file.above",
        "file.merged",
        "file.sheets",
    } and preview.sheet == "事项清单"
    services.run_import(run=run, by=PLATFORM)
    assert told(run) == [("taken", set()), ("warned", {"cell.formula", "code.missing"})]
    assert list(ImportRow.objects.order_by("line").values_list("line", flat=True)) == [4, 5]
    second = ImplementationItem.objects.get(local_code="511A02")
    assert (second.name, second.organisation, second.item_type) == ("食品生产许可", world.market, "01")
    assert ImplementationItem.objects.get(local_code="511A01").basic.code == "410100007000"


def test_a_table_that_begins_further_down_and_right_keeps_its_lines_and_columns(world: World):
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(2, 1, HEADER)
        sheet.write_row(3, 1, row())
        sheet.write_row(5, 1, row(name="食品生产许可", local_code="511A02", basic_code=""))
        sheet.write_formula(5, 1, '="食品"&"生产许可"', None, "食品生产许可")

    run = upload(workbook(fill), "items.xlsx")
    services.run_import(run=run, by=PLATFORM)
    assert list(ImportRow.objects.order_by("line").values_list("line", flat=True)) == [4, 6]
    assert "cell.formula" in told(run)[1][1] and ImplementationItem.objects.count() == 2


def test_the_preview_writes_nothing_and_says_what_would_happen(world: World):
    run = upload(as_csv(row(), row(name=""), row(local_code="2", department="西峡县气象局", basic_code="")))
    counts = [model.objects.count() for model in (ImplementationItem, Organisation, BasicItem, ImportRow)]
    preview = selectors.import_preview(PLATFORM, run.pk)
    assert [one.outcome for one in preview.rows] == ["taken", "refused", "taken"]
    assert preview.rows[0].values["name"] == "食品经营许可" and preview.total == 3
    assert {column.header: column.field for column in preview.columns}["实施部门"] == "department"
    assert [model.objects.count() for model in (ImplementationItem, Organisation, BasicItem, ImportRow)] == counts


def test_columns_with_strange_headers_are_mapped_by_hand(world: World):
    content = "怪列一,怪列二,怪列三\n食品经营许可,西峡县市场监督管理局,许可".encode()
    run = upload(content, region=COUNTY)
    assert selectors.import_preview(PLATFORM, run.pk).missing == ("name", "department", "item_type")
    with pytest.raises(Refused, match="没有找到事项名称、实施部门、事项类型所在的列"):
        services.run_import(run=run, by=PLATFORM)
    for wrong in ({"没有": "name"}, {"怪列一": "nonsense"}, {"怪列一": "name", "怪列二": "name"}, {"99": "name"}):
        with pytest.raises(Refused):
            selectors.import_preview(PLATFORM, run.pk, mapping=wrong)
    services.run_import(run=run, by=PLATFORM, mapping={"怪列一": "name", "怪列二": "department", "2": "item_type"})
    assert ImplementationItem.objects.get().item_type == "01"


def test_the_report_tells_each_row_and_cannot_act_as_a_formula(world: World):
    hostile = ['=HYPERLINK("http://x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "<script>alert(1)</script>"]
    run = take(as_csv(*[row(name=name, local_code=str(place)) for place, name in enumerate(hostile)], row(name="")))
    assert list(ImplementationItem.objects.order_by("pk").values_list("name", flat=True)) == hostile
    lines = list(csv.reader(io.StringIO(selectors.import_report_csv(PLATFORM, run.pk).decode("utf-8-sig"))))
    assert [line[2] for line in lines[1:6]] == [f"'{name}" for name in hostile[:4]] + hostile[4:]
    assert lines[6][1] == "未导入" and "请补上" in lines[6][4]
    book = python_calamine.load_workbook(io.BytesIO(selectors.import_report_xlsx(PLATFORM, run.pk)))
    cells = book.get_sheet_by_index(0).to_python()
    assert [line[2] for line in cells[1:]] == [line[2] for line in lines[1:]]
    page = selectors.import_report(PLATFORM, run.pk, size=4)
    assert [one.line for one in page.rows] == [2, 3, 4, 5] and page.next_line == 6
    refused = selectors.import_report(PLATFORM, run.pk, outcome="refused")
    assert refused.total == 1 and "name.missing" in refused.reasons
