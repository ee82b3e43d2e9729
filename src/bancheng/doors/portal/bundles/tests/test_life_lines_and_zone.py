"""一件事专区 and 企业专区: the public list on its two life lines, packages as scenes, and the way to each from elsewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.tests.sample import Restaurant, restaurant
from bancheng.casework.bundles.types import STAGES, BundleRefused
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, PROVINCE, build_world
from bancheng.registers.organisations import services as organisations

PATH = "/bundles/"


@pytest.fixture
def shop(db: None) -> Restaurant:
    found = restaurant(build_world())
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    return found


def another(shop: Restaurant, key: str, name: str, *, region: str = COUNTY, **more: Any) -> None:
    """A further published bundle of the same members."""
    body = shop.text(**more.pop("text", {}))
    given = {"audience": "legal", "stage": "open", "lead_id": shop.world.market.pk} | more
    row = services.register(region=region, key=key, name=name, by=PLATFORM, **given)
    services.save_draft(row, body=body, by=PLATFORM)
    services.publish(row, by=PLATFORM)


def text(client: Client, path: str = PATH, **data: str) -> str:
    answer = client.get(path, data)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().partition('id="main"')[2]).split())


@pytest.mark.demand("ONE-01")
def test_without_a_lead_it_is_not_published_and_with_one_it_stands_in_the_list_with_its_partners(
    client: Client, shop: Restaurant
):
    body = shop.text()
    line = {"region": COUNTY, "key": "bakery", "name": "开办面包店", "audience": "legal", "stage": "open"}
    row = services.register(**line, by=PLATFORM)
    services.save_draft(row, body=body, by=PLATFORM)
    with pytest.raises(BundleRefused):
        services.publish(row, by=PLATFORM)
    assert "开办面包店" not in text(client, audience="legal")
    services.publish(services.register(**line, lead_id=shop.world.water.pk, by=PLATFORM), by=PLATFORM)
    shown = text(client, audience="legal")
    assert "开办面包店" in shown and "西峡县自来水公司牵头，1 个部门配合" in shown


@pytest.mark.demand("ONE-16")
def test_two_life_lines_show_every_stage_and_each_bundle_on_its_own_and_the_milestone_names_the_empty_ones(
    client: Client, shop: Restaurant
):
    another(shop, "newborn", "新生儿出生", audience="person", stage="birth")
    left = selectors.stages_without(COUNTY)
    assert left.year == 2027 and {one.key for one in left.stages} == {one.key for one in STAGES} - {"birth", "open"}
    for audience, stage, name in (("person", "birth", "新生儿出生"), ("legal", "open", "开办餐饮店")):
        page = client.get(PATH, {"audience": audience}).content.decode()
        own = [one for one in STAGES if one.audience == audience]
        assert re.findall(r'href="#stage-(\w+)"', page) == [one.key for one in own]
        sections = dict(re.findall(r'aria-labelledby="stage-(\w+)">(.*?)</section>', page, re.DOTALL))
        assert list(sections) == [one.key for one in own]
        assert [key for key, shown in sections.items() if name in shown] == [stage]
        empty = [shown for key, shown in sections.items() if key != stage]
        assert empty and all("正在编制" in shown for shown in empty)


def test_a_bundle_on_no_stage_is_not_lost(client: Client, shop: Restaurant):
    line = {"name": "开办餐饮店", "audience": "legal", "lead_id": shop.world.market.pk, "stage": ""}
    services.register(region=COUNTY, key="restaurant", by=PLATFORM, **line)
    shown = text(client, audience="legal")
    assert shown.index("其他") < shown.index("开办餐饮店")


def test_each_card_tells_what_it_spares_and_its_batch(client: Client, shop: Restaurant):
    page = client.get(PATH, {"audience": "legal"}).content.decode()
    assert "<s>5</s><b>2</b>" in page and "<s>34</s><b>17</b>" in page and "<s>5</s><b>0</b>" in page
    assert "国家 2024 年第一批" in page and 'href="/bundles/restaurant/"' in page


def test_words_narrow_the_list_and_lead_to_the_other_line_or_to_the_items(client: Client, shop: Restaurant):
    assert "找到 1 件" in text(client, q="开饭店")
    assert "开办餐饮店" in text(client, q="供水 餐饮")
    shown = text(client, q="火星移民")
    assert "没有找到" in shown and "在全部事项里找" in shown
    assert "没有找到" in text(client, q="开饭店", audience="person")


def test_what_is_taken_back_leaves_the_list_and_another_county_has_none(client: Client, shop: Restaurant):
    services.withdraw(shop.bundle, reason="依据已失效", by=PLATFORM)
    assert "开办餐饮店" not in text(client, audience="legal")
    organisations.serve_region(region=OTHER_COUNTY, by=PLATFORM)
    shop.publish()
    client.cookies["region"] = OTHER_COUNTY
    assert "开办餐饮店" not in text(client, audience="legal")


def test_of_one_bundle_in_province_and_county_the_county_s_stands_in_the_list(client: Client, shop: Restaurant):
    another(shop, "restaurant", "开办餐饮店（省）", region=PROVINCE)
    shown = text(client, audience="legal")
    assert "开办餐饮店（省）" not in shown and shown.count("开办餐饮店") == 1
    services.withdraw(shop.bundle, reason="改用省里的", by=PLATFORM)
    assert "开办餐饮店（省）" in text(client, audience="legal")


@pytest.mark.demand("ONE-09")
def test_the_enterprise_zone_shows_packages_and_one_opens_a_guide_tailored_by_answers(client: Client, shop: Restaurant):
    another(shop, "beauty", "美容美发", kind="package", text={"keywords": ["开理发店"]})
    zone = client.get("/zone/").content.decode()
    scenes = zone.partition('id="packages"')[2].partition("</section>")[0]
    assert "美容美发" in scenes and "开办餐饮店" not in scenes and 'href="/bundles/beauty/"' in scenes
    assert "美容美发" not in text(client, audience="legal") and "1 个“一类事”套餐" in text(client, audience="legal")
    whole, tailored = (
        text(client, "/bundles/beauty/"),
        text(client, "/bundles/beauty/", shop_form="firm", wants_water="no"),
    )
    assert "一类事" in whole and "5 份材料变 2 份" in whole
    assert "4 份材料变 2 份" in tailored and "这些您不用办" in tailored


def test_the_scenes_are_found_by_words_and_the_zone_says_when_there_is_none(client: Client, shop: Restaurant):
    assert "的套餐正在编制" in text(client, "/zone/")
    another(shop, "beauty", "美容美发", kind="package", text={"keywords": ["开理发店"]})
    assert "美容美发" in text(client, "/zone/", q="理发")
    assert "没有这样的套餐" in text(client, "/zone/", q="造船")


def test_the_home_page_shows_a_few_and_leads_to_all(client: Client, shop: Restaurant):
    assert "高效办成一件事" not in text(client, "/")
    shown = client.get("/", {"audience": "legal"}).content.decode()
    assert "高效办成一件事" in shown and "全部 1 件" in shown and 'href="/bundles/restaurant/"' in shown


def test_the_list_takes_as_many_statements_for_many_as_for_one(client: Client, shop: Restaurant):
    def statements() -> int:
        client.get(PATH)
        with CaptureQueriesContext(connection) as seen:
            client.get(PATH, {"audience": "legal"})
        return len(seen)

    one = statements()
    for number in range(5):
        another(shop, f"more{number}", f"开办第{number}家店")
    assert statements() == one <= 6


@pytest.mark.parametrize("data", [{"audience": "x"}, {"q": "\x00"}, {"q": "%" * 400}, {"q": "'\" <b>"}])
def test_bad_input_never_breaks_the_lists(client: Client, shop: Restaurant, data: dict[str, str]):
    for path in (PATH, "/zone/"):
        assert client.get(path, data).status_code == 200
