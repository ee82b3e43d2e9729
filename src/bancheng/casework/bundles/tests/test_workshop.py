"""The workshop: a bundle is entered, written, checked, published, changed and taken back."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import Bundle
from bancheng.casework.bundles.types import BundleRefused
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.catalog import services as catalog_services
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.tests.sample import (
    BASIS,
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    TOWN,
    World,
    body,
    build_world,
    published,
    republish,
    staff,
)

pytestmark = pytest.mark.django_db
LICENCE = {
    "code": "M0002",
    "name": "营业执照",
    "basis": [BASIS],
    "form": "either",
    "originals": 1,
    "copies": 0,
    "signature": "none",
    "signature_note": "由登记机关盖章",
    "kind": "certificate",
}
PLAN = {
    "goal": "开店只跑一次",
    "measures": "一张表、一套材料",
    "division": "市场监管局牵头，自来水公司配合",
    "milestones": [{"on": "2026-12-31", "goal": "全部上线"}],
}
STEPS = [{"name": "在线填写", "who": "applicant"}, {"name": "并联办理", "who": "departments"}]


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def shop(world: World) -> int:
    """Registration, which issues the licence that the food permit asks for."""
    result = {"name": "营业执照", "kind": "licence", "licence": "M0002"}
    guide = body(
        summary="登记以后领取营业执照。",
        promised={"unit": "workday", "n": 2},
        questions=[],
        fields=[{"element": "person_name"}],
        materials=[],
        results=[result],
        keywords=[],
    )
    return published(world.market, "个体工商户设立登记", guide=guide, item_type="01").item_id


@pytest.fixture
def food(world: World) -> int:
    materials = [*body()["materials"], LICENCE]
    return published(world.market, "食品经营许可", guide=body(materials=materials)).item_id


def text(shop: int, food: int, **changes: Any) -> dict[str, Any]:
    return {
        "summary": "开餐饮店要办的事一次办好。",
        "audience": ["2"],
        "members": [
            {"key": "shop", "item": shop, "label": "营业执照"},
            {"key": "food", "item": food, "label": "食品许可"},
        ],
        "feeds": [{"before": "shop", "after": "food", "material": "M0002"}],
        "plan": PLAN,
        "steps": STEPS,
        "keywords": ["开饭店"],
    } | changes


def entered(world: World, **more: Any) -> Bundle:
    given = {"region": COUNTY, "key": "catering", "name": "开办餐饮店", "audience": "legal", "stage": "open"}
    given |= {"lead_id": world.market.pk}
    return services.register(**given | {"by": PLATFORM} | more)


def test_without_a_lead_a_bundle_is_not_published_and_with_one_it_stands_in_the_public_list(world, shop, food):
    bundle = entered(world, lead_id=None)
    services.save_draft(bundle, body=text(shop, food), by=PLATFORM)
    with pytest.raises(BundleRefused) as refused:
        services.publish(bundle, by=PLATFORM)
    assert [line.key for line in refused.value.lines] == ["lead"]
    assert selectors.public(COUNTY) == ()

    services.publish(entered(world), by=PLATFORM)
    (line,) = selectors.public(COUNTY)
    assert (line.name, line.state, line.members) == ("开办餐饮店", "published", 2)
    assert "市场监督管理局" in line.lead
    assert not verify_stream(Subject("bundle", str(bundle.pk))).faults


@pytest.mark.demand("ONE-10")
@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"plan": {}}, ("document", "plan")),
        ({"plan": {**PLAN, "milestones": []}}, ("document", "plan")),
        ({"steps": []}, ("document", "flow")),
    ],
)
def test_a_document_that_lacks_keeps_it_from_being_published(world, shop, food, changes, lacking):
    bundle = entered(world)
    services.save_draft(bundle, body=text(shop, food, **changes), by=PLATFORM)
    lines = services.check_draft(bundle, by=PLATFORM)
    assert [line.label for line in lines if line.kind == "element"] == [
        "设定依据",
        "受理条件",
        "申请材料",
        "办结时限",
        "收费标准",
        "办理结果",
    ]
    assert [line.label for line in lines if line.kind == "document"] == ["实施方案", "申请表", "办事指南", "操作流程"]
    assert [(line.kind, line.key) for line in lines if not line.met] == [lacking]
    with pytest.raises(BundleRefused):
        services.publish(bundle, by=PLATFORM)
    services.save_draft(bundle, body=text(shop, food), by=PLATFORM)
    assert services.publish(bundle, by=PLATFORM).digest


def test_an_element_that_no_member_states_keeps_it_too(world, shop):
    bare = body(materials=[], fields=[], questions=[])
    other = published(world.water, "供水报装", guide=bare, item_type="20", nature="convenience").item_id
    bundle = entered(world)
    services.save_draft(bundle, body=text(shop, other, feeds=[]), by=PLATFORM)
    lacking = {line.key: line.lacks for line in services.check_draft(bundle, by=PLATFORM) if not line.met}
    assert set(lacking) == {"materials"} and "申请材料" in lacking["materials"]


def test_the_page_shows_fewer_papers_than_the_members_together_and_the_days_of_the_parallel_plan(world, shop, food):
    water = published(world.water, "供水报装", guide=body(), item_type="20", nature="convenience").item_id
    members = [*text(shop, food)["members"], {"key": "water", "item": water, "label": "供水"}]
    bundle = entered(world)
    services.save_draft(bundle, body=text(shop, food, members=members), by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    page = selectors.page(COUNTY, "catering")
    assert page is not None
    documents = [one.document for one in page.merged.active]
    papers = [material.code for document in documents for material in document.materials]
    assert page.whole.materials.apart == len(papers) == 5
    # 申请书 and 健康证明 serve two members and are handed in once; 营业执照 is made by the first member.
    assert page.whole.materials.together == len(set(papers) - {"M0002"}) == 2
    assert (page.whole.days.apart, page.whole.days.together) == (2 + 15 + 15, 2 + 15)
    assert (page.whole.forms.apart, page.whole.forms.together) == (3, 1)
    assert [(link.key, link.layer, link.done) for link in page.links] == [
        ("shop", 0, 2),
        ("food", 1, 17),
        ("water", 0, 15),
    ]


def test_a_page_holds_to_the_guides_it_was_published_with_and_says_that_one_has_changed(world, shop, food):
    bundle = entered(world)
    services.save_draft(bundle, body=text(shop, food), by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    republish(ImplementationItem.objects.get(pk=food), body(promised={"unit": "workday", "n": 3}))
    page = selectors.page(COUNTY, "catering")
    assert page is not None
    assert page.whole.days.together == 17
    assert [link.key for link in page.links if link.changed] == ["food"]
    services.save_draft(bundle, body=text(shop, food, feeds=[]), by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    renewed, older = selectors.page(COUNTY, "catering"), selectors.page(COUNTY, "catering", number=1)
    assert renewed is not None and older is not None
    assert (renewed.version, renewed.whole.days.together) == (2, 3)
    assert (older.version, older.whole.days.together) == (1, 17)
    assert not any(link.changed for link in renewed.links)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"feeds": [{"before": "shop", "after": "food", "material": "M0099"}]}, "没有材料 M0099"),
        ({"feeds": [{"before": "shop", "after": "food", "elements": ["moon"]}]}, "没有 moon"),
        ({"unfit": "moon > 1", "unfit_note": "请分别办理"}, "不适用情形"),
    ],
)
def test_what_names_nothing_is_told_by_the_check(world, shop, food, changes, sentence):
    bundle = entered(world)
    services.save_draft(bundle, body=text(shop, food, **changes), by=PLATFORM)
    assert any(sentence in line.lacks for line in services.check_draft(bundle, by=PLATFORM))
    with pytest.raises(BundleRefused):
        services.publish(bundle, by=PLATFORM)


def test_a_member_whose_item_is_gone_keeps_it_from_being_published(world, shop, food):
    bundle = entered(world)
    services.save_draft(bundle, body=text(shop, food), by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    version = GuideVersion.objects.get(item=food, state="published")
    catalog_services.withdraw(version=version, reason="依据已失效", by=PLATFORM)
    services.save_draft(bundle, body=text(shop, food), by=PLATFORM)
    lacking = [line for line in services.check_draft(bundle, by=PLATFORM) if not line.met]
    assert lacking[0].kind == "member" and "食品许可" in lacking[0].lacks
    page = selectors.page(COUNTY, "catering")
    assert page is not None and [link.key for link in page.links if link.changed] == ["food"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"members": []}, "的内容不符合要求"),
        ({"feeds": [{"before": "food", "after": "food"}]}, "不能以自己的结果为前置"),
        ({"feeds": [{"before": "food", "after": "moon"}]}, "不是成员的标识：moon"),
        ({"feeds": [{"before": "food", "after": "shop"}, {"before": "shop", "after": "food"}]}, "成环"),
        ({"surprise": 1}, "的内容不符合要求"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_with_a_sentence(world, shop, food, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        services.save_draft(entered(world), body=text(shop, food, **changes), by=PLATFORM)


def test_of_two_leads_who_edit_the_second_is_told(world, shop, food):
    bundle = entered(world)
    first = services.save_draft(bundle, body=text(shop, food), by=PLATFORM)
    services.save_draft(bundle, body=text(shop, food, summary="新的简介"), by=PLATFORM, revision=first.revision)
    with pytest.raises(Refused) as refused:
        services.save_draft(bundle, body=text(shop, food, summary="旧的简介"), by=PLATFORM, revision=first.revision)
    assert refused.value.code == "bundles.outdated"
    with pytest.raises(Refused):
        services.publish(bundle, by=PLATFORM, revision=first.revision)
    assert selectors.preview(bundle).body.summary == "新的简介"


def test_only_the_region_and_its_lead_may_change_a_bundle(world, shop, food):
    bundle = entered(world)
    stranger = staff("bundles.edit", "bundles.publish", region=OTHER_COUNTY)
    reader = staff("bundles.edit")
    with pytest.raises(AccessDenied):
        services.save_draft(bundle, body=text(shop, food), by=stranger)
    services.save_draft(bundle, body=text(shop, food), by=reader)
    for nobody in (stranger, reader):
        with pytest.raises(AccessDenied):
            services.publish(bundle, by=nobody)
    services.publish(bundle, by=staff("bundles.publish", organisation=world.market.pk))


def test_a_bundle_taken_back_leaves_the_list(world, shop, food):
    bundle = entered(world)
    with pytest.raises(Refused) as refused:
        services.withdraw(bundle, reason="停办", by=PLATFORM)
    assert refused.value.code == "bundles.not_published"
    services.save_draft(bundle, body=text(shop, food), by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    assert selectors.of_items([food]) == {food: ("开办餐饮店",)}
    with pytest.raises(Refused):
        services.withdraw(bundle, reason=" ", by=PLATFORM)
    services.withdraw(bundle, reason="依据已失效", by=PLATFORM)
    assert selectors.public(COUNTY) == () and selectors.page(COUNTY, "catering") is None
    assert selectors.of_items([food]) == {}
    assert [line.state for line in selectors.register(COUNTY)] == ["none"]


def test_what_a_county_publishes_holds_in_its_towns_and_not_next_door(world, shop, food):
    services.save_draft(bundle := entered(world), body=text(shop, food), by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    assert selectors.page(TOWN, "catering") is not None
    assert selectors.page(OTHER_COUNTY, "catering") is None


def test_to_enter_the_same_line_again_changes_nothing(world):
    first = entered(world)
    assert entered(world).updated_at == first.updated_at
    assert entered(world, batch="国家 2024 年第一批").batch == "国家 2024 年第一批"
    with pytest.raises(Refused):
        entered(world, name=" ")
    with pytest.raises(Refused):
        entered(world, lead_id=999_999)
    with pytest.raises(Refused, match="已经有这个名称"):
        entered(world, key="other")


def test_who_leads_nothing_of_a_bundle_cannot_take_it_over(world):
    entered(world, lead_id=world.water.pk)
    market = staff("bundles.edit", organisation=world.market.pk)
    with pytest.raises(AccessDenied):
        entered(world, lead_id=world.market.pk, by=market)


def test_a_member_that_is_not_in_the_catalogue_is_refused(world, shop):
    with pytest.raises(Refused) as refused:
        services.save_draft(entered(world), body=text(shop, 999_999, feeds=[]), by=PLATFORM)
    assert refused.value.code == "bundles.member" and "食品许可" in str(refused.value)
    with pytest.raises(Refused):
        services.save_draft(entered(world), body=text(shop, 10**30, feeds=[]), by=PLATFORM)


def test_the_page_takes_few_statements_however_many_members_it_has(world, shop, food, django_assert_max_num_queries):
    services.save_draft(bundle := entered(world), body=text(shop, food), by=PLATFORM)
    services.publish(bundle, by=PLATFORM)
    selectors.page(COUNTY, "catering")
    with django_assert_max_num_queries(5):
        selectors.page(COUNTY, "catering", {"shop_kind": "diner"})
