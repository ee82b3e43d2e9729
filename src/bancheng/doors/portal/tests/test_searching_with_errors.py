"""Whoever types one sign wrong is asked back; what was looked for in vain is noted without who it was."""

from __future__ import annotations

import html
import re

import pytest
from django.db import OperationalError
from django.test import Client

from bancheng.doors.portal.tests.conftest import City
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import SearchMiss


def text(browser: Client, **query: str) -> str:
    answer = browser.get("/items/", query)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("typed", ["食品京营许可", "食品经许可", "食品经营营许可", "食品营经许可", "石品经营许可"])
def test_one_sign_wrong_still_leads_to_the_item(browser: Client, city: City, typed: str) -> None:
    page = text(browser, q=typed)
    assert "您要找的是不是" in page
    (url,) = re.findall(r'<p class="row-gap" id="meant">.*?<a href="([^"]+)"><b>食品经营许可</b>', page)
    assert f'href="/guide/{city.food}/"' in page
    answer = browser.get("/items/" + url).content.decode()
    assert f'href="/guide/{city.food}/"' in answer and "您要找的是不是" not in answer


def test_what_is_found_as_typed_is_neither_doubted_nor_noted(browser: Client, city: City) -> None:
    for typed in ("食品经营许可", "spjyxk", "开饭店", ""):
        assert "您要找的是不是" not in text(browser, q=typed)
    assert not SearchMiss.objects.exists()


def test_a_search_in_vain_is_counted_once_a_first_page(browser: Client, city: City) -> None:
    for query in ({"q": "火星签证"}, {"q": "火星簽證"}, {"q": "火星签证", "audience": "legal"}, {"q": "13800138000"}):
        page = text(browser, **query)
        assert "没有找到" in page and "按主题找" in page
    (row,) = SearchMiss.objects.all()
    assert (row.text, row.times) == ("火星签证", 2) and row.region_code


def test_a_search_answers_even_where_it_cannot_be_noted(
    browser: Client, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(**_: object) -> bool:
        raise OperationalError("database is locked")

    monkeypatch.setattr(services, "note_miss", locked)
    assert "没有找到" in text(browser, q="火星签证")
