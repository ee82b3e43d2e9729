"""A list from above comes as a file: compared with the edition that is held, taken in whole, reviews raised (CAT-06)."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.files import FileRefused
from bancheng.ground.jobs import drain
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import ImportRow, ImportRun, ItemReview, UpstreamEntry
from bancheng.registers.catalog.tests.importing import workbook
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, PROVINCE, World, make_item, staff

pytestmark = pytest.mark.usefixtures("files_apart")
HEADER = ("序号", "事项名称", "主管部门", "实施机关", "设定和实施依据")
FOOD = ("1", "食品经营许可", "市场监管总局", "县级市场监管部门", "《中华人民共和国食品安全法》")
DRUG = ("2", "药品零售企业筹建审批", "国家药监局", "设区的市级、县级药监部门", "《中华人民共和国药品管理法》")
FILM = ("3", "电影放映单位设立审批", "国家电影局", "县级电影部门", "《中华人民共和国电影产业促进法》")


def as_csv(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig")


def upload(content: bytes, edition: str = "2023 年版", name: str = "清单.csv", **changes: Any) -> ImportRun:
    given: dict[str, Any] = {
        "list": "licences",
        "region": PROVINCE,
        "on": date(2026, 12, 1),
        "remark": "国办发〔2026〕5 号",
        "by": PLATFORM,
    }
    return services.upload_upstream(stream=io.BytesIO(content), file_name=name, edition=edition, **(given | changes))


def take(content: bytes, edition: str = "2023 年版", **more: Any) -> ImportRun:
    return services.run_import(run=upload(content, edition, **more), by=PLATFORM)


def entry(name: str) -> UpstreamEntry:
    return UpstreamEntry.objects.get(name=name)


def outcomes(run: ImportRun) -> dict[str, str]:
    return dict(ImportRow.objects.filter(run=run).values_list("name", "outcome"))


@pytest.fixture
def first(world: World) -> Any:
    """The edition of 2023 is held, and an item of the county follows its first line."""
    item = make_item(world.market)
    take(as_csv(FOOD, DRUG, FILM))
    services.link_upstream(entry=entry("食品经营许可"), basics=[item.basic.code], by=PLATFORM)
    return item


def test_a_list_with_its_real_columns_is_taken_in(world: World) -> None:
    run = take(as_csv(FOOD, DRUG, FILM))
    assert (run.state, run.counts) == ("done", {"taken": 3})
    row = entry("食品经营许可")
    assert (row.organ, row.implementer, row.basis) == FOOD[2:]
    assert (row.edition, row.code, row.region_id, row.state) == ("2023 年版", "2023 年版-1", PROVINCE, "active")
    assert Entry.objects.filter(stream__kind="catalog.upstream", verb="enter_upstream").count() == 3
    assert not ItemReview.objects.exists()


@pytest.mark.parametrize("shape", ["xlsx", "jsonl"])
def test_workbooks_and_objects_are_lists_too(world: World, shape: str) -> None:
    if shape == "jsonl":
        lines = [json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) for row in (FOOD, DRUG)]
        content = "\n".join(lines).encode()
    else:

        def fill(book: Any) -> None:
            sheet = book.add_worksheet("清单")
            sheet.merge_range("A1:E1", "法律、行政法规、国务院决定设定的行政许可事项清单（2023 年版）")
            sheet.write_row(1, 0, HEADER)
            sheet.write_row(2, 0, FOOD)
            sheet.write_row(3, 0, DRUG)
            sheet.merge_range("C3:C4", "市场监管总局")

        content = workbook(fill)
    run = take(content, name=f"清单.{shape}")
    assert run.counts == {"taken": 2}
    expected = "市场监管总局" if shape == "xlsx" else "国家药监局"
    assert entry(DRUG[1]).organ == expected


@pytest.mark.demand("CAT-06")
def test_a_newer_edition_shows_what_it_adds_changes_and_removes_and_flags_the_items_that_follow(first: Any) -> None:
    changed = (*FOOD[:2], "市场监管总局", "设区的市级、县级市场监管部门", FOOD[4])
    newer = as_csv(("1", "新设许可", "甲部", "甲局", "《甲法》"), ("2", *changed[1:]), ("3", *DRUG[1:]))
    run = upload(newer, "2026 年版")
    preview = selectors.import_preview(PLATFORM, run.pk)
    assert preview.counts == {"taken": 1, "changed": 1, "unchanged": 1, "removed": 1}
    told = {row.values["name"]: (row.outcome, "".join(one.sentence for one in row.reasons)) for row in preview.rows}
    assert told[FILM[1]][0] == "removed" and "设区的市级" in told[FOOD[1]][1]
    assert UpstreamEntry.objects.count() == 3 and not ItemReview.objects.exists()

    services.start_import(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert (run.state, run.counts) == ("done", preview.counts)
    review = ItemReview.objects.get()
    assert review.item == first and "国办发〔2026〕5 号" in review.reason and "2026 年版" in review.reason
    assert entry(FILM[1]).state == "cancelled" and entry(FILM[1]).changed_on == date(2026, 12, 1)
    assert entry(DRUG[1]).edition == entry(FOOD[1]).edition == "2026 年版"
    assert entry(FOOD[1]).code == "2023 年版-1", "an ordinal of another edition is no code"
    assert entry(DRUG[1]).changed_on is None
    report = selectors.import_report(PLATFORM, run.pk)
    assert {row.entry_id for row in report.rows} == set(UpstreamEntry.objects.values_list("pk", flat=True))
    assert any("1 个实施事项" in note.sentence for note in report.notes)


def test_the_same_edition_once_more_changes_nothing(first: Any) -> None:
    assert take(as_csv(FOOD, DRUG, FILM)).counts == {"unchanged": 3}
    assert not ItemReview.objects.exists() and UpstreamEntry.objects.filter(state="active").count() == 3


def test_a_line_that_cannot_be_read_keeps_others_from_being_cancelled(first: Any) -> None:
    run = upload(as_csv(FOOD, ("2", "", "国家药监局", "", "")), "2026 年版")
    preview = selectors.import_preview(PLATFORM, run.pk)
    assert preview.counts == {"unchanged": 1, "refused": 1}
    assert any("2 条不按取消处理" in note.sentence for note in preview.notes)
    services.run_import(run=run, by=PLATFORM)
    assert UpstreamEntry.objects.filter(state="active").count() == 3


def test_part_of_a_list_cancels_nothing(first: Any) -> None:
    assert take(as_csv(FOOD), whole=False).counts == {"unchanged": 1}
    assert UpstreamEntry.objects.filter(state="active").count() == 3


def test_a_name_that_is_nearly_one_that_is_gone_is_suggested_and_mended_by_its_code(first: Any) -> None:
    renamed = ("3", "电影放映单位设立许可", *FILM[2:])
    run = upload(as_csv(FOOD, DRUG, renamed), "2026 年版")
    row = next(one for one in selectors.import_preview(PLATFORM, run.pk).rows if one.values["name"] == renamed[1])
    assert row.outcome == "warned" and any("2023 年版-3" in one.sentence for one in row.reasons)
    mended = as_csv((*FOOD, ""), (*DRUG, ""), (*renamed, "2023 年版-3"), header=(*HEADER, "编码"))
    run = take(mended, "2026 年版")
    assert run.counts == {"unchanged": 2, "changed": 1}
    assert entry(renamed[1]).code == "2023 年版-3" and UpstreamEntry.objects.count() == 3


def test_an_entry_that_stands_in_the_list_again_is_in_force_again(first: Any) -> None:
    take(as_csv(FOOD, DRUG), "2024 年版")
    assert entry(FILM[1]).state == "cancelled"
    run = take(as_csv(FOOD, DRUG, FILM), "2026 年版")
    assert run.counts == {"unchanged": 2, "changed": 1}
    assert entry(FILM[1]).state == "active"


def test_one_matter_twice_in_a_file_is_refused_with_its_line(world: World) -> None:
    run = take(as_csv(FOOD, DRUG, ("9", *FOOD[1:])))
    assert run.counts == {"taken": 2, "refused": 1}
    refused = ImportRow.objects.get(run=run, outcome="refused")
    assert refused.line == 4 and "第 2 行" in refused.reasons[0]["sentence"]


def test_matters_are_linked_by_code_and_never_by_name(world: World) -> None:
    item = make_item(world.market)
    header = (*HEADER, "基本编码")
    run = take(as_csv((*FOOD, ""), (*DRUG, item.basic.code), (*FILM, "999999999999"), header=header))
    assert list(entry(DRUG[1]).basics.values_list("code", flat=True)) == [item.basic.code]
    assert not entry(FOOD[1]).basics.exists() and outcomes(run)[FILM[1]] == "warned"
    named = ImportRow.objects.get(run=run, name=FOOD[1]).reasons
    assert any(item.basic.code in one["sentence"] for one in named)


def test_dirty_cells_are_cleaned_cut_and_told(world: World) -> None:
    row = ("1", " 食品\u200b经营 许可 ", "市场监管总局", "", "依" * 600)
    run = take(as_csv(row))
    assert outcomes(run) == {"食品经营 许可": "warned"} and len(entry("食品经营 许可").basis) == 500
    assert take(as_csv(("1", "名" * 201, "甲", "", ""))).counts == {"refused": 1}


def test_a_run_that_was_killed_has_taken_nothing_and_is_taken_up(first: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run = upload(as_csv(FOOD, ("2", "新设许可", "甲部", "甲局", "《甲法》")), "2026 年版")
    job = services.start_import(run=run, by=PLATFORM)

    def killed(*args: Any, **more: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr("bancheng.registers.catalog.imports.taking._report", killed)
        with pytest.raises(SystemExit):
            from bancheng.registers.catalog.imports.running import Silence
            from bancheng.registers.catalog.imports.taking import take_edition
            from bancheng.registers.catalog.services.importing import table_of

            run.refresh_from_db()
            take_edition(run, table_of(run.file_digest, run.kind), by=PLATFORM, teller=Silence())
    assert UpstreamEntry.objects.count() == 3 and not UpstreamEntry.objects.filter(edition="2026 年版").exists()
    drain()
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.state, job.state, run.counts) == ("done", "done", {"unchanged": 1, "taken": 1, "removed": 2})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"list": "other"}, "upstream.list"),
        ({"region": "990000000000"}, "upstream.region"),
        ({"edition": ""}, "upstream.edition"),
        ({"remark": " "}, "upstream.remark"),
        ({"remark": "\x00"}, "upstream.remark"),
    ],
)
def test_what_the_file_is_must_be_said(world: World, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        upload(as_csv(FOOD), **changes)
    assert refused.value.code == code and not ImportRun.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\n\n"])
def test_what_is_no_list_is_refused(world: World, content: bytes) -> None:
    with pytest.raises((Refused, FileRefused)):
        upload(content)
    run = upload(as_csv(("x", "y"), header=("甲", "乙")))
    assert selectors.import_preview(PLATFORM, run.pk).missing == ("name",)
    with pytest.raises(Refused, match="事项名称"):
        services.run_import(run=run, by=PLATFORM)


def test_a_list_is_taken_in_by_who_answers_for_its_region(world: World) -> None:
    county = staff("catalog.import", "catalog.edit", region=COUNTY)
    with pytest.raises(AccessDenied):
        upload(as_csv(FOOD), by=county)
    with pytest.raises(AccessDenied):
        upload(as_csv(FOOD), region=COUNTY, by=staff("catalog.import", region=COUNTY))
    run = upload(as_csv(FOOD), region=COUNTY, list="powers", by=county)
    services.start_import(run=run, by=county)
    drain()
    assert entry(FOOD[1]).get_list_display() == "权责清单" and entry(FOOD[1]).region_id == COUNTY
    assert Entry.objects.get(stream__kind="catalog.upstream").actor_name == county.name
