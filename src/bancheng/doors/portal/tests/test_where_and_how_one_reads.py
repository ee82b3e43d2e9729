"""The region of a page, its profile's names, and the modes of reading: all kept in cookies, all without JavaScript."""

from __future__ import annotations

import pytest
from django.test import Client

from bancheng.doors.portal.tests.conftest import XINMI, XIXIA, City
from bancheng.registers.catalog import selectors
from bancheng.registers.organisations import selectors as organisations

PLACES = {
    "xixia-2018": (XIXIA, "西峡政务服务", "西峡县人民政府"),
    "xinmi-2021": (XINMI, "", ""),
    "qinghai-2024": ("630104000000", "", ""),
    "chongqing-2020": ("500112000000", "", ""),
    "shanxi-2017": ("140105000000", "", ""),
}


def page(browser: Client, path: str = "/") -> str:
    return browser.get(path).content.decode()


@pytest.mark.demand("OPS-11")
@pytest.mark.parametrize("key", PLACES)
def test_each_profile_gives_the_page_its_own_names(browser: Client, city: City, key: str) -> None:
    code, site_name, organiser = PLACES[key]
    profile = organisations.profile_of(code)
    assert profile.key == key
    answer = browser.post("/regions/", {"region": code, "next": "/"})
    assert answer.status_code == 302
    shown = page(browser)
    region = organisations.region(code)
    assert region is not None
    assert f"<title>办事 — {profile.site_name}</title>" in shown
    assert f"由{profile.branding['organiser']}主办" in shown
    assert f"承办：{profile.branding['operator']}" in shown
    assert region.name in shown
    assert not site_name or site_name == profile.site_name
    assert not organiser or organiser == profile.branding["organiser"]


@pytest.mark.demand("OPS-11")
def test_what_a_region_sets_changes_its_own_pages_only(browser: Client, city: City) -> None:
    """Two regions, one item: each shows its own organ, and the list of one does not hold the other's."""
    here, there = city.item("食品经营许可（新办）"), city.item("食品经营许可（新办）", XINMI)
    assert f"/guide/{here}/" in page(browser, "/items/?q=食品经营许可")
    browser.post("/regions/", {"region": XINMI})
    shown = page(browser, "/items/?q=食品经营许可")
    assert f"/guide/{there}/" in shown and f"/guide/{here}/" not in shown
    assert "新密市市场监督管理局" in shown and "西峡县市场监督管理局" not in shown


def test_the_picker_lists_every_served_region_under_its_plan(browser: Client, city: City) -> None:
    shown = page(browser, "/regions/")
    for code, *_ in PLACES.values():
        assert f'value="{code}"' in shown
        assert organisations.profile_of(code).name in shown
    assert 'value="411300000000"' not in shown


def test_after_the_choice_one_is_back_where_one_was(browser: Client, city: City) -> None:
    answer = browser.post("/regions/", {"region": XINMI, "next": "/items/?q=社保卡"})
    assert answer.headers["Location"] == "/items/?q=%E7%A4%BE%E4%BF%9D%E5%8D%A1"
    assert answer.cookies["region"]["samesite"] == "Lax"


@pytest.mark.parametrize("code", ["", "999999999999", "411300000000", "'; --", "x" * 5000])
def test_a_region_that_is_not_served_is_refused_with_a_sentence(browser: Client, city: City, code: str) -> None:
    answer = browser.post("/regions/", {"region": code})
    assert answer.status_code == 422
    assert "没有这个地区" in answer.content.decode()


def test_a_forged_cookie_falls_back_to_the_first_region(browser: Client, city: City) -> None:
    browser.cookies["region"] = "<script>"
    assert "西峡县" in page(browser)


def test_elder_mode_has_six_tiles_and_the_bar_and_can_be_left(browser: Client, city: City) -> None:
    browser.post("/reading/", {"mode": "elder"})
    shown = page(browser)
    assert 'data-mode="elder"' in shown and shown.count("<li><a") >= 6
    assert "听一听" in shown and "打电话 12345" in shown
    browser.post("/reading/", {"zoom": "3"})
    assert 'data-zoom="3"' in page(browser)
    browser.post("/reading/", {"mode": ""})
    assert 'data-mode="elder"' not in page(browser)


def test_the_tiles_of_elder_mode_lead_somewhere(browser: Client, city: City) -> None:
    for path in ("/items/?q=社保卡", "/items/?q=医保", "/items/?q=身份证", "/items/?group=elderly"):
        assert "没有找到。" not in page(browser, path), path


def test_high_contrast_is_an_attribute_of_the_first_byte(browser: Client, city: City) -> None:
    browser.post("/reading/", {"contrast": "high"})
    assert 'data-contrast="high"' in page(browser)


@pytest.mark.parametrize("name", ["mode", "zoom", "contrast", "language"])
def test_a_mode_that_is_none_is_ignored(browser: Client, city: City, name: str) -> None:
    answer = browser.post("/reading/", {name: '"><script>'})
    assert answer.status_code == 302 and not answer.cookies
    browser.cookies[name] = '"><script>'
    assert "<script>" not in page(browser).replace('<script src="', "")


def test_traditional_script_converts_contents_but_no_names_of_places_and_organs(browser: Client, city: City) -> None:
    browser.post("/reading/", {"language": "zh-hant"})
    shown = page(browser, f"/guide/{city.food}/")
    assert 'lang="zh-Hant"' in shown
    assert "食品經營許可" in shown and "您要開飯店" in shown
    assert "西峡县市场监督管理局" in shown and "西峽縣市場監督管理局" not in shown
    browser.post("/reading/", {"language": "zh-hans"})
    assert "食品经营许可" in page(browser, f"/guide/{city.food}/")


def test_a_region_without_items_says_so_and_offers_another(browser: Client, city: City) -> None:
    browser.post("/regions/", {"region": "630104000000"})
    assert selectors.published_total(region="630104000000") == 0
    for path in ("/", "/find/theme/"):
        shown = page(browser, path)
        assert "还没有发布事项" in shown and "换一个地区看看" in shown
