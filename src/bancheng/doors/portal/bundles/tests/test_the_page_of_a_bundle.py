"""One bundle as a citizen reads it: what it spares, the way with 和 and 或, the merge explained, its versions, its end."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bancheng.casework.bundles import services
from bancheng.casework.bundles.tests.sample import Restaurant, restaurant
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import (
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    TOWN,
    body,
    build_world,
    republish,
)
from bancheng.registers.organisations import services as organisations

PATH = "/bundles/restaurant/"
TAG = re.compile(r"<[^>]+>")


def in_region(client: Client, code: str) -> Client:
    client.cookies["region"] = code
    return client


@pytest.fixture
def shop(db: None) -> Restaurant:
    found = restaurant(build_world())
    for region in (COUNTY, TOWN, OTHER_COUNTY):
        organisations.serve_region(region=region, by=PLATFORM)
    return found


@pytest.fixture
def client(shop: Restaurant) -> Client:
    """A reader who chose the county of the bundle."""
    return in_region(Client(), COUNTY)


def shown(client: Client, path: str = PATH, status: int = 200, **data: str) -> str:
    """The words of the page, without markup."""
    answer = client.get(path, data)
    assert answer.status_code == status
    main = answer.content.decode().partition('id="main"')[2]
    return " ".join(TAG.sub(" ", main).split())


@pytest.mark.demand("ONE-03")
def test_the_page_shows_fewer_papers_than_the_members_ask_for_and_the_days_of_the_parallel_plan(
    client: Client, shop: Restaurant
):
    found = {}
    for key, item in shop.items.items():
        guide = catalog.guide(item)
        assert guide is not None
        found[key] = guide.document
    papers = [(key, material.code) for key, document in found.items() for material in document.materials]
    made = {("food", "M0002")}
    together = {code for key, code in papers if (key, code) not in made}
    days = {key: document.promised.n or 0 for key, document in found.items()}
    apart = sum(days.values())
    plan = max(max(days["single"], days["firm"]) + days["food"], days["water"])
    text = shown(client)
    assert len(together) < len(papers) and plan < apart
    assert f"{len(papers)} 份材料变 {len(together)} 份" in text
    assert f"一件接一件办要 {apart} 个工作日" in text and f"从受理起 {plan} 个工作日内全部办完" in text
    for heading in ("条件和依据", "要准备什么", "一步一步来", "要多久", "收多少钱", "谁做什么"):
        assert heading in text


def test_the_merge_says_how_many_items_a_paper_and_a_field_serve_and_what_is_made_on_the_way(
    client: Client, shop: Restaurant
):
    text = shown(client, shop_form="firm", wants_water="yes", is_chain="no")
    assert "由“公司登记”这一步产生，不用交" in text
    assert "交一次，3 个事项都用" in text
    assert "这一项服务 3 个事项，您只填一次" in text
    assert "第 3–17 个工作日" in text and "时间最长的一条线是：公司登记 → 食品许可" in text


def test_what_stands_for_each_other_is_an_or_until_one_says_which(client: Client, shop: Restaurant):
    text = shown(client)
    assert "或 您登记成什么" in text and "个体户登记" in text and "公司登记" in text
    text = shown(client, shop_form="single")
    assert "或 您登记成什么" not in text
    assert "这些您不用办： 公司登记（登记成公司时才办）" in text


def test_answers_make_the_page_smaller_and_each_can_be_changed(client: Client, shop: Restaurant):
    whole = client.get(PATH).content.decode()
    tailored = client.get(PATH, {"shop_form": "single", "wants_water": "no", "is_chain": "no"}).content.decode()
    assert "原来 5 次" in whole and "原来 2 次" in tailored
    assert "按您的回答列出" in tailored
    again = re.findall(r'href="(/bundles/restaurant/questions/\?[^"]+)"', tailored)
    assert any("was=single" in one and "shop_form" not in one for one in again)


def test_the_fees_of_members_stand_with_whom_they_go_to(client: Client, shop: Restaurant):
    text = shown(client, wants_water="yes")
    assert "西峡县自来水公司" in text and "装表费（供水）" in text and "100 元/户" in text
    assert "全部不收费" in shown(client, wants_water="no")


def test_each_member_leads_to_its_own_guide_which_names_the_bundle(client: Client, shop: Restaurant):
    page = client.get(PATH).content.decode()
    for item in shop.items.values():
        assert f'href="/guide/{item}/"' in page
        guide = client.get(f"/guide/{item}/").content.decode()
        assert "这个事项是“开办餐饮店”的一部分" in guide and f'href="{PATH}"' in guide
    services.withdraw(shop.bundle, reason="依据已失效", by=PLATFORM)
    assert "的一部分" not in client.get(f"/guide/{shop.items['food']}/").content.decode()


def test_the_picture_says_in_words_who_waits_for_whom(client: Client, shop: Restaurant):
    page = client.get(PATH, {"shop_form": "firm", "wants_water": "no"}).content.decode()
    said = re.search(r'<desc id="linked-said">([^<]+)</desc>', page)
    assert said is not None
    assert "公司登记（马上开始）" in said[1] and "食品许可（等公司登记的结果）" in said[1]
    assert "个体户登记（您不用办）" in said[1] and "供水（您不用办）" in said[1]
    assert page.count('class="linked__idle"') == 2 and page.count('class="linked__line"') == 1


def test_an_older_version_is_readable_and_says_that_it_is_not_in_force(client: Client, shop: Restaurant):
    shop.publish(summary="第二版的简介。")
    current, older = shown(client), shown(client, version="1")
    assert "第二版的简介。" in current and "历次版本（2）" in current
    assert "这是第 1 版，不是现行版本" in older and "第二版的简介。" not in older
    assert client.get(PATH, {"version": "3"}).status_code == 404
    assert "第 1 版" in shown(client, PATH + "print/", version="1")


def test_a_bundle_taken_back_is_gone_with_its_reason_and_what_can_be_done_instead(client: Client, shop: Restaurant):
    services.withdraw(shop.bundle, reason="依据已失效", by=PLATFORM)
    for path in (PATH, PATH + "print/", PATH + "questions/"):
        text = shown(client, path, status=410)
        assert "依据已失效" in text and "食品许可" in text
    assert client.get("/bundles/nothing/").status_code == 404
    services.register(region=TOWN, key="restaurant", name="镇上的草稿", audience="legal", stage="open", by=PLATFORM)
    assert "依据已失效" in shown(in_region(client, TOWN), status=410)


def test_a_member_with_a_new_guide_is_named_on_the_page_that_still_holds_to_the_old_one(
    client: Client, shop: Restaurant
):
    republish(ImplementationItem.objects.get(pk=shop.items["water"]), body(promised={"unit": "workday", "n": 3}))
    text = shown(client)
    assert "牵头部门正在核对： 供水" in text and "一件接一件办要 34 个工作日" in text


def test_what_a_county_publishes_holds_in_its_towns_and_not_next_door(client: Client, shop: Restaurant):
    assert "开办餐饮店" in shown(in_region(client, TOWN))
    assert in_region(client, OTHER_COUNTY).get(PATH).status_code == 404


def test_the_print_view_has_the_whole_of_it_with_code_and_hash(client: Client, shop: Restaurant):
    answer = client.get(PATH + "print/", {"shop_form": "firm"})
    page = answer.content.decode()
    assert "<details" in page and page.count("<details") == page.count(" open><summary>")
    assert "打印时间" in page and "<svg" in page and "您的回答" in page
    assert shop.bundle.versions.get().digest[:8] in page


@pytest.mark.parametrize(
    "data",
    [
        {"version": "²"},
        {"version": "9" * 30},
        {"shop_form": "'; DROP TABLE"},
        {"shop_form": "x" * 5000},
        {"wants_water": "maybe", "surprise": "1", "__class__": "x"},
        {"was": "\x00", "asked": "shop_form", "skip": "nothing"},
        {f"field{n}": "1" for n in range(200)},
    ],
)
def test_whatever_stands_in_the_address_never_breaks_the_page(client: Client, shop: Restaurant, data: dict[str, str]):
    for path in (PATH, PATH + "print/", PATH + "questions/"):
        assert client.get(path, data).status_code in {200, 404}


def test_the_page_takes_few_statements_however_many_members_it_has(client: Client, shop: Restaurant):
    client.get(PATH)
    with CaptureQueriesContext(connection) as seen:
        client.get(PATH, {"wants_water": "yes"})
    assert len(seen) <= 9


def test_what_is_kept_of_a_page_does_not_outlive_what_it_was_made_of(client: Client, shop: Restaurant):
    before = shown(client, shop_form="firm")
    assert "西峡县市场监督管理局（牵头）" in before and "一步一步来" in before
    line = {"name": "开办餐饮店", "audience": "legal", "stage": "open", "lead_id": shop.world.water.pk}
    services.register(region=COUNTY, key="restaurant", by=PLATFORM, **line)
    after = shown(client, shop_form="firm", wants_water="yes")
    assert "西峡县自来水公司（牵头）" in after and "西峡县市场监督管理局（牵头）" not in after
    client.cookies["django_language"] = "zh-hant"
    assert "辦理" in shown(client, shop_form="firm") and "公司登記" in shown(client, shop_form="firm")
    del client.cookies["django_language"]
    assert "公司登记" in shown(client, shop_form="firm")
