"""The search finds the bundle first: by its name, by what people call it, by a synonym, and mistyped."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bancheng.casework.bundles import services
from bancheng.casework.bundles.tests.sample import Restaurant, restaurant
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.models import SearchEntry, SearchMiss, Synonym
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, PROVINCE, TOWN, build_world
from bancheng.registers.organisations import services as organisations

HIT = re.compile(r'<h2><a href="([^"]+)">(.*?)</a>', re.DOTALL)


@pytest.fixture
def shop(db: None) -> Restaurant:
    found = restaurant(build_world())
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    return found


def found(client: Client, q: str, **more: str) -> list[str]:
    """The titles of the results in the order of the page; a bundle's with what it is."""
    page = client.get("/items/", {"q": q} | more).content.decode()
    plain = [(address, re.sub(r"<[^>]+>|\s", "", title)) for address, title in HIT.findall(page)]
    return [f"{title}一件事" if address.startswith("/bundles/") else title for address, title in plain]


def test_what_people_say_finds_the_bundle_before_the_items(client: Client, shop: Restaurant):
    Synonym.objects.create(term="开饭馆", means=["开办餐饮店", "食品经营许可"])
    assert found(client, "开饭店")[0] == "开办餐饮店一件事" and "食品经营许可" in found(client, "开饭店")
    for words in ("开办餐饮店", "开餐馆", "开饭馆", "我想开饭店需要什么手续", "kbcyd", "開辦餐飲店"):
        assert found(client, words)[0] == "开办餐饮店一件事", words


def test_who_looks_for_one_item_is_not_led_away_from_it(client: Client, shop: Restaurant):
    assert found(client, "食品经营许可")[0] == "食品经营许可"
    assert not [one for one in found(client, "供水报装") if one.endswith("一件事")]


def test_a_word_mistyped_is_looked_for_as_it_was_meant(client: Client, shop: Restaurant):
    Synonym.objects.create(term="开饭店", means=["食品经营许可"])
    assert found(client, "开反店")[0] == "开办餐饮店一件事"


def test_what_only_comes_near_is_said_to_and_counts_as_not_found(client: Client, shop: Restaurant):
    page = client.get("/items/", {"q": "办餐饮店铺"}).content.decode()
    assert "接近的一件事有 1 件" in page
    assert SearchMiss.objects.filter(text="办餐饮店铺").exists()
    assert "找到 1 件一件事" in client.get("/items/", {"q": "开办餐饮店"}).content.decode()
    assert not SearchMiss.objects.filter(text="开办餐饮店").exists()


def test_filters_and_further_pages_hold_items_only(client: Client, shop: Restaurant):
    assert found(client, "开饭店", audience="legal")[0] == "开办餐饮店一件事"
    for more in ({"audience": "person"}, {"theme": "licence"}, {"after": "0.3.0.0.0.1"}):
        assert not [one for one in found(client, "开饭店", **more) if one.endswith("一件事")]


def test_the_search_follows_what_is_published_renamed_and_taken_back(client: Client, shop: Restaurant):
    services.register(region=COUNTY, key="restaurant", name="开小吃店", audience="legal", stage="open", lead_id=shop.world.market.pk, by=PLATFORM)  # fmt: skip
    assert found(client, "开小吃店")[0] == "开小吃店一件事"
    shop.publish(keywords=["摆摊"])
    assert found(client, "摆摊")[0] == "开小吃店一件事"
    assert not [one for one in found(client, "开餐馆") if one.endswith("一件事")]
    services.withdraw(shop.bundle, reason="依据已失效", by=PLATFORM)
    assert not [one for one in found(client, "摆摊") if one.endswith("一件事")]


def test_a_bundle_is_found_where_it_holds_and_the_nearest_of_one_key_only(client: Client, shop: Restaurant):
    row = services.register(region=PROVINCE, key="restaurant", name="开办餐饮店", audience="legal", stage="open", lead_id=shop.world.market.pk, by=PLATFORM)  # fmt: skip
    services.save_draft(row, body=shop.text(), by=PLATFORM)
    services.publish(row, by=PLATFORM)
    for region in (TOWN, OTHER_COUNTY, PROVINCE):
        organisations.serve_region(region=region, by=PLATFORM)
    for region in (COUNTY, TOWN, OTHER_COUNTY, PROVINCE):
        client.cookies["region"] = region
        assert [one for one in found(client, "开饭店") if one.endswith("一件事")] == ["开办餐饮店一件事"], region
        assert client.get("/bundles/restaurant/").status_code == 200
    services.withdraw(row, reason="由各县办理", by=PLATFORM)
    for region in (OTHER_COUNTY, PROVINCE):
        client.cookies["region"] = region
        assert not [one for one in found(client, "开饭店") if one.endswith("一件事")]


def test_writing_the_index_anew_changes_nothing(shop: Restaurant):
    before = list(SearchEntry.objects.order_by("pk").values())
    assert any(entry["kind"] == "bundle" for entry in before)
    assert catalog.reindex() == len(before) == 5
    assert list(SearchEntry.objects.order_by("pk").values()) == before


def test_machines_that_ask_for_items_get_items(client: Client, shop: Restaurant):
    answer = client.get("/api/v1/items", {"q": "开办餐饮店"})
    assert answer.status_code == 200 and answer.json()["total"] == len(answer.json()["results"])
    assert {one["kind"] for one in client.get("/api/v1/items", {"q": "食品"}).json()["results"]} == {"item"}
