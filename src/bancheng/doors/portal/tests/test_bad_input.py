"""Whatever strangers send: an answer in words, never an error of the server, and nothing of theirs runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bancheng.doors.portal.tests.conftest import PASSWORD, City, id_number

HOSTILE = [
    "x" * 100_000,
    "'; DROP TABLE catalog_searchentry; --",
    '" OR 1=1 --',
    "<script>alert(1)</script>",
    "\x00",
    "%00%ff",
    "{{ 7 * 7 }}{% debug %}",
    "NEAR(a b, 99) AND * OR -(",
    "𠮷㐂䶮" * 50,
    "-1",
    "99999999999999999999999999",
    "a.b.c.d.e",
    "1.1.1.1.99999999999999999999",
    "../../etc/passwd",
    "\u202e\u0000\ufffe",
]
FILTERS = ["q", "theme", "department", "nature", "audience", "item_type", "online", "after"]
READ = {
    "/": ["audience"],
    "/items/": FILTERS,
    "/find/theme/": ["after"],
    "/login/": ["next"],
    "/regions/": ["next"],
    "/my/": ["after"],
}
"""Public addresses and what they read of their query string."""


@pytest.mark.demand("SEC-18")
@pytest.mark.parametrize("path", READ)
def test_no_query_string_brings_a_page_down(signed_in: Client, city: City, path: str) -> None:
    browser = signed_in if path == "/my/" else Client()
    browser.raise_request_exception = False
    for key in READ[path]:
        for value in HOSTILE:
            answer = browser.get(path, {key: value})
            assert answer.status_code == 200, (path, key, value[:40])


@pytest.mark.demand("SEC-18")
@pytest.mark.parametrize("value", HOSTILE)
def test_no_query_string_brings_a_guide_down(browser: Client, city: City, value: str) -> None:
    browser.raise_request_exception = False
    for path in (f"/guide/{city.food}/", f"/guide/{city.food}/print/", f"/guide/{city.food}/materials/"):
        for key in ("version", "food_business_type", "asked", "back"):
            assert browser.get(path, {key: value}).status_code in {200, 404}


@pytest.mark.demand("SEC-18")
@pytest.mark.parametrize("path", ["/login/", "/register/", "/reset/", "/regions/", "/reading/"])
def test_no_form_brings_a_page_down(browser: Client, city: City, path: str) -> None:
    browser.raise_request_exception = False
    names = ("login", "password", "name", "id_number", "phone", "code", "region", "mode", "next", "send_code")
    for value in HOSTILE:
        assert browser.post(path, dict.fromkeys(names, value)).status_code < 500, value[:40]


@pytest.mark.demand("SEC-18")
def test_what_is_searched_for_is_shown_and_never_run(browser: Client, city: City) -> None:
    page = browser.get("/items/", {"q": "\"><script>alert('x')</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "共 " in browser.get("/items/", {"q": "许可"}).content.decode()


@pytest.mark.demand("SEC-18")
@pytest.mark.parametrize(
    "path",
    ["/login/", "/logout/", "/register/", "/reset/", "/regions/", "/reading/", "/my/password/", "/my/messages/read/"],
)
def test_every_form_needs_the_token_of_its_own_page(register: Callable[..., Any], path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(register(), backend="bancheng.registers.identity.backends.AccountBackend")
    answer = strict.post(path, {"login": id_number(), "password": PASSWORD})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


@pytest.mark.demand("SEC-18")
@pytest.mark.parametrize("path", ["/", "/login/", "/guide/999999/", "/my/"])
def test_every_answer_forbids_foreign_scripts_frames_and_guessing(browser: Client, city: City, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "object-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.demand("SEC-18")
def test_no_page_holds_a_script_or_style_of_its_own(browser: Client, city: City) -> None:
    for path in (*READ, "/register/", f"/guide/{city.food}/", f"/guide/{city.food}/print/", "/help/", "/privacy/"):
        page = browser.get(path).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page), path


def test_a_page_that_is_none_says_where_to_go(browser: Client, city: City) -> None:
    answer = browser.get("/nirgends/")
    assert answer.status_code == 404
    assert "回首页" in answer.content.decode()


def test_a_body_larger_than_allowed_is_refused(browser: Client, city: City) -> None:
    browser.raise_request_exception = False
    answer = browser.post("/login/", {"login": "x" * (3 * 1024 * 1024)})
    assert answer.status_code in {400, 413}


def test_search_engines_and_people_find_the_same_pages(browser: Client, city: City) -> None:
    """The site map lists every page that has an address of its own, and each of them answers."""
    page = browser.get("/sitemap/").content.decode()
    listed = re.findall(r'<li><a href="(/[^"]*)">', page[page.index("<main") : page.index("</main>")])
    assert {"/", "/items/", "/find/theme/", "/login/", "/my/", "/help/", "/accessibility/"} <= set(listed)
    assert "/reading/" not in listed
    assert all(browser.get(path).status_code in {200, 302} for path in listed)
