"""Filters kept over the list of items: tabs with their counts, one that the list opens with, and a page to put them in order."""

from __future__ import annotations

import pytest
from django.test import Client

from bancheng.doors.workbench.saved import bar
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog.tests.sample import make_item, published
from bancheng.registers.identity.models import KeptFilter

pytestmark = pytest.mark.django_db
ADD = "/work/saved/items/add/"


@pytest.fixture
def manager(desk: Desk) -> Client:
    published(desk.world.market, "食品经营许可")
    make_item(desk.world.water, "用水报装", item_type="20", nature="convenience", coded=False)
    make_item(desk.world.water, "用水过户", item_type="20", nature="convenience", coded=False)
    return desk.browser("service_officer")


def keep(client: Client, title: str, query: str) -> KeptFilter:
    assert client.post(f"{ADD}?{query}", {"title": title}).status_code == 302
    return KeptFilter.objects.get(title=title)


def test_the_present_filter_is_kept_and_stands_as_a_tab_with_its_count(manager: Client) -> None:
    assert "保存这个筛选" not in text(manager.get("/work/items/"))
    page = text(manager.get("/work/items/", {"coded": "0", "q": "", "after": "0", "bogus": "x"}))
    assert f'href="{ADD}?coded=0"' in page
    assert "保存筛选" in text(manager.get(f"{ADD}?coded=0"))
    answer = manager.post(f"{ADD}?coded=0", {"title": "待赋码"}, follow=True)
    page = text(answer)
    assert answer.redirect_chain == [("/work/items/?coded=0", 302)] and [one.name for one in answer.context["rows"]]
    assert 'href="/work/items/?coded=0" aria-current="true">待赋码 <span class="num">2</span>' in page
    assert "保存这个筛选" not in page, "it is kept already"
    assert "待赋码" in text(manager.get("/work/items/")) and "保存这个筛选" in text(manager.get("/work/items/?q=水"))


def test_a_count_stops_at_a_thousand(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(manager, "待赋码", "coded=0")
    monkeypatch.setattr(bar, "MOST_COUNTED", 1)
    assert '待赋码 <span class="num">1+</span>' in text(manager.get("/work/items/"))


def test_a_name_that_is_missing_or_taken_and_a_number_are_told_beside_the_form(manager: Client) -> None:
    keep(manager, "待赋码", "coded=0")
    for query, title, sentence in (
        ("coded=1", "", "请填写名称"),
        ("coded=1", "待赋码", "已经有一个叫“待赋码”的筛选"),
        ("coded=1", "名" * 21, "20"),
        ("", "空的", "请先筛选"),
        ("q=411323199001011234", "某人", "不能保存"),
    ):
        answer = manager.post(f"{ADD}?{query}", {"title": title})
        assert answer.status_code == 422 and sentence in text(answer)
    assert KeptFilter.objects.count() == 1


def test_they_are_put_in_order_renamed_and_removed(manager: Client) -> None:
    first, second = keep(manager, "待赋码", "coded=0"), keep(manager, "许可", "item_type=01")
    page = "/work/saved/items/"
    assert manager.post(page, {"act": "forward", "filter": second.pk}).status_code == 302
    assert [row.title for row, _url in manager.get(page).context["rows"]] == ["许可", "待赋码"]
    assert manager.post(f"/work/saved/filters/{first.pk}/rename/", {"title": "许可"}).status_code == 422
    assert manager.post(f"/work/saved/filters/{first.pk}/rename/", {"title": "要赋码的"}).status_code == 302
    assert "要赋码的" in text(manager.get("/work/items/"))
    assert "列表里的内容不受影响" in text(manager.post(f"/work/saved/filters/{first.pk}/drop/"))
    assert manager.post(f"/work/saved/filters/{first.pk}/drop/", {"confirm": "yes"}).status_code == 302
    assert "要赋码的" not in text(manager.get("/work/items/"))
    for bad in ({"act": "x", "filter": second.pk}, {"act": "back", "filter": first.pk}, {"act": "back"}, {}):
        assert manager.post(page, bad).status_code == 404


def test_the_list_opens_with_the_chosen_one_and_everything_stays_in_reach(manager: Client) -> None:
    row = keep(manager, "待赋码", "coded=0")
    assert manager.get("/work/items/").status_code == 200
    manager.post("/work/saved/items/", {"act": "open", "filter": row.pk})
    answer = manager.get("/work/items/")
    assert answer.status_code == 302 and answer["Location"] == "/work/items/?coded=0"
    everything = manager.get("/work/items/?everything=1")
    assert len(everything.context["rows"]) == 3
    assert 'href="/work/items/?everything=1" aria-current="true">全部' in text(everything)
    assert 'href="/work/items/?everything=1">清除条件' in text(manager.get("/work/items/?coded=0"))
    assert manager.get("/work/items/", headers={"HX-Request": "true", "HX-Target": "list"}).status_code == 200
    manager.post("/work/saved/items/", {"act": "unopen", "filter": row.pk})
    assert manager.get("/work/items/").status_code == 200


def test_nobody_sees_or_touches_those_of_another(desk: Desk, manager: Client) -> None:
    row = keep(manager, "待赋码", "coded=0")
    other = desk.browser("catalog_editor")
    assert "保存这个筛选" not in text(other.get("/work/items/")) and row.title not in text(
        other.get("/work/saved/items/")
    )
    for answer in (
        other.get(f"/work/saved/filters/{row.pk}/rename/"),
        other.post(f"/work/saved/filters/{row.pk}/drop/", {"confirm": "yes"}),
        other.post("/work/saved/items/", {"act": "open", "filter": row.pk}),
        other.get("/work/saved/nolist/"),
        other.get("/work/saved/nolist/add/?q=x"),
    ):
        assert answer.status_code == 404
    assert Client().get("/work/saved/items/").status_code == 302, "to the login"


def test_a_kept_filter_that_means_nothing_any_more_counts_nothing_and_breaks_nothing(manager: Client) -> None:
    keep(manager, "旧的", "organisation=99999999999999999999&nature=gone&state=%00&stars=99&region=41%27")
    page = manager.get("/work/items/")
    assert page.status_code == 200 and "旧的" in text(page)


def test_the_tree_leads_to_regions_that_are_not_served(desk: Desk, manager: Client) -> None:
    make_item(desk.world.town, "镇里的事项", coded=False)
    page = manager.get("/work/items/", {"region": desk.world.town.region_id})
    assert [one.name for one in page.context["rows"]] == ["镇里的事项"]
