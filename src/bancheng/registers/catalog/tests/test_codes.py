"""One code for one matter: minted in order, the same in every region, never given twice (CAT-02)."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import BasicItem
from bancheng.registers.catalog.tests.sample import PLATFORM, PROVINCE, World, body, make_item, republish, staff


def basic(name: str = "食品经营许可", **more: str) -> BasicItem:
    return services.create_basic_item(name=name, by=PLATFORM, **({"item_type": "01", "province": "41"} | more))


def test_codes_are_minted_in_order_within_province_and_type(world: World):
    codes = [basic("甲").code, basic("乙").code, basic("丙", item_type="20").code, basic("丁", province="50").code]
    assert codes == ["410100001000", "410100002000", "412000001000", "500100001000"]


@pytest.mark.demand("CAT-02")
def test_a_second_basic_item_with_the_same_code_is_refused(world: World):
    basic(code="410100007000", province="")
    with pytest.raises(Refused, match="一个编码只能对应一个事项"):
        basic("另一件事", code="410100007000", province="")


@pytest.mark.demand("CAT-02")
def test_implementations_of_one_matter_in_two_towns_show_the_same_code(world: World):
    matter = basic("生育登记", item_type="20")
    items = [make_item(organ, "生育登记", item_type="20", basic=matter) for organ in (world.town, world.elsewhere)]
    versions = [republish(item, body()) for item in items]
    assert {version.document["identity"]["basic_code"] for version in versions} == {matter.code}


@pytest.mark.demand("CAT-02")
def test_a_cancelled_code_is_never_given_again(world: World):
    first = basic("甲")
    services.cancel_basic_item(basic=first, on=date(2026, 1, 1), reason="国务院决定", by=PLATFORM)
    assert basic("乙").code == "410100002000"
    with pytest.raises(Refused, match="已于 2026-01-01 取消"):
        basic("丙", code=first.code, province="")
    with pytest.raises(Refused, match="已于 2026-01-01 取消"):
        make_item(world.market, "甲", basic=BasicItem.objects.get(pk=first.pk))


def test_a_matter_still_offered_somewhere_is_not_cancelled(world: World):
    item = make_item(world.market)
    with pytest.raises(Refused, match="还有 1 个地方实施"):
        services.cancel_basic_item(basic=item.basic, on=date(2026, 1, 1), reason="国务院决定", by=PLATFORM)


def test_codes_that_came_from_elsewhere_are_stepped_over(world: World):
    basic("甲", code="410100001002", province="")
    basic("乙", code="410100002000", province="")
    assert basic("丙").code == "410100003000"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("4101", "12 位数字"),
        ("990100001000", "省级行政区划"),
        ("410000001000", "事项类型"),
        ("41010000100X", "12 位数字"),
    ],
)
def test_a_malformed_code_is_refused(world: World, code: str, sentence: str):
    with pytest.raises(Refused, match=sentence):
        basic(code=code, province="")


def test_no_national_code_is_ever_minted_but_one_may_be_taken_in(world: World):
    with pytest.raises(Refused, match="国家目录"):
        services.mint_basic_code(province="00", item_type="01", by=PLATFORM)
    assert basic("电子社保卡申领", code="002014325004", item_type="20", province="").code == "002014325004"


def test_codes_are_given_in_batch_and_the_same_matter_gets_the_same_code(world: World):
    names = [(world.market, "甲"), (world.elsewhere, "甲"), (world.market, "乙")]
    items = [make_item(organ, name, coded=False) for organ, name in names]
    assert services.assign_codes(items=[item.pk for item in items], by=PLATFORM) == 3
    for item in items:
        item.refresh_from_db()
    codes = [item.basic.code for item in items]
    assert codes == ["410100001000", "410100001000", "410100002000"]
    assert items[0].code == f"11411323MB1912345E4{codes[0]}" and items[1].code == ""
    assert services.assign_codes(items=[item.pk for item in items], by=PLATFORM) == 0


def test_only_the_authority_of_the_province_gives_codes(world: World):
    item = make_item(world.market, coded=False)
    with pytest.raises(AccessDenied):
        services.assign_codes(items=[item.pk], by=staff("catalog.edit"))
    officer = staff("catalog.edit", region=PROVINCE)
    assert services.assign_codes(items=[item.pk], by=officer) == 1


def test_one_organ_offers_one_matter_once(world: World):
    item = make_item(world.market)
    with pytest.raises(Refused, match="请勿重复登记"):
        make_item(world.market, "同一件事", basic=item.basic)
    make_item(world.market, "甲", local_code="511A01", coded=False)
    with pytest.raises(Refused, match="地方编码"):
        make_item(world.water, "乙", local_code="511A01", coded=False)


def test_an_item_keeps_the_type_of_its_matter(world: World):
    with pytest.raises(Refused, match="类型不一致"):
        make_item(world.market, item_type="20", basic=basic())


@pytest.mark.parametrize("name", ["", "  ", "长" * 201, "食品\0许可", "食品\ud800", "一行\n两行"])
def test_a_name_that_no_database_or_page_would_hold_is_refused(world: World, name: str):
    with pytest.raises(Refused, match="事项名称"):
        make_item(world.market, name, coded=False)
    with pytest.raises(Refused, match="事项名称"):
        basic(name)


def test_editing_an_item_is_journaled_and_recomposes_its_code(world: World):
    item = make_item(world.market)
    edited = services.edit_item(item=item, use_level="3", main_item="食品许可", by=staff("catalog.edit"))
    assert edited.code == f"11411323MB1912345E3{item.basic.code}"
    assert services.edit_item(item=item, organisation=world.elsewhere.pk, by=PLATFORM).code == ""
    with pytest.raises(AccessDenied):
        services.edit_item(item=item, organisation=world.market.pk, by=staff("catalog.edit"))
