"""From what a person types or picks to the item he meant."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bancheng.doors.portal.tests.conftest import BY, XIXIA, City
from bancheng.ground import law
from bancheng.registers.catalog import selectors, services
from bancheng.registers.organisations import selectors as organisations


def text(browser: Client, path: str, **query: str) -> str:
    answer = browser.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", title) for title in re.findall(r'<h2><a href="/guide/\d+/">(.*?)</a></h2>', page)]


def test_everyday_words_lead_to_the_permit(browser: Client, city: City) -> None:
    page = text(browser, "/items/", q="开饭店")
    assert f'href="/guide/{city.food}/"' in page
    assert "也找了：食品经营许可" in page


@pytest.mark.parametrize("typed", ["食品经营许可", "食品經營許可", "shipinjingyingxuke", "spjyxk", "  食品经营  许可 "])
def test_the_same_item_is_found_however_it_is_typed(browser: Client, typed: str) -> None:
    assert "食品经营许可（新办）" in titles(text(browser, "/items/", q=typed))


def test_what_was_typed_is_marked_in_the_titles(browser: Client) -> None:
    assert "<mark>食品经营许可</mark>" in text(browser, "/items/", q="食品经营许可")


def test_nothing_found_says_what_to_do(browser: Client) -> None:
    page = text(browser, "/items/", q="木牛流马")
    assert "没有找到。" in page
    assert 'href="tel:12345"' in page


@pytest.mark.demand("CAT-09")
def test_lists_are_narrowed_by_nature_and_by_one_that_the_administrator_added(browser: Client, city: City) -> None:
    """Two built-in values and a third one: each lists its own items and no other's."""
    services.add_nature(code="inspection_on_request", label="依申请检查事项", by=BY)
    services.edit_item(item=city.row(city.food), nature="inspection_on_request", by=BY)
    city.republish(city.food)
    found = {
        code: set(titles(text(browser, "/items/", nature=code, q="食品经营许可")))
        for code in ("power", "convenience", "inspection_on_request")
    }
    assert found["inspection_on_request"] == {"食品经营许可（新办）"}
    assert found["power"] and "食品经营许可（新办）" not in found["power"]
    assert not found["convenience"] & (found["power"] | found["inspection_on_request"])
    assert "依申请检查事项" in text(browser, "/items/")
    assert titles(text(browser, "/items/", nature="convenience"))


@pytest.mark.demand("CAT-08")
def test_an_item_of_the_water_company_is_listed_under_its_owner_type(browser: Client, city: City) -> None:
    organ = organisations.organisation_for(XIXIA, "water_supply")
    name = "演示用供水服务"
    item = services.create_item(
        name=name, item_type="20", nature="convenience", organisation=organ.pk, basic=city.basic(name, "20"), by=BY
    )
    services.save_draft(item=item, body=city.body(city.food), revision=0, by=BY)
    services.publish(item=item, by=BY)
    assert name in titles(text(browser, "/items/", owner_type="public_enterprise", q=name))
    assert name not in titles(text(browser, "/items/", owner_type="administrative", q=name))
    assert "公共企事业单位" in text(browser, "/items/")


@pytest.mark.demand("CAT-01")
def test_a_new_item_is_on_the_public_page_and_in_the_api_at_once(browser: Client, city: City) -> None:
    """Published by the catalogue's verb, seen by the next request of the same process: nothing restarted, nothing cached."""
    name = "演示用新事项"
    assert name not in titles(text(browser, "/items/", q=name))
    organ = city.row(city.food).organisation_id
    item = services.create_item(
        name=name, item_type="01", nature="power", organisation=organ, basic=city.basic(name, "01"), by=BY
    )
    services.save_draft(item=item, body=city.body(city.food), revision=0, by=BY)
    assert name not in titles(text(browser, "/items/", q=name))
    services.publish(item=item, by=BY)
    assert titles(text(browser, "/items/", q=name))[0] == name
    assert browser.get(f"/guide/{item.pk}/").status_code == 200
    listed = browser.get("/api/v1/items", {"q": name, "region": XIXIA})
    assert name in listed.content.decode()
    services.cancel_item(item=item, on=law.today(), reason="演示结束", by=BY)
    assert name not in titles(text(browser, "/items/", q=name))


def test_all_pages_together_show_every_item_once(browser: Client, city: City) -> None:
    seen: list[str] = []
    address = "/items/"
    for _ in range(20):
        page = browser.get(address).content.decode()
        seen += re.findall(r'<h2><a href="(/guide/\d+/)">', page)
        following = re.search(r'href="(\?[^"]*)" rel="next"', page)
        if following is None:
            break
        address = "/items/" + following.group(1).replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == selectors.published_total(region=XIXIA)


def test_a_chosen_filter_can_be_taken_back(browser: Client) -> None:
    page = text(browser, "/items/", q="许可", online="1")
    assert "去掉这个条件" in page
    assert 'href="?q=%E8%AE%B8%E5%8F%AF"' in page


@pytest.mark.parametrize("kind", ["theme", "department", "life_event", "group"])
def test_each_directory_leads_to_as_many_items_as_it_says(browser: Client, kind: str) -> None:
    page = text(browser, f"/find/{kind}/")
    word = re.search(rf'href="(/items/\?{kind}=[^"]+)">[^<]+</a><span class="cap num">(\d+)<', page)
    assert word is not None
    assert f"共 {word.group(2)} 项。" in browser.get(word.group(1)).content.decode()


def test_persons_and_legal_persons_see_their_own_themes_on_the_home_page(browser: Client) -> None:
    person, legal = text(browser, "/"), text(browser, "/", audience="legal")
    assert "生育收养" in person and "投资审批" not in person
    assert "投资审批" in legal and "生育收养" not in legal
    assert "社会保障卡申领" in person
    assert "食品经营许可（新办）" in legal


def test_the_home_page_counts_what_there_is(browser: Client) -> None:
    assert f"全部 {selectors.published_total(region=XIXIA)} 项" in text(browser, "/")
