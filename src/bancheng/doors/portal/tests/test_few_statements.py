"""How many statements a page takes; a page that grows slower is noticed here."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bancheng.doors.portal.tests.conftest import City


def statements(browser: Client, path: str) -> int:
    browser.get(path)  # fills what a process keeps
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 10),
        ("/?audience=legal", 10),
        ("/items/", 10),
        ("/items/?q=食品经营许可&theme=licence", 10),
        ("/items/?q=木牛流马", 16),  # what is not found is also looked for among bundles and announcements
        ("/find/department/", 6),
        ("/help/", 2),
        ("/regions/", 2),
        ("/sitemap/", 2),
    ],
)
def test_a_public_page_takes_few_statements(browser: Client, city: City, path: str, most: int) -> None:
    assert statements(browser, path) <= most


def test_a_guide_takes_few_statements(browser: Client, city: City) -> None:
    assert statements(browser, f"/guide/{city.food}/") <= 6
    assert statements(browser, f"/guide/{city.food}/print/") <= 6
    assert statements(browser, f"/guide/{city.food}/materials/") <= 7


def test_ones_own_pages_take_few_statements(signed_in: Client, city: Any) -> None:
    for path in ("/my/", "/my/profile/", "/my/organisations/"):
        assert statements(signed_in, path) <= 10
