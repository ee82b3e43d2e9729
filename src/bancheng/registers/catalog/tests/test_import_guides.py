"""What a row says beyond the item begins a guide; what fits nowhere is named, cell by cell."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.imports.terms import read_term
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, ImportRow, ImportRun
from bancheng.registers.catalog.tests.importing import take, told, upload
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, body
from bancheng.registers.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("files_apart")

CODE = "11411323MB1912345E4410101007000"
OBJECT: dict[str, Any] = {
    "_id": {"$oid": "60ae"},
    "TASK_CODE": CODE,
    "TASK_NAME": "临时价格干预范围事项提价申报",
    "CATANAME": "提价申报",
    "DEPT_NAME": "西峡县发展和改革委员会",
    "TASK_TYPE": "01",
    "TASK_TYPE_TEXT": "行政许可",
    "AREACODE": "411323",
    "TASK_STATE": None,
    "visit_number": "0",
    "handle_time": "30(工作日)",
    "handle_time_limit": "7(工作日)",
    "accept_standard": "1、具有法人资格；2、有固定的经营场所",
    "service_object_name": ["自然人", "企业法人", "非法人企业"],
    "material_intro": ["营业执照", "提价申报申请报告（原件；加盖公章）"],
    "theme_category": ["准营准办", "其他"],
    "matter_short": "无",
    "handle_location": "办理地点：白羽路 1 号 3 楼",
    "consult_phone": "0377-1",
    "complain_phone": "12345",
    "ONLINECHECK": "1",
}


def as_jsonl(*rows: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in rows).encode()


def took(*rows: dict[str, Any]) -> ImportRun:
    return take(as_jsonl(*rows), "items.jsonl")


def draft_of(name: str = OBJECT["TASK_NAME"]) -> dict[str, Any]:
    return GuideVersion.objects.get(item__name=name).body


def test_a_line_of_json_becomes_an_item_with_the_beginning_of_its_guide(world: World):
    run = took(OBJECT)
    item = ImplementationItem.objects.get()
    assert (item.name, item.main_item, item.region_id, item.use_level) == (OBJECT["TASK_NAME"], "提价申报", COUNTY, "4")
    assert item.basic.code == "410101007000" and item.code == CODE
    assert draft_of() == {
        "statutory": {"unit": "workday", "n": 30},
        "promised": {"unit": "workday", "n": 7},
        "handling": "promised",
        "visits": 0,
        "requirements": [{"text": "具有法人资格", "basis": []}, {"text": "有固定的经营场所", "basis": []}],
        "audience": ["1", "2", "6"],
        "materials": [
            {"code": "M0002", "name": "营业执照"},
            {"code": "", "name": "提价申报申请报告（原件；加盖公章）"},
        ],
        "themes": ["licence"],
    }
    version = GuideVersion.objects.get()
    assert (version.state, version.number, version.revision) == ("draft", 1, 1)
    assert selectors.draft(PLATFORM, item.pk).faults and selectors.guide(item.pk) is None
    ((outcome, codes),) = told(run)
    assert outcome == "repaired"
    assert {"term.cleaned", "value.none", "themes.unknown", "materials.uncoded", "audience.mapped"} <= codes
    organ = Organisation.objects.get(name="西峡县发展和改革委员会")
    assert (organ.uscc, organ.phone, organ.supervise_phone, organ.address) == (
        CODE[:18],
        "0377-1",
        "12345",
        "白羽路 1 号 3 楼",
    )


def test_every_filled_cell_is_taken_over_or_named(world: World):
    run = took(OBJECT, OBJECT | {"TASK_CODE": CODE[:-3] + "001", "TASK_NAME": "别的事项", "consult_phone": "0377-2"})
    left = list(selectors.import_leftover(PLATFORM, run.pk))
    assert left == [(1, "_id.$oid", "60ae"), (1, "ONLINECHECK", "1"), (2, "_id.$oid", "60ae"), (2, "ONLINECHECK", "1")]
    notes = {note["sentence"] for note in run.notes if note["code"] == "column.unused"}
    assert len(notes) == 2 and any("“ONLINECHECK”" in note and "2 行有内容" in note for note in notes)
    reasons = ImportRow.objects.get(line=2).reasons
    assert any("0377-2" in reason["sentence"] and "没有采用" in reason["sentence"] for reason in reasons)
    assert sum(run.counts.values()) == run.total == 2
    report = selectors.import_report(PLATFORM, run.pk)
    assert {note.sentence for note in report.notes} >= notes


def test_a_second_run_leaves_the_guide_that_an_editor_has_begun(world: World):
    took(OBJECT)
    item = ImplementationItem.objects.get()
    services.save_draft(item=item, body=body(), revision=1, by=PLATFORM)
    run = took(OBJECT)
    ((outcome, codes),) = told(run)
    assert outcome == "unchanged" and "guide.kept" in codes and draft_of() == body()


def test_an_item_without_a_guide_gets_one_begun_later(world: World):
    bare = {
        key: value
        for key, value in OBJECT.items()
        if key in {"TASK_CODE", "TASK_NAME", "DEPT_NAME", "TASK_TYPE", "AREACODE"}
    }
    took(bare)
    assert not GuideVersion.objects.exists()
    ((outcome, codes),) = told(took(OBJECT))
    assert outcome == "repaired" and "item.completed" in codes and draft_of()["visits"] == 0


def test_a_handling_code_of_33_signs_is_kept_and_gives_the_codes_within(world: World):
    run = took(OBJECT | {"TASK_CODE": CODE + "01"}, OBJECT | {"TASK_CODE": CODE + "02", "TASK_NAME": "别的情形"})
    first, second = ImplementationItem.objects.order_by("pk")
    assert (first.code, first.local_code, first.basic) == (CODE, CODE + "01", second.basic)
    assert (second.code, second.local_code) == ("", CODE + "02")
    assert [codes & {"code.handling", "code.twice"} for _, codes in told(run)] == [
        {"code.handling"},
        {"code.handling", "code.twice"},
    ]


def test_a_code_that_cannot_be_used_is_kept_as_the_local_one(world: World):
    took(
        OBJECT | {"TASK_CODE": CODE[:19] + "412101007000"},
        OBJECT | {"TASK_CODE": "无法识别的编码", "TASK_NAME": "别的"},
    )
    kept = set(ImplementationItem.objects.values_list("local_code", "basic"))
    assert kept == {(CODE[:19] + "412101007000", None), ("无法识别的编码", None)}


@pytest.mark.parametrize(
    ("changes", "item_type", "code"),
    [
        ({"TASK_TYPE": "21", "TASK_TYPE_TEXT": "公共服务"}, "20", "type.by_name"),
        ({"TASK_TYPE": "20", "TASK_TYPE_TEXT": "其他行政权力"}, "10", "type.conflict"),
        ({"TASK_TYPE": "01", "TASK_TYPE_TEXT": "许可类"}, "01", "type.by_code"),
        ({"TASK_TYPE": "", "TASK_TYPE_TEXT": "行政确认"}, "07", None),
    ],
)
def test_types_of_a_locality_are_read_by_their_names(
    world: World, changes: dict[str, str], item_type: str, code: str | None
):
    ((_, codes),) = told(took(OBJECT | changes | {"TASK_CODE": ""}))
    assert ImplementationItem.objects.get().item_type == item_type
    assert {one for one in codes if one.startswith("type.")} == ({code} if code else set())


def test_a_type_that_nobody_knows_is_refused_with_what_it_may_be(world: World):
    took(OBJECT | {"TASK_TYPE": "", "TASK_TYPE_TEXT": "行政许诺"})
    (reason,) = [one for one in ImportRow.objects.get().reasons if one["code"] == "type.unknown"]
    assert "是不是“行政许可”" in reason["sentence"]


@pytest.mark.parametrize(
    ("text", "limit", "doubted"),
    [
        ("7(工作日)", {"unit": "workday", "n": 7}, False),
        ("15个工作日", {"unit": "workday", "n": 15}, False),
        ("３０（自然日）", {"unit": "day", "n": 30}, False),
        ("二十个工作日内", {"unit": "workday", "n": 20}, False),
        ("一百二十日", {"unit": "day", "n": 120}, False),
        ("十五工作日", {"unit": "workday", "n": 15}, False),
        ("3个月", {"unit": "month", "n": 3}, False),
        ("1年", {"unit": "year", "n": 1}, False),
        ("当场办结", {"unit": "instant"}, False),
        ("即办", {"unit": "instant"}, False),
        ("0(工作日)", {"unit": "instant"}, True),
        ("20", {"unit": "workday", "n": 20}, True),
        ("按批次办理", {"unit": "free", "note": "按批次办理"}, True),
        ("9999个工作日", {"unit": "free", "note": "9999个工作日"}, True),
    ],
)
def test_terms_are_read_as_people_write_them(text: str, limit: dict[str, Any], doubted: bool):
    found = read_term(text)
    assert found is not None and found.limit == limit and bool(found.doubt) == doubted


@pytest.mark.parametrize("text", ["", "无", " 无。", "/", "——", "暂无", "NULL", "N/A"])
def test_nothing_is_read_as_nothing(text: str):
    assert read_term(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (["身份证、户口簿", "申请表；一式两份"], ["身份证、户口簿", "申请表；一式两份"]),
        ("1.申请表；2.营业执照；3.身份证", ["申请表", "营业执照", "身份证"]),
        ("1、申请表2、营业执照", ["申请表", "营业执照"]),
        ("（1）申请表|（2）营业执照", ["申请表", "营业执照"]),
        ("申请表", ["申请表"]),
        ("申请表；申请表；无", ["申请表"]),
        ("2.0 版申请表", ["2.0 版申请表"]),
    ],
)
def test_joined_papers_are_taken_apart(world: World, text: Any, names: list[str]):
    run = took(OBJECT | {"material_intro": text})
    assert [one["name"] for one in draft_of()["materials"]] == names
    assert ("materials.split" in told(run)[0][1]) == (isinstance(text, str) and len(names) > 1)


def test_bases_are_told_apart_by_the_names_of_laws(world: World):
    text = "《食品安全法》第三十五条第一款：国家对食品生产经营实行许可制度。《行政许可法》第十二条"
    took(OBJECT | {"设定依据": text})
    assert draft_of()["basis"] == [
        {"law": "《食品安全法》", "article": "第三十五条第一款", "text": "国家对食品生产经营实行许可制度"},
        {"law": "《行政许可法》", "article": "第十二条"},
    ]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("service_object_name", "火星人、自然人", "audience.unknown"),
        ("visit_number", "若干", "visits.unread"),
        ("handle_time_limit", "尽快", "term.read"),
        ("material_intro", "长" * 201, "materials.long"),
        ("material_intro", "；".join(f"材料{n}" for n in range(101)), "materials.many"),
        ("accept_standard", "长" * 4001, "requirements.long"),
        ("设定依据", "没有书名号的依据" * 30, "basis.long"),
        ("TASK_CODE", "1" * 257, "code.endless"),
    ],
)
def test_what_cannot_be_read_or_does_not_fit_is_said(world: World, field: str, text: str, code: str):
    ((outcome, codes),) = told(took(OBJECT | {field: text}))
    assert outcome == "warned" and code in codes


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"a": 1}\n{"a": ', "第 2 行"),
        (b'{"a": 1}\n[1]', "第 2 行"),
        (b'{"a": 1, "a": 2}', "出现了两次"),
        (b'{"a": NaN', "第 1 行"),
        (b'{"a":' + b"[" * 100_000, "第 1 行"),
        (json.dumps({f"k{n}": n for n in range(300)}).encode(), "字段"),
        (json.dumps({"a": "长" * 20_001}, ensure_ascii=False).encode(), "超过 20000 字"),
        (b"{}", "没有"),
    ],
)
def test_lines_that_are_no_objects_are_refused_with_their_place(world: World, content: bytes, sentence: str):
    with pytest.raises(Refused, match=sentence):
        upload(content, "items.jsonl")
    assert not ImportRun.objects.exists()


def test_a_column_whose_content_is_known_is_suggested(world: World):
    rows = [f"{CODE[:-3]}{n:03d},西峡县某某局,行政许可,{COUNTY},事项{n}" for n in range(5)]
    run = upload("\n".join(["甲,乙,丙,丁,戊", *rows]).encode())
    preview = selectors.import_preview(PLATFORM, run.pk)
    assert [column.suggested for column in preview.columns] == [
        "implementation_code",
        "department",
        "item_type_name",
        "region",
        "",
    ]
    assert {note.code for note in preview.notes} == {"column.unused"}


def test_cells_beyond_the_header_titles_and_blank_lines_are_told(world: World):
    text = "西峡县事项清单,,\n事项名称,实施部门,事项类型,行政区划代码\n\n食品经营许可,西峡县市场监督管理局,01,411323,多出来的\n"
    run = take(text.encode())
    told_of = {note["code"]: note["sentence"] for note in run.notes}
    assert "西峡县事项清单" in told_of["file.above"] and "1 个空行" in told_of["file.blank"]
    assert "第 5 列" in told_of["column.unused"]
    assert list(selectors.import_leftover(PLATFORM, run.pk)) == [(4, "第 5 列", "多出来的")]


def test_a_file_of_two_hundred_thousand_rows_and_more_is_refused_by_its_size(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bancheng.registers.catalog.imports.tables.MOST_ROWS", 100)
    rows = "\n".join(f"事项{n},局,01" for n in range(130))
    with pytest.raises(Refused, match="拆分"):
        upload(f"事项名称,实施部门,事项类型\n{rows}".encode())
    monkeypatch.setattr("bancheng.registers.catalog.imports.tables.MOST_CELLS", 50)
    with pytest.raises(Refused, match="拆分"):
        upload(as_jsonl(*[OBJECT] * 5), "items.jsonl")


def test_the_workbook_of_a_report_tells_about_the_whole_file_too(world: World):
    import python_calamine

    run = took(OBJECT)
    book = python_calamine.load_workbook(io.BytesIO(selectors.import_report_xlsx(PLATFORM, run.pk)))
    cells = book.get_sheet_by_name("关于整个文件").to_python()
    assert any("ONLINECHECK" in str(row[1]) for row in cells)
