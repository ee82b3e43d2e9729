"""What was cancelled does not come back: not under its code, its name and basis, nor through an association (CAT-26)."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.ground.law import Refused, now
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import BasicItem, ImplementationItem
from bancheng.registers.catalog.tests.changing import MONDAY, NEXT, Move, change, offered
from bancheng.registers.catalog.tests.sample import (
    BASIS,
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    republish,
    staff,
)
from bancheng.registers.organisations import services as organisations


@pytest.fixture(autouse=True)
def _begin(time_machine_at: Move) -> None:
    time_machine_at(MONDAY)


@pytest.fixture
def item(world: World) -> ImplementationItem:
    return offered(world)


@pytest.fixture
def gone(item: Any) -> BasicItem:
    """The matter is cancelled, with its only implementation."""
    change(item, "cancel", basis="国发〔2026〕20号")
    services.cancel_basic_item(basic=item.basic, on=MONDAY, reason="国发〔2026〕20号", by=PLATFORM)
    return BasicItem.objects.get(pk=item.basic_id)


@pytest.mark.demand("CAT-26")
def test_a_cancelled_matter_does_not_come_back_with_its_name_and_its_basis(gone: BasicItem):
    for basis in ([], [BASIS], [{"law": "《某办法》", "article": "第一条"}, BASIS]):
        with pytest.raises(Refused) as refused:
            services.create_basic_item(name=gone.name, item_type="01", province="41", basis=basis, by=PLATFORM)
        assert refused.value.code == "basic.revived" and "2026-11-16" in str(refused.value)


def test_a_new_law_may_set_up_a_matter_of_the_same_name(world: World, gone: BasicItem):
    new = [{"law": "《中华人民共和国食品安全法（2027 年修订）》", "article": "第三十六条"}]
    made = services.create_basic_item(name=gone.name, item_type="01", province="41", basis=new, by=PLATFORM)
    assert made.code != gone.code


@pytest.mark.demand("CAT-26")
def test_a_cancelled_item_comes_back_neither_under_its_code_nor_its_name_nor_through_an_association(
    world: World, gone: BasicItem
):
    guild = organisations.create_organisation(
        region=COUNTY, name="西峡县餐饮行业协会", kind="other", imported=True, by=PLATFORM
    )
    for organ in (world.market, guild):
        with pytest.raises(Refused) as by_code:
            make_item(organ, basic=gone)
        with pytest.raises(Refused) as by_name:
            make_item(organ, coded=False)
        assert (by_code.value.code, by_name.value.code) == ("item.cancelled_code", "item.revived")
    uncoded = make_item(world.market, "食品经营登记", coded=False)
    with pytest.raises(Refused) as renamed:
        services.edit_item(item=uncoded, name=gone.name, by=PLATFORM)
    assert renamed.value.code == "item.revived"


def test_what_one_region_has_cancelled_is_not_entered_there_again_and_elsewhere_it_goes_on(world: World, item: Any):
    change(item, "cancel")
    with pytest.raises(Refused) as refused:
        make_item(world.water, basic=item.basic)
    assert refused.value.code == "item.revived" and "行业协会" in str(refused.value)
    assert make_item(world.elsewhere, basic=item.basic).state == "draft"
    # The lawful way back is a change with a basis, by the authority of the province.
    with pytest.raises(Refused) as county:
        change(item, "take_over", receivers=[world.market.pk], by=staff("catalog.edit", "catalog.publish"))
    assert county.value.code == "change.revival"
    assert (
        change(item, "take_over", receivers=[world.market.pk], basis="豫政〔2027〕1号").opened.get().state
        == "published"
    )


def test_an_item_that_closed_beside_another_has_moved_and_may_come_again(world: World, item: Any):
    second = make_item(world.elsewhere, basic=item.basic)
    republish(second, body())
    change(item, "take_over", receivers=[world.town.pk], closing=[item.pk, second.pk])
    assert make_item(world.elsewhere, basic=item.basic).state == "draft"


def test_an_item_about_to_close_is_not_passed_to_another_body(world: World, item: Any):
    change(item, "cancel", on=NEXT)
    with pytest.raises(Refused) as refused:
        services.edit_item(item=item, organisation=world.water.pk, by=PLATFORM)
    assert refused.value.code == "item.cancelled" and "行业协会" in str(refused.value)


def test_an_import_cannot_bring_a_cancelled_matter_to_the_public(world: World, gone: BasicItem):
    basic = BasicItem.objects.create(code="410100009000", name=gone.name, item_type="01", basis=[BASIS])
    copied = ImplementationItem.objects.create(
        basic=basic, name=gone.name, item_type="01", nature_id="power", organisation=world.elsewhere,
        region_id=OTHER_COUNTY, updated_at=now(),
    )  # fmt: skip
    services.save_draft(item=copied, body=body(), revision=0, by=PLATFORM)
    with pytest.raises(Refused) as refused:
        services.publish(item=copied, by=PLATFORM)
    assert refused.value.code == "basic.revived"
