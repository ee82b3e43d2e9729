"""What a handing down or a taking over copies: the guide of that day, examined anew, under the name of who handed it on (CAT-25)."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.ground.law import Refused, now
from bancheng.registers.catalog import services
from bancheng.registers.catalog.lint import registry
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.selectors import provide_lint
from bancheng.registers.catalog.tests.changing import MONDAY, NEXT, Move, change, fresh, offered
from bancheng.registers.catalog.tests.sample import (
    COUNTY,
    PLATFORM,
    TOWN,
    World,
    body,
    make_item,
    published,
    republish,
    staff,
)
from bancheng.registers.catalog.types import Fault, GuideRefused, HandingRefused
from bancheng.registers.organisations import services as organisations


@pytest.fixture(autouse=True)
def _begin(time_machine_at: Move) -> None:
    time_machine_at(MONDAY)


@pytest.fixture
def item(world: World) -> ImplementationItem:
    return offered(world)


def test_a_guide_that_is_handed_on_passes_the_examination_first(world: World, item: Any):
    """It was published before a rule of today: the copy would be a new guide that breaks it."""
    version = fresh(item).current
    version.body["materials"][0]["name"] = "其他相关材料"
    older = GuideVersion(item=item, number=2, state="published", body=version.body, document=version.document)
    older.digest, older.effective_from, older.created_at, older.published_at = "x", MONDAY, now(), now()
    older.save()
    for kind, more in (("hand_down", {}), ("take_over", {"receivers": [world.town.pk]})):
        with pytest.raises(GuideRefused, match="其他相关材料"):
            change(item, kind, **more)
    assert fresh(item).cancelled_on is None and not ImplementationItem.objects.filter(organisation=world.town).exists()


def test_what_is_handed_on_is_the_guide_of_that_day_and_never_one_that_was_withdrawn(world: World, item: Any):
    republish(item, body(summary="十二月起的新指南。"), effective_from=NEXT)
    withdrawn = republish(item, body(summary="写错了的指南。"))
    services.withdraw(version=withdrawn, reason="写错了", by=PLATFORM)
    town = change(item, on=NEXT).opened.get()
    assert GuideVersion.objects.get(item=town).body["summary"] == "十二月起的新指南。"


def test_a_guide_that_was_withdrawn_is_not_handed_on(world: World):
    version = published(world.market, "小餐饮登记")
    services.withdraw(version=version, reason="写错了", by=PLATFORM)
    with pytest.raises(Refused) as refused:
        change(version.item)
    assert refused.value.code == "change.no_guide"


def test_what_a_reviewer_has_released_may_be_handed_down(world: World):
    gone = published(world.market, "食品广告审批").item
    services.cancel_item(item=gone, on=MONDAY, reason="国发〔2026〕1号", by=PLATFORM)
    filing = make_item(world.market, "食品广告备案")
    services.save_draft(item=filing, body=body(), revision=0, by=PLATFORM)
    judge = staff("catalog.publish", name="赵工")
    services.close_review(review=filing.reviews.get(), outcome="kept", remark="事后备案", by=judge)
    services.publish(item=filing, by=PLATFORM)
    assert change(filing).opened.get().name == "食品广告备案"


def test_a_draft_that_gives_way_to_the_copy_no_longer_names_its_writer(world: World, item: Any):
    own = make_item(world.town, basic=item.basic)
    services.save_draft(item=own, body=body(summary="镇里自己写的。"), revision=0, by=staff("catalog.*", region=TOWN))
    change(item)
    assert GuideVersion.objects.get(item=own).created_by == PLATFORM.name


def test_every_receiver_is_examined_and_those_with_the_same_faults_stand_together(world: World, item: Any):
    def only_towns(regions: Any) -> Any:
        told = Fault(
            "materials.0.name", "test.town", "镇里不能要这份材料", article="《某条例》第一条", mend="删去这份材料"
        )
        return lambda subject: [told] if subject.region.startswith("411323") and subject.region != COUNTY else []

    second = organisations.create_organisation(
        region=TOWN, name="丁河镇便民服务中心", kind="institution", function="hall", imported=True, by=PLATFORM
    )
    before = dict(registry._providers)
    provide_lint("test.towns")(only_towns)
    try:
        with pytest.raises(HandingRefused) as refused:
            change(item, regions=[], receivers=[world.town.pk, second.pk])
    finally:
        registry._providers.clear()
        registry._providers.update(before)
    (one,) = refused.value.hindrances
    assert one.organs == ("丁河镇人民政府", "丁河镇便民服务中心") and [fault.code for fault in one.faults] == [
        "test.town"
    ]
    assert str(refused.value) == (
        "丁河镇人民政府等 2 个机关不能照这份指南办理：镇里不能要这份材料。怎样改：删去这份材料。"
    )
    assert fresh(item).cancelled_on is None
