"""The shipped catalogue and bundles: what people say finds the one thing they mean before any single item."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bancheng.doors.portal.tests.conftest import XIXIA, City

HIT = re.compile(r'<h2><a href="([^"]+)">(.*?)</a>(.*?)</h2>', re.DOTALL)


def first(browser: Client, words: str) -> str:
    """The first result as it reads: its title, and what it is."""
    browser.cookies["region"] = XIXIA
    page = browser.get("/items/", {"q": words}).content.decode()
    found = HIT.search(page)
    assert found is not None, words
    return re.sub(r"<[^>]+>|\s", "", found[2] + found[3])


@pytest.mark.demand("AST-01")
def test_searching_for_a_restaurant_finds_the_one_thing_first(browser: Client, city: City) -> None:
    assert first(browser, "开饭店") == "开办餐饮店一件事"
    # Who names an item is led to that item.
    assert first(browser, "食品经营许可（新办）") == "食品经营许可（新办）"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("我想开饭店", "开办餐饮店"),
        ("开餐馆", "开办餐饮店"),
        ("kaibancanyin", "开办餐饮店"),
        ("生孩子", "新生儿出生"),
        ("生小孩", "新生儿出生"),
        ("买二手房", "二手房"),
        ("绿色算力", "开办绿色算力企业"),
    ],
)
def test_other_words_lead_to_their_one_thing(browser: Client, city: City, words: str, title: str) -> None:
    found = first(browser, words)
    assert found.startswith(title) and found.endswith("一件事")
