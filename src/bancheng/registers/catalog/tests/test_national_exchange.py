"""The sheets of the national exchange: every required column filled from what we hold, or the item named and why."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import Any

import pytest
import python_calamine
from django.test import override_settings

from bancheng.ground.jobs import drain
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.interchange.national.checking import faults
from bancheng.registers.catalog.interchange.national.columns import TABLES
from bancheng.registers.catalog.models import Interchange
from bancheng.registers.catalog.tests.sample import (
    BASIS,
    COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    published,
    republish,
)
from bancheng.registers.organisations import services as organisations

FEES = {
    "charged": True,
    "items": [{"name": "工本费", "standard": "10 元/本", "basis": [BASIS], "relief": "残疾人免收"}],
}
FAQ = [{"q": "要多久", "a": "15 个工作日"}, {"q": "=1+1", "a": "@SUM(1)"}]


@pytest.fixture(autouse=True)
def files_apart(tmp_path, time_machine_at):
    time_machine_at(date(2026, 11, 20))
    with override_settings(BANCHENG_DATA_DIR=tmp_path, BANCHENG_PUBLIC_URL="https://xixia.example"):
        yield


class Sheets:
    """What came out: tables as dictionaries by row, from the CSV and from the workbook."""

    def __init__(self, region: str = "") -> None:
        services.export_national(region=region, by=PLATFORM)
        drain()
        self.run = Interchange.objects.latest("pk")
        assert self.run.state == "done", self.run.error
        with selectors.interchange_file(PLATFORM, self.run.pk) as file:
            self.package = zipfile.ZipFile(io.BytesIO(file.read()))
        book = io.BytesIO(self.package.read("国家交换表.xlsx"))
        self.book = python_calamine.load_workbook(book)

    def csv(self, table: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.package.read(f"csv/{table}.csv").decode("utf-8-sig"))))

    def sheet(self, table: str) -> list[dict[str, Any]]:
        head, *rows = self.book.get_sheet_by_name(table).to_python(skip_empty_area=False)
        return [dict(zip(head, row, strict=True)) for row in rows]


def coded(organ: Any, uscc: str) -> None:
    """Give an organ a code that passes its check."""
    organ.uscc, organ.uscc_valid = uscc, True
    organ.save()


def test_every_required_column_of_an_item_is_filled(world: World):
    version = published(world.market, guide=body(fees=FEES, faq=FAQ))
    found = Sheets()
    for table in (table for table in TABLES if "public" not in table):
        rows = found.csv(table)
        assert rows, table
        for row in rows:
            assert not list(faults(table, row)), table
            for column in TABLES[table]:
                assert row[column.name] or not column.required, (table, column)
    (basic,) = found.csv("up_task_general_basic")
    assert basic["task_code"] == version.item.code and basic["catalog_code"] == version.item.basic.code
    assert (basic["promise_day"], basic["promise_type"], basic["anticipate_day"]) == ("15", "1", "20")
    assert basic["transact_addr"] == "西峡县市场监督管理局服务窗口：白羽路 99 号" and basic["handle_type"] == "1,2"
    assert (
        basic["link_addr"] == f"https://xixia.example/apply/{version.item_id}/"
        and basic["handle_flow"] == "收件→受理→决定"
    )
    assert [row["material_name"] for row in found.csv("up_task_general_material")] == [
        "食品经营许可申请书",
        "从业人员健康证明",
    ]
    assert found.csv("up_task_general_fee_project")[0]["is_desc"] == "1"
    assert found.run.counts == {"exported": 1, "shortened": 0}


def test_the_rows_of_an_item_hang_together_and_keep_their_identity(world: World, time_machine_at):
    version = published(world.market, guide=body(faq=FAQ))
    first = Sheets()
    (basic,) = first.csv("up_task_general_basic")
    for table in ("extend", "material", "questions"):
        assert {row["task_guid"] for row in first.csv(f"up_task_general_{table}")} == {basic["row_guid"]}
    assert basic["cd_operation"] == "I"
    republish(version.item, body(summary="改过。"))
    (again,) = Sheets().csv("up_task_general_basic")
    assert (again["id"], again["row_guid"]) == (basic["id"], basic["row_guid"])
    assert (again["cd_operation"], again["task_version"]) == ("U", "2") and again["cd_batch"] != basic["cd_batch"]


def test_workbook_and_csv_say_the_same_and_no_cell_acts_as_a_formula(world: World):
    published(world.market, guide=body(faq=FAQ))
    found = Sheets()
    for table in TABLES:
        assert len(found.sheet(table)) == len(found.csv(table)), table
    assert found.sheet("up_task_general_questions")[1]["question"] == "=1+1"
    assert found.csv("up_task_general_questions")[1]["question"] == "'=1+1"
    assert all(isinstance(value, str) for row in found.sheet("up_task_general_basic") for value in row.values())
    assert len(found.sheet("字段说明")) == sum(len(columns) for columns in TABLES.values())


def test_what_cannot_go_out_is_named_with_every_reason(world: World):
    make_item(world.market, "还没有编指南的事项")
    published(world.town, "乡村建设规划许可")
    free = body(statutory={"unit": "free", "note": "按批次办理"}, promised={"unit": "workday", "n": 5})
    published(world.market, guide=free)
    found = Sheets()
    left = {row["事项名称"]: row["不能导出的原因"] for row in found.csv("不能导出")}
    assert left["还没有编指南的事项"] == "没有现行办事指南"
    assert "31 位实施编码" in left["乡村建设规划许可"]
    assert "只有文字“按批次办理”" in left["食品经营许可"]
    assert found.run.counts == {"not_exported": 3} and {note["code"] for note in found.run.notes} == {"national.left"}
    assert not found.csv("up_task_directory") and not found.csv("up_task_general_basic")


def test_an_organ_without_telephone_or_address_keeps_its_items_back(world: World):
    organisations.describe_organisation(
        organisation=world.market, phone="", supervise_phone="", address="", by=PLATFORM
    )
    published(world.market)
    told = Sheets().csv("不能导出")[0]["不能导出的原因"]
    assert all(word in told for word in ("咨询方式", "监督投诉方式", "办理地点"))


def test_a_public_service_goes_into_its_own_tables(world: World):
    coded(world.water, "91411323MA3XXXXX0X")
    published(world.water, "供水报装", item_type="20", nature="convenience")
    found = Sheets()
    (basic,) = found.csv("up_task_public_basic")
    assert (basic["task_name"], basic["dept_type"]) == ("供水报装", "9") and "power_source" not in basic
    assert not found.csv("up_task_general_basic") and len(found.csv("up_task_directory")) == 1


def test_a_text_that_does_not_fit_is_cut_at_a_sentence_and_named(world: World):
    long = [
        {"text": f"第{n}项条件，申请人应当具备与经营的食品品种、数量相适应的场所和设备", "basis": [BASIS]}
        for n in range(12)
    ]
    published(world.market, guide=body(requirements=long))
    found = Sheets()
    (basic,) = found.csv("up_task_general_basic")
    assert len(basic["accept_condition"]) <= 256 and basic["accept_condition"].endswith("设备…")
    assert [row["缩短的列"] for row in found.csv("缩短的内容")] == [
        "up_task_general_basic.accept_condition（受理条件）"
    ]


def test_one_row_in_the_directory_for_a_matter_of_many_organs(world: World):
    first = published(world.market)
    coded(world.elsewhere, "11410183MB1912345L")
    second = make_item(world.elsewhere, basic=first.item.basic)
    republish(second, body())
    found = Sheets()
    assert found.run.counts["exported"] == 2 and len(found.csv("up_task_directory")) == 1
    assert Sheets(COUNTY).run.counts["exported"] == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"task_name": ""}, "必填"),
        ({"task_name": "长" * 1001}, "超过 1000 个字"),
        ({"limit_scene_num": "两次"}, "整数"),
        ({"limit_scene_num": "-1"}, "整数"),
        ({"anticipate_day": str(2**31)}, "整数"),
        ({"is_fee": "2"}, "不在代码表中"),
        ({"task_state": "9"}, "不在代码表中"),
        ({"strange": "1"}, "没有 strange 这一列"),
    ],
)
def test_the_checker_names_what_is_wrong(world: World, change: dict[str, str], told: str):
    published(world.market)
    (row,) = Sheets().csv("up_task_general_basic")
    (fault,) = faults("up_task_general_basic", row | change)
    assert told in fault and next(iter(change)) in fault
