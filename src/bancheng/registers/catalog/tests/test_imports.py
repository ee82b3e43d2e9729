"""A stranger's catalogue comes in whole, once, and every row says what became of it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
import python_calamine
import xlsxwriter
from django.test import override_settings
from stdnum.cn import ric

from bancheng.ground import law
from bancheng.ground.access import AccessDenied
from bancheng.ground.files import FileRefused
from bancheng.ground.jobs import cancel, drain, retry
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, ImportRow, ImportRun
from bancheng.registers.catalog.services import importing
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World, published, staff
from bancheng.registers.catalog.types import SearchQuery
from bancheng.registers.organisations.models import Organisation

HEADER = (
    "事项名称",
    "实施部门",
    "事项类型",
    "基本编码",
    "地方实施编码",
    "行政区划代码",
    "统一社会信用代码",
    "主项名称",
)
GOOD = (
    "食品经营许可",
    "西峡县市场监督管理局",
    "行政许可",
    "410100007000",
    "511A01",
    COUNTY,
    "11411323MB1912345E",
    "食品经营许可",
)


@pytest.fixture(autouse=True)
def files_apart(tmp_path):
    with override_settings(BANCHENG_DATA_DIR=tmp_path):
        yield


def row(**changes: str) -> tuple[str, ...]:
    names = ("name", "department", "item_type", "basic_code", "local_code", "region", "uscc", "main_item")
    return tuple(changes.get(name, value) for name, value in zip(names, GOOD, strict=True))


def as_csv(*rows: tuple[str, ...], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode(encoding)


def upload(content: bytes, name: str = "items.csv", *, by=PLATFORM, region: str = "") -> ImportRun:
    return services.upload_import(stream=io.BytesIO(content), file_name=name, region=region, by=by)


def take(content: bytes, name: str = "items.csv", *, region: str = "", **more: Any) -> ImportRun:
    return services.run_import(run=upload(content, name, region=region), by=PLATFORM, **more)


def told(run: ImportRun) -> list[tuple[str, set[str]]]:
    """Outcome and reason codes, row by row."""
    rows = ImportRow.objects.filter(run=run).order_by("line")
    return [(one.outcome, {reason["code"] for reason in one.reasons}) for one in rows]


def test_a_good_row_becomes_a_draft_with_its_code_and_is_not_public(world: World):
    run = take(as_csv(row()))
    assert told(run) == [("taken", set())] and run.state == "done"
    item = ImplementationItem.objects.get()
    assert (item.name, item.main_item, item.item_type, item.nature_id) == (
        "食品经营许可",
        "食品经营许可",
        "01",
        "power",
    )
    assert item.organisation == world.market and item.local_code == "511A01" and item.state == "draft"
    assert item.code == "11411323MB1912345E4410100007000" and item.basic.name == "食品经营许可"
    assert selectors.find(SearchQuery(q="食品")).total == 0


def test_a_second_run_changes_nothing(world: World):
    content = as_csv(
        row(), row(name="食品生产许可", local_code="", basic_code=""), row(name="甲", local_code="A2", uscc="")
    )
    first = take(content)
    before = list(ImplementationItem.objects.order_by("pk").values())
    second = take(content)
    assert first.counts == {"taken": 2, "warned": 1} and second.counts == {"unchanged": 3}
    assert list(ImplementationItem.objects.order_by("pk").values()) == before


def test_what_staff_edited_since_is_not_overwritten_and_the_difference_is_told(world: World):
    take(as_csv(row()))
    services.edit_item(item=ImplementationItem.objects.get(), name="食品经营许可（新办）", by=PLATFORM)
    run = take(as_csv(row()))
    assert told(run) == [("unchanged", {"item.differs"})]
    assert ImplementationItem.objects.get().name == "食品经营许可（新办）"


def test_a_later_file_fills_in_what_was_missing(world: World):
    take(as_csv(row(basic_code="", main_item="")))
    assert ImplementationItem.objects.get().basic is None
    assert told(take(as_csv(row()))) == [("taken", {"item.completed"})]
    item = ImplementationItem.objects.get()
    assert item.basic.code == "410100007000" and item.code.endswith("410100007000") and item.main_item


@pytest.mark.parametrize(
    ("changes", "outcome", "code"),
    [
        ({"name": ""}, "refused", "name.missing"),
        ({"name": " \u200b\u3000"}, "refused", "name.missing"),
        ({"name": "长" * 201}, "refused", "name.long"),
        ({"department": ""}, "refused", "department.missing"),
        ({"item_type": ""}, "refused", "type.missing"),
        ({"item_type": "星际许可"}, "refused", "type.unknown"),
        ({"region": "4113230000"}, "refused", "region.shape"),
        ({"region": "４１１３２３"}, "taken", None),
        ({"region": "410198000000"}, "refused", "region.unknown"),
        ({"local_code": "x" * 101}, "refused", "local_code.long"),
        ({"name": " 食品经营许可\u200b "}, "repaired", "name.cleaned"),
        ({"name": "ＡＢＣ 食品\t经营"}, "repaired", "name.cleaned"),
        ({"item_type": "02"}, "warned", "type.not_on_application"),
        ({"uscc": ""}, "warned", "uscc.missing"),
        ({"uscc": "11411323MB1912345X"}, "warned", "uscc.invalid"),
        ({"basic_code": "412000007000"}, "warned", "code.type"),
        ({"basic_code": "510100007000"}, "warned", "code.province"),
        ({"basic_code": "511A0138"}, "taken", "code.local"),
        ({"basic_code": ""}, "taken", "code.missing"),
        ({"basic_code": "000100007000"}, "taken", "code.national"),
        ({"item_type": "1"}, "taken", None),
        ({"item_type": "XK"}, "taken", None),
        ({"item_type": "公共服务", "basic_code": ""}, "taken", "code.missing"),
    ],
)
def test_every_doubt_about_a_row_has_its_outcome_and_sentence(
    world: World, changes: dict[str, str], outcome: str, code: str | None
):
    run = take(as_csv(row(**changes)))
    ((found, codes),) = told(run)
    assert found == outcome and (code in codes if code else not codes), codes
    for reason in ImportRow.objects.get().reasons:
        assert reason["sentence"].endswith("。")
    assert ImplementationItem.objects.count() == (0 if outcome == "refused" else 1)


def test_only_codes_of_the_province_are_kept_and_no_national_code_is_made(world: World):
    take(as_csv(row(basic_code="000100007000"), row(name="甲", local_code="A2", basic_code="410100009000")))
    assert list(BasicItem.objects.values_list("code", flat=True)) == ["410100009000"]
    item = ImplementationItem.objects.get(local_code="511A01")
    assert item.basic is None


def test_a_matter_already_in_the_basic_catalogue_is_found_and_a_cancelled_one_is_not_used(world: World):
    held = published(world.elsewhere, "食品经营许可").item.basic
    gone = services.create_basic_item(name="旧事项", item_type="01", province="41", by=PLATFORM)
    BasicItem.objects.filter(pk=gone.pk).update(state="cancelled", cancelled_on="2026-01-01")
    run = take(as_csv(row(basic_code=held.code), row(name="旧事项", local_code="A2", basic_code=gone.code)))
    assert told(run) == [("taken", set()), ("warned", {"code.cancelled"})]
    assert ImplementationItem.objects.get(local_code="511A01").basic == held


def test_the_same_matter_twice_in_one_organ_gets_no_second_implementation_code(world: World):
    run = take(as_csv(row(), row(name="食品经营许可（变更）", local_code="511A02")))
    assert told(run) == [("taken", set()), ("warned", {"code.twice"})]
    assert [item.code[-12:] for item in ImplementationItem.objects.order_by("pk")] == ["410100007000", ""]


def test_repeated_and_contradicting_rows_are_refused_with_the_line_they_repeat(world: World):
    other = row(local_code="", name="乙", basic_code="")
    run = take(as_csv(row(), row(), row(name="别的名称"), other, other))
    assert [outcome for outcome, _ in told(run)] == ["taken", "refused", "refused", "taken", "refused"]
    sentences = [one.reasons[-1]["sentence"] for one in ImportRow.objects.filter(outcome="refused").order_by("line")]
    assert sentences[0] == "与第 2 行重复，已按第 2 行导入。" and "内容不同" in sentences[1]


def test_unknown_organs_are_registered_with_the_code_most_rows_give(world: World):
    rows = [
        row(name="甲", local_code="1", department="西峡县气象局", uscc="11411323MB1912345X"),
        row(name="乙", local_code="2", department="西峡县气象局", uscc="12411323MB1912345B"),
        row(name="丙", local_code="3", department="西峡县气象局", uscc=""),
        row(name="丁", local_code="4", department="西峡县邮政局", uscc="没有"),
    ]
    run = take(as_csv(*rows))
    weather = Organisation.objects.get(name="西峡县气象局")
    assert (weather.uscc, weather.uscc_valid, weather.kind) == ("12411323MB1912345B", True, "institution")
    post = Organisation.objects.get(name="西峡县邮政局")
    assert not post.uscc_valid and post.kind == "department"
    assert [codes - {"code.twice"} for _, codes in told(run)] == [
        {"uscc.invalid"},
        set(),
        {"uscc.missing"},
        {"uscc.invalid"},
    ]
    assert any("登记了机构 西峡县气象局" in note["sentence"] for note in run.notes)


def test_rows_without_a_region_go_to_the_default_one(world: World):
    assert told(take(as_csv(row(region="")))) == [("refused", {"region.missing"})]
    assert told(take(as_csv(row(region="")), region=COUNTY)) == [("taken", {"region.default"})]


def test_a_region_the_national_table_knows_is_registered(world: World):
    run = take(as_csv(row(region="511602000000", department="区司法局", basic_code="")))
    organ = Organisation.objects.get(name="区司法局")
    assert run.counts == {"taken": 1}
    assert (organ.region.name, organ.region.parent.name, organ.region.parent.parent.name) == (
        "广安区",
        "广安市",
        "四川省",
    )


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


def workbook(fill) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book)
    return out.getvalue()


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
    assert {note.code for note in preview.notes} == {"file.merged", "file.sheets"} and preview.sheet == "事项清单"
    services.run_import(run=run, by=PLATFORM)
    assert told(run) == [("taken", set()), ("warned", {"cell.formula", "code.missing"})]
    assert list(ImportRow.objects.order_by("line").values_list("line", flat=True)) == [4, 5]
    second = ImplementationItem.objects.get(local_code="511A02")
    assert (second.name, second.organisation, second.item_type) == ("食品生产许可", world.market, "01")
    assert ImplementationItem.objects.get(local_code="511A01").basic.code == "410100007000"


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


def test_the_worker_takes_a_file_in_under_the_name_of_who_asked(world: World, django_capture_on_commit_callbacks):
    officer = staff("catalog.import", name="周敏")
    run = upload(as_csv(row(), row(name="新密的事项", local_code="2", region=OTHER_COUNTY)), by=officer, region=COUNTY)
    job = services.start_import(run=run, by=officer)
    with pytest.raises(Refused, match="已经开始"):
        services.start_import(run=run, by=officer)
    drain()
    run.refresh_from_db()
    job.refresh_from_db()
    assert (run.state, run.done, job.state) == ("done", 2, "done")
    assert told(run) == [("taken", set()), ("refused", {"scope"})]
    verbs = Entry.objects.filter(stream__kind="catalog.import").order_by("id").values_list("verb", "actor_name")
    assert list(verbs) == [(verb, "周敏") for verb in ("upload_import", "start_import", "import_batch", "import_done")]


def test_a_run_that_broke_off_goes_on_with_the_next_batch(world: World, monkeypatch):
    monkeypatch.setattr("bancheng.registers.catalog.imports.running.BATCH", 2)
    run = upload(as_csv(*[row(name=f"事项{n}", local_code=str(n), basic_code="") for n in range(5)]))

    class Stops:
        batches = 0

        def advance(self, number: int = 1, step: str | None = None) -> None:
            self.batches += number

        @property
        def cancelled(self) -> bool:
            if self.batches >= 2:
                raise SystemExit("the worker was killed")
            return False

    with pytest.raises(SystemExit):
        services.run_import(run=run, by=PLATFORM, teller=Stops())
    run.refresh_from_db()
    assert (run.state, run.done) == ("running", 2)
    from bancheng.ground.jobs import Progress
    from bancheng.registers.catalog.services.importing import _carried, import_items

    import_items(Progress(), run=run.pk, actor=_carried(PLATFORM))
    run.refresh_from_db()
    assert (run.state, run.done, run.counts) == ("done", 5, {"taken": 5})
    assert ImplementationItem.objects.count() == 5


def test_an_import_whose_job_failed_for_good_is_shown_as_failed(world: World, time_machine_at):
    run = upload(as_csv(row()))
    services.start_import(run=run, by=PLATFORM)
    ImportRun.objects.filter(pk=run.pk).update(file_digest="0" * 64)
    for days in range(6):
        time_machine_at(law.today() + timedelta(days=days))
        drain()
    run.refresh_from_db()
    assert (run.state, run.done) == ("failed", 0) and run.error


def test_who_may_not_import_may_not_upload_and_others_runs_stay_hidden(world: World):
    with pytest.raises(AccessDenied):
        upload(as_csv(row()), by=staff("catalog.edit"))
    with pytest.raises(AccessDenied):
        upload(as_csv(row()), by=staff("catalog.import"), region=OTHER_COUNTY)
    run = upload(as_csv(row()), by=staff("catalog.import"), region=COUNTY)
    assert [one.id for one in selectors.import_runs(staff("catalog.import", name="赵工"))] == [run.pk]
    stranger = staff("catalog.import", region=OTHER_COUNTY, name="钱主任")
    assert selectors.import_runs(stranger) == ()
    with pytest.raises(AccessDenied) as denied:
        selectors.import_report(stranger, run.pk)
    assert not denied.value.visible


def test_who_imports_for_one_organ_sees_his_own_runs_and_nobody_elses(world: World):
    run = upload(as_csv(row()), by=staff("catalog.import", name="赵工"), region=COUNTY)
    for region in (COUNTY, ""):
        limited = staff("catalog.import", region=region, organisation=world.market.pk, name="钱主任")
        assert selectors.import_runs(limited) == ()
        with pytest.raises(AccessDenied) as denied:
            selectors.import_report_csv(limited, run.pk)
        assert not denied.value.visible
    own = upload(as_csv(row()), by=limited)
    assert [one.id for one in selectors.import_runs(limited)] == [own.pk]


@pytest.mark.parametrize("name", ["张三411323199003070018.csv", "编号x411323199003070018号.csv", "138-0000-0001.csv"])
def test_a_personal_number_in_the_name_of_a_file_is_not_kept(world: World, name: str):
    number = "411323199003070018"[:-1] + ric.calc_check_digit("411323199003070018")
    run = upload(as_csv(row()), name.replace("411323199003070018", number))
    run.refresh_from_db()
    assert number not in run.file_name and "138-0000-0001" not in run.file_name and run.file_name.endswith(".csv")
    assert number not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_an_import_cancelled_while_it_waited_is_closed_and_may_be_started_again(world: World):
    run = upload(as_csv(row()))
    cancel(services.start_import(run=run, by=PLATFORM).pk, PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "failed" and "取消" in run.error and run.finished_at is not None
    services.start_import(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert (run.state, run.done, run.error) == ("done", 1, "")


def test_an_import_started_again_at_once_is_not_closed_by_the_late_news_of_its_cancelled_job(world: World):
    run = upload(as_csv(row()))
    cancel(services.start_import(run=run, by=PLATFORM).pk, PLATFORM)
    services.start_import(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "done"


@pytest.mark.parametrize("by_its_job", [True, False])
def test_an_import_that_failed_for_good_goes_on_when_it_is_started_again(world: World, monkeypatch, by_its_job: bool):
    def broken(*args: Any, **more: Any) -> None:
        raise Refused("import.broken", "文件读不出来。")

    run = upload(as_csv(row()))
    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(importing, "run_through", broken)
        job = services.start_import(run=run, by=PLATFORM)
        drain()
    run.refresh_from_db()
    assert (run.state, run.error) == ("failed", "文件读不出来。")
    if by_its_job:
        retry(job.pk, PLATFORM)
    else:
        services.start_import(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert (run.state, run.done, run.error) == ("done", 1, "")


def test_a_second_job_for_the_same_run_gives_way(world: World):
    run = upload(as_csv(row()))
    first = services.start_import(run=run, by=PLATFORM)
    cancel(first.pk, PLATFORM)
    second = services.start_import(run=run, by=PLATFORM)
    retry(first.pk, PLATFORM)
    drain()
    run.refresh_from_db()
    first.refresh_from_db()
    second.refresh_from_db()
    assert {first.state, second.state} == {"done", "failed"}
    assert (run.state, run.done, run.rows.count()) == ("done", 1, 1)
