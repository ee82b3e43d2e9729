"""A hall screen turns its pages, shows what is in force and nothing of anybody."""

from __future__ import annotations

import re

import pytest
from django.test import Client, override_settings

from bancheng.ground import law
from bancheng.registers.catalog import services
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, body, make_item, published, republish

LIST = f"/screen/{COUNTY}/guides/"


def text(answer) -> str:
    return answer.content.decode()


def test_a_screen_shows_the_guides_of_its_region_with_version_hash_and_code(world: World, client: Client):
    version = published(world.market)
    published(world.elsewhere, "别处的事项")
    make_item(world.market, "没有指南的事项")
    shown = text(client.get(LIST))
    assert "食品经营许可" in shown and "15 个工作日" in shown and "西峡县市场监督管理局" in shown
    assert version.digest[:12] in shown and "第 1 版" in shown and shown.count('class="qr"') == 1
    assert "别处的事项" not in shown and "没有指南的事项" not in shown
    assert 'data-surface="wall"' in shown and "<script" in shown and "style=" not in shown


def test_a_card_asks_for_as_many_papers_as_the_guide_itself(world: World, client: Client):
    version = published(world.market)
    told = re.search(r"交 (\S+) 份材料", text(client.get(LIST)))
    assert told and f'<dd class="big">{told[1]} <small>份材料' in text(client.get(f"/screen/guides/{version.item_id}/"))


def test_a_screen_goes_round_its_pages_by_itself(world: World, client: Client):
    for n in range(7):
        published(world.market, f"事项{n}", weight=10 - n)
    first, second = text(client.get(LIST)), text(client.get(LIST, {"page": "2"}))
    assert "事项0" in first and "事项6" not in first and "事项6" in second
    assert re.search(r'http-equiv="refresh" content="20;url=\?page=2"', first)
    assert re.search(r'http-equiv="refresh" content="20;url=\?page=1"', second)
    assert "第 2 / 2 屏，共 7 项" in second


@pytest.mark.parametrize("page", ["0", "-1", "99999", "999999999", "x", "２", ""])
def test_a_page_that_does_not_exist_is_the_first(world: World, client: Client, page: str):
    published(world.market)
    answer = client.get(LIST, {"page": page})
    assert answer.status_code == 200 and "第 1 / 1 屏" in text(answer)


@pytest.mark.parametrize("region", ["1", "11", "411323999999", "410183000000", "9" * 40, "0"])
def test_a_region_that_is_not_served_has_no_screen(world: World, client: Client, region: str):
    assert client.get(f"/screen/{region}/guides/").status_code == 404


def test_a_region_without_guides_says_where_to_ask(world: World, client: Client):
    assert "还没有发布办事指南" in text(client.get(LIST))


def test_one_guide_is_shown_whole_and_a_cancelled_one_says_so(world: World, client: Client):
    version = published(world.market)
    address = f"/screen/guides/{version.item_id}/"
    shown = text(client.get(address))
    assert "从业人员健康证明" in shown and "白羽路 99 号" in shown and version.digest[:12] in shown
    services.cancel_item(item=version.item, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)
    assert "起取消，不再办理" in text(client.get(address))
    assert version.item.name not in text(client.get(LIST))


@pytest.mark.parametrize("item", ["0", "999", "9" * 30])
def test_an_item_without_a_guide_has_no_screen(world: World, client: Client, item: str):
    make_item(world.market)
    assert client.get(f"/screen/guides/{item}/").status_code == 404


@override_settings(BANCHENG_PUBLIC_URL="https://xixia.example")
def test_the_code_leads_to_the_public_address_of_the_guide(world: World, client: Client, monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr("bancheng.doors.kiosk.guides.views.qr", lambda link: seen.append(link) or "")
    version = published(world.market)
    client.get(LIST)
    client.get(f"/screen/guides/{version.item_id}/")
    assert seen == [f"https://xixia.example/guide/{version.item_id}/"] * 2


def test_a_screen_asks_little_of_the_database(world: World, client: Client, django_assert_max_num_queries):
    for n in range(6):
        published(world.market, f"事项{n}")
    client.get(LIST)
    with django_assert_max_num_queries(4):
        client.get(LIST)


def test_a_guide_with_hostile_words_stays_text(world: World, client: Client):
    version = published(world.market, "<script>alert(1)</script>许可")
    republish(version.item, body(summary="<img src=x onerror=alert(1)>"))
    for address in (LIST, f"/screen/guides/{version.item_id}/"):
        shown = text(client.get(address))
        assert "<script>alert" not in shown and "<img" not in shown and "&lt;script&gt;" in shown
