"""四级四同: name, code, basis and type come from the basic catalogue, at every level (CAT-03)."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem, ItemReview
from bancheng.registers.catalog.seeds import GuideSeed
from bancheng.registers.catalog.tests.sample import (
    BASIS,
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    PROVINCE,
    World,
    body,
    make_item,
    republish,
    staff,
)
from bancheng.registers.catalog.types import GuideBody, GuideRefused

OTHER = {"law": "《中华人民共和国药品管理法》", "article": "第五十一条"}
NEW = {"law": "《中华人民共和国食品安全法》", "article": "第三十五条第一款"}


@pytest.fixture
def matter(world: World) -> BasicItem:
    """A matter whose legal basis the authority has set."""
    return services.create_basic_item(name="食品经营许可", item_type="01", province="41", basis=[BASIS], by=PLATFORM)


@pytest.fixture
def item(world: World, matter: BasicItem) -> ImplementationItem:
    return make_item(world.market, basic=matter)


def draft_of(item: ImplementationItem) -> Any:
    return GuideVersion.objects.get(item=item, state="draft").body


# -- name, code, type


@pytest.mark.parametrize(
    "changes",
    [{"name": "食品经营许可（新办）"}, {"item_type": "20"}, {"basic": None}],
    ids=["name", "type", "code"],
)
def test_a_district_changes_none_of_the_locked_elements(item: ImplementationItem, changes: dict[str, Any]):
    with pytest.raises(Refused) as refused:
        services.edit_item(item=item, by=staff("catalog.edit"), **changes)
    assert (
        refused.value.code in {"item.locked", "item.type"}
        and "四级四同" in str(refused.value)
        or "类型" in str(refused.value)
    )
    item.refresh_from_db()
    assert (item.name, item.item_type, item.basic.code) == ("食品经营许可", "01", "410100001000")


def test_what_is_not_locked_is_still_the_districts_to_change(item: ImplementationItem):
    edited = services.edit_item(item=item, name="食品经营许可", local_code="511A", by=staff("catalog.edit"))
    assert edited.local_code == "511A"


def test_a_new_item_of_a_matter_bears_its_name(world: World, matter: BasicItem):
    with pytest.raises(Refused) as refused:
        make_item(world.market, "食品经营许可证核发", basic=matter)
    assert refused.value.code == "item.locked" and "食品经营许可" in str(refused.value)
    assert not ImplementationItem.objects.exists()


def test_an_item_that_is_given_a_code_takes_the_name_with_it(world: World, matter: BasicItem):
    item = make_item(world.market, "食品许可证办理", coded=False)
    edited = services.edit_item(item=item, basic=matter, by=PLATFORM)
    assert edited.name == "食品经营许可" and edited.code.endswith(matter.code)
    other = make_item(world.elsewhere, "食品许可证办理", coded=False)
    with pytest.raises(Refused, match="四级四同"):
        services.edit_item(item=other, basic=matter, name="另一个名称", by=PLATFORM)


def test_an_item_that_came_in_under_another_name_is_not_published_before_it_is_put_right(
    world: World, item: ImplementationItem
):
    ImplementationItem.objects.filter(pk=item.pk).update(name="食品经营许可（含小餐饮）")  # as an import keeps it
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    with pytest.raises(Refused) as refused:
        services.publish(item=item, by=PLATFORM)
    assert refused.value.code == "item.locked"
    services.edit_item(item=item, weight=3, by=PLATFORM)  # the rest of it may be edited meanwhile
    services.edit_item(item=item, name="食品经营许可", by=staff("catalog.edit"))
    assert services.publish(item=item, by=PLATFORM).document["identity"]["name"] == "食品经营许可"


def test_the_authority_of_the_province_may_give_another_code(world: World, item: ImplementationItem):
    other = services.create_basic_item(name="食品经营备案", item_type="01", province="41", by=PLATFORM)
    edited = services.edit_item(item=item, basic=other, by=staff("catalog.edit", region=PROVINCE))
    assert (edited.name, edited.basic) == ("食品经营备案", other)


# -- legal basis


def test_a_draft_with_another_basis_is_refused_even_as_work_in_progress(item: ImplementationItem):
    for keep in (False, True):
        with pytest.raises(GuideRefused) as refused:
            services.save_draft(
                item=item, body=body(basis=[OTHER]), revision=0, by=staff("catalog.edit"), keep_incomplete=keep
            )
        fault = refused.value.faults[0]
        assert (fault.path, fault.code) == ("basis", "guide.locked") and "第三十五条" in fault.sentence
    assert not GuideVersion.objects.exists()


def test_a_draft_without_a_basis_gets_that_of_its_matter(item: ImplementationItem):
    unfinished = body()
    del unfinished["basis"]
    services.save_draft(item=item, body=unfinished, revision=0, by=staff("catalog.edit"))
    assert draft_of(item)["basis"] == [BASIS]


@pytest.mark.parametrize("sent", ["《食品安全法》", [1, 2], {"law": 3}, [{"law": ""}]])
def test_a_basis_that_is_none_is_refused_and_breaks_nothing(item: ImplementationItem, sent: Any):
    with pytest.raises(GuideRefused):
        services.save_draft(item=item, body=body(basis=sent), revision=0, by=PLATFORM, keep_incomplete=True)


def test_a_basis_typed_with_other_spaces_or_in_another_order_is_the_same(world: World):
    text = "从事食品销售的，  应当依法取得许可。\n第二款 |"
    both = [OTHER, BASIS | {"text": text}]
    basic = services.create_basic_item(name="食品经营许可", item_type="01", province="41", basis=both, by=PLATFORM)
    item = make_item(world.market, basic=basic)
    typed = [BASIS | {"text": " ".join(text.split()).replace("|", "｜")}, OTHER]
    services.save_draft(item=item, body=body(basis=typed), revision=0, by=staff("catalog.edit"))
    assert draft_of(item)["basis"] == basic.basis


def test_a_matter_without_a_basis_locks_none(world: World):
    item = make_item(world.market)
    assert item.basic.basis == []
    assert republish(item, body(basis=[OTHER])).document["basis"][0]["law"] == OTHER["law"]


def test_two_organs_publish_with_one_basis_and_the_same_digest_of_it(world: World, matter: BasicItem):
    items = [make_item(organ, basic=matter) for organ in (world.market, world.elsewhere)]
    first, second = (republish(one, body()).document["basis"] for one in items)
    assert first == second == [{"law": BASIS["law"], "article": BASIS["article"], "text": ""}]


# -- the authority changes a matter


def test_only_the_authority_of_the_province_sets_the_basis(matter: BasicItem):
    with pytest.raises(AccessDenied):
        services.edit_basic_item(basic=matter, basis=[NEW], reason="豫政〔2026〕1号", by=staff("catalog.edit"))
    authority = staff("catalog.edit", region=PROVINCE)
    services.edit_basic_item(basic=matter, basis=[NEW], reason="豫政〔2026〕1号", by=authority)
    matter.refresh_from_db()
    assert matter.basis == [NEW]
    assert Entry.objects.get(stream__kind="catalog.basic", verb="edit_basic_item").facts["reason"] == "豫政〔2026〕1号"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"basis": []}, "basic.basis"),
        ({"basis": [{"law": ""}]}, "basic.basis"),
        ({"basis": [NEW] * 31}, "basic.basis"),
        ({"basis": "《食品安全法》"}, "basic.basis"),
        ({"basis": [BASIS]}, "basic.same"),
        ({"name": " "}, "basic.name"),
        ({"name": "甲\n乙"}, "basic.name"),
        ({"name": "新名称", "reason": " "}, "basic.reason"),
    ],
)
def test_a_change_of_a_matter_that_says_nothing_is_refused(matter: BasicItem, changes: dict[str, Any], code: str):
    with pytest.raises(Refused) as refused:
        services.edit_basic_item(basic=matter, by=PLATFORM, **({"reason": "豫政〔2026〕1号"} | changes))
    assert refused.value.code == code


def test_a_name_that_another_matter_of_the_type_bears_is_refused(matter: BasicItem):
    services.create_basic_item(name="食品生产许可", item_type="01", province="41", by=PLATFORM)
    with pytest.raises(Refused) as refused:
        services.edit_basic_item(basic=matter, name="食品生产许可", reason="豫政〔2026〕1号", by=PLATFORM)
    assert refused.value.code == "basic.twice"


@pytest.fixture
def spread(world: World, matter: BasicItem) -> list[ImplementationItem]:
    """The matter offered in two counties, with guides in force."""
    items = [make_item(organ, basic=matter) for organ in (world.market, world.elsewhere)]
    for one in items:
        republish(one, body())
    return items


def test_a_new_basis_raises_one_review_for_every_implementation(spread: list[ImplementationItem], matter: BasicItem):
    services.edit_basic_item(basic=matter, basis=[NEW], reason="豫政〔2026〕1号", by=PLATFORM)
    services.edit_basic_item(basic=matter, basis=[NEW, OTHER], reason="豫政〔2026〕2号", by=PLATFORM)
    reviews = list(ItemReview.objects.order_by("item_id"))
    assert [row.item for row in reviews] == spread
    assert {row.source for row in reviews} == {"basic"} and "豫政〔2026〕2号" in reviews[0].reason
    officer = staff("catalog.view", "catalog.edit")
    assert [row.item for row in selectors.reviews(officer)] == spread[:1] and selectors.reviews_waiting(officer) == 1


def test_publishing_what_was_taken_over_closes_the_review_and_nothing_else_does(
    spread: list[ImplementationItem], matter: BasicItem
):
    services.edit_basic_item(basic=matter, basis=[NEW], reason="豫政〔2026〕1号", by=PLATFORM)
    first, second = spread[0], spread[1]
    asked = ItemReview.objects.get(item=first)
    upstream = ItemReview.objects.create(
        item=first, source="upstream", key="1", reason="调整", raised_at=asked.raised_at
    )
    services.take_over_basic(basic=matter, by=PLATFORM)
    services.publish(item=first, by=PLATFORM)
    asked.refresh_from_db()
    assert (asked.outcome, asked.closed_by) == ("changed", PLATFORM.name) and "第 2 版" in asked.remark
    assert Entry.objects.filter(stream__key=str(first.pk), verb="close_review").count() == 1
    upstream.refresh_from_db()
    assert upstream.closed_at is None, "a list above is answered by a person"
    assert ItemReview.objects.get(item=second).closed_at is None


def test_one_action_takes_the_change_over_in_the_drafts_of_ones_scope(
    spread: list[ImplementationItem], matter: BasicItem
):
    services.edit_basic_item(
        basic=matter, name="食品经营许可证核发", basis=[NEW], reason="豫政〔2026〕1号", by=PLATFORM
    )
    taken = services.take_over_basic(basic=matter, by=staff("catalog.edit", region=COUNTY))
    assert (taken.renamed, taken.drafted, taken.left) == (1, 1, 1)
    mine, other = (ImplementationItem.objects.get(pk=one.pk) for one in spread)
    assert (mine.name, other.name) == ("食品经营许可证核发", "食品经营许可")
    assert draft_of(mine) == body() | {"basis": [NEW]}
    published = services.publish(item=mine, by=PLATFORM)
    assert published.document["basis"][0]["article"] == "第三十五条第一款"
    assert published.document["identity"]["name"] == "食品经营许可证核发"
    with pytest.raises(Refused) as refused:
        services.take_over_basic(basic=matter, by=staff("catalog.edit", region=COUNTY))
    assert refused.value.code == "basic.nothing"
    assert services.take_over_basic(basic=matter, by=staff("catalog.edit", region=OTHER_COUNTY)).renamed == 1


def test_taking_over_leaves_what_somebody_is_writing(spread: list[ImplementationItem], matter: BasicItem):
    services.save_draft(item=spread[0], body=body(summary="正在改"), revision=0, by=PLATFORM)
    services.edit_basic_item(basic=matter, basis=[NEW], reason="豫政〔2026〕1号", by=PLATFORM)
    services.take_over_basic(basic=matter, by=PLATFORM)
    kept = GuideVersion.objects.get(item=spread[0], state="draft")
    assert kept.body["summary"] == "正在改" and kept.body["basis"] == [NEW] and kept.revision == 2


def test_who_opens_a_draft_begun_before_sees_the_new_basis_and_publishes_with_it(
    spread: list[ImplementationItem], matter: BasicItem
):
    services.save_draft(item=spread[0], body=body(summary="正在改"), revision=0, by=PLATFORM)
    services.edit_basic_item(basic=matter, basis=[NEW], reason="豫政〔2026〕1号", by=PLATFORM)
    view = selectors.draft(staff("catalog.view"), spread[0].pk)
    assert view.body["basis"] == [NEW] and view.locked == ("basis",)
    version = services.publish(item=spread[0], by=PLATFORM)
    assert version.document["basis"][0]["article"] == "第三十五条第一款" and version.body["basis"] == [NEW]


def test_the_page_of_a_matter_tells_who_is_alike(spread: list[ImplementationItem], matter: BasicItem):
    assert all(one.alike for one in selectors.basic_view(matter.code).implementations)
    services.edit_basic_item(basic=matter, basis=[NEW], reason="豫政〔2026〕1号", by=PLATFORM)
    services.take_over_basic(basic=matter, by=staff("catalog.edit", region=COUNTY))
    services.publish(item=spread[0], by=PLATFORM)
    assert [one.alike for one in selectors.basic_view(matter.code).implementations] == [False, True]


# -- shipped guides


def seed(key: str, **changes: Any) -> GuideSeed:
    typed = GuideBody.model_validate(body(**changes))
    return GuideSeed(key, "食品经营许可", "食品经营许可", "market_regulation", "01", "power", "4", typed)


def test_a_shipped_matter_takes_the_basis_of_its_first_guide_and_every_region_has_it(world: World):
    for region in (COUNTY, OTHER_COUNTY):
        services.take_in_guides(guides=[seed("A001")], region=region, source="demo", by=PLATFORM)
    matter = BasicItem.objects.get()
    assert matter.basis == [BASIS]
    guides = GuideVersion.objects.values_list("document__basis", flat=True)
    assert len(guides) == 2 and guides[0] == guides[1]


def test_a_shipped_guide_with_another_basis_is_published_with_that_of_the_matter(world: World, matter: BasicItem):
    services.take_in_guides(guides=[seed("A001", basis=[OTHER])], region=COUNTY, source="demo", by=PLATFORM)
    assert GuideVersion.objects.get().document["basis"][0]["law"] == BASIS["law"]
    assert BasicItem.objects.get().basis == [BASIS]


# -- levels side by side


def test_one_matter_stands_side_by_side_at_all_its_levels(
    world: World, spread: list[ImplementationItem], matter: BasicItem
):
    entry = services.enter_upstream(
        list="licences", code="000131117000", name="食品经营许可", edition="2023 年版", region=PROVINCE, by=PLATFORM
    )
    services.link_upstream(entry=entry, basics=[matter.code], by=PLATFORM)
    town = make_item(world.town, basic=matter, use_level="5")
    republish(town, body(promised={"unit": "workday", "n": 3}))
    found = selectors.levels(staff("catalog.view"), town.pk)
    assert [column.heading for column in found.columns] == ["行政许可事项清单", "基本目录", "西峡县", "丁河镇"]
    rows = {row.label: row for row in found.rows}
    assert rows["事项名称"].alike and rows["事项名称"].locked
    assert rows["设定依据"].values[1:] == (BASIS["law"] + BASIS["article"],) * 3
    assert rows["申请材料"].alike and "条件 " in rows["申请材料"].values[-1] and "==" not in rows["申请材料"].values[-1]
    assert not rows["承诺办结时限"].alike and rows["承诺办结时限"].values[2:] == ("15 个工作日", "3 个工作日")
    with pytest.raises(AccessDenied):
        selectors.levels(staff("catalog.view", region=OTHER_COUNTY), town.pk)
