"""What a row of a stranger's table becomes: an item, a completed one, none; and why."""

from __future__ import annotations

import pytest

from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, ImportRow
from bancheng.registers.catalog.tests.importing import as_csv, row, take, told
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, published
from bancheng.registers.catalog.types import SearchQuery
from bancheng.registers.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("files_apart")


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
    take(as_csv(row(basic_code="")))  # a coded item bears the name of its matter
    services.edit_item(item=ImplementationItem.objects.get(), name="食品经营许可（新办）", by=PLATFORM)
    run = take(as_csv(row(basic_code="")))
    assert told(run) == [("unchanged", {"code.missing", "item.differs"})]
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
