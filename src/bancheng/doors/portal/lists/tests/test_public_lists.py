"""Public lists as citizens read them: index, search, filters, print, files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from bancheng.ground.crypto import canonical_json, canonical_sm3
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, build_world
from bancheng.registers.lists import services
from bancheng.registers.lists.public import Column, public_list, registry
from bancheng.registers.organisations import services as organisations

ROWS = [
    {"name": f"证明{n:03}", "organ": "公安局" if n % 2 else "民政局", "basis": "=cmd|' /C calc'!A0" if n == 1 else "法"}
    for n in range(1, 61)
]


@pytest.fixture
def reader(db: None) -> Iterator[Client]:
    """A stranger of 西峡县, where one list of sixty rows is public."""
    build_world()
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    before = dict(registry._declared)
    columns = (Column("name", "名称"), Column("organ", "单位"), Column("basis", "依据", wide=True))
    public_list(
        code="board", title="测试清单", intro="测试用", article="新密办法第二十三条", columns=columns, facets=("organ",)
    )(lambda region: ROWS)
    services.republish("board", region=COUNTY, by=PLATFORM)
    yield Client()
    registry._declared.clear()
    registry._declared.update(before)


def test_the_index_names_every_list_with_its_edition(reader: Client) -> None:
    text = reader.get("/lists/").content.decode()
    assert "测试清单" in text and "第 1 版" in text and "60 项" in text
    assert 'href="/lists/board/"' in text


def test_a_list_shows_its_columns_version_date_and_hash(reader: Client) -> None:
    text = reader.get("/lists/board/").content.decode()
    for word in ("名称", "单位", "依据", "第 1 版", "公布", "校验", "新密办法第二十三条", "西峡县"):
        assert word in text
    assert text.count("<tr>") == 51, "a head and fifty rows"


def test_the_pages_of_a_list_show_every_row_once(reader: Client) -> None:
    first = reader.get("/lists/board/").content.decode()
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = reader.get("/lists/board/" + following).content.decode()
    names = {row["name"] for row in ROWS if row["name"] in first}
    others = {row["name"] for row in ROWS if row["name"] in second}
    assert (len(names), len(others), names & others) == (50, 10, set())
    assert "回到第一页" in second


def test_search_and_filters_narrow_a_list_and_nothing_found_says_so(reader: Client) -> None:
    assert "找到 30 项，清单共 60 项" in reader.get("/lists/board/", {"organ": "民政局"}).content.decode()
    assert "证明007" in reader.get("/lists/board/", {"q": "证明007"}).content.decode()
    empty = reader.get("/lists/board/", {"q": "没有这样的"}).content.decode()
    assert "去掉条件看全部" in empty


def test_the_print_view_holds_the_whole_list_with_its_hash(reader: Client) -> None:
    text = reader.get("/lists/board/print/").content.decode()
    assert all(row["name"] in text for row in ROWS)
    assert "打印时间" in text and "校验" in text


def test_a_file_holds_the_whole_list_and_no_cell_acts_as_a_formula(reader: Client) -> None:
    answer = reader.get("/lists/board/files/csv/")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["名称", "单位", "依据"]
    assert rows[1][2].startswith("'=")
    assert "第 1 版" in rows[-1][0]
    assert len(rows) == 62
    sheet = b"".join(reader.get("/lists/board/files/xlsx/").streaming_content)
    cells = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert cells[1] == ["证明001", "公安局", "=cmd|' /C calc'!A0"]


def test_the_hash_of_a_list_can_be_computed_again_from_its_json(reader: Client) -> None:
    told = reader.get("/lists/board/files/json/").json()
    content = {
        "code": told["code"],
        "region": told["region"],
        "columns": [[one["key"], one["label"]] for one in told["columns"]],
        "rows": sorted(told["rows"], key=canonical_json),
    }
    assert canonical_sm3(content) == told["digest"]
    assert (told["version"], told["total"], len(told["rows"])) == (1, 60, 60)


@pytest.mark.parametrize(
    "address",
    ["/lists/none/", "/lists/none/print/", "/lists/board/files/exe/", "/lists/board/?version=99", "/lists/board/?version=9999999999999999"],
)  # fmt: skip
def test_what_does_not_exist_is_not_there(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize("query", ["?after=zzz", "?q=%00", "?organ=%00x", "?version=abc", "?after=" + "9" * 500])
def test_what_makes_no_sense_in_an_address_is_passed_over(reader: Client, query: str) -> None:
    assert reader.get("/lists/board/" + query).status_code == 200


def test_the_traditional_script_leaves_names_of_organs_as_they_are(reader: Client) -> None:
    proper = Column("organ", "实施单位", proper=True)
    public_list(
        code="named", title="单位清单", intro="测试用", columns=(Column("name", "名称"), proper), facets=("organ",)
    )(lambda region: [{"name": "营业执照", "organ": "西峡县医保局"}])
    reader.cookies["django_language"] = "zh-hant"
    text = reader.get("/lists/named/").content.decode()
    assert "營業執照" in text
    assert text.count("西峡县医保局") == 3, "in the row, and as value and words of the filter"
    assert "西峽縣醫保局" not in text


def test_a_day_is_read_as_people_write_it_and_kept_as_a_date_in_the_file(reader: Client) -> None:
    columns = (Column("name", "名称"), Column("day", "公布日期"))
    rows = [{"name": "甲", "day": "2018-10-01"}, {"name": "乙", "day": "2018-13-01"}]
    public_list(code="dated", title="日期清单", intro="测试用", columns=columns)(lambda region: rows)
    text = reader.get("/lists/dated/").content.decode()
    assert "2018年10月1日" in text and "2018-13-01" in text, "what is no day stands as it is"
    assert reader.get("/lists/dated/files/json/").json()["rows"][0]["day"] == "2018-10-01"
