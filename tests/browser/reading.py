"""How people read: three modes, two widths; the main pages of the portal, and the others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

PATIENCE = 60_000
"""Milliseconds until a page counts as stuck. Long, because it costs nothing on a page that comes."""

MODES = {"normal": {}, "elder": {"mode": "elder"}, "contrast": {"contrast": "high"}}
WIDTHS = {"wide": 1280, "phone": 390}
NARROWEST = 320
"""The window in which nothing may have to be scrolled sideways (WCAG 1.4.10)."""
MAIN = {
    "home": "/",
    "results": "/items/?q=社保卡",
    "themes": "/find/theme/",
    "regions": "/regions/",
    "login": "/login/",
    "register": "/register/",
    "track": "/track/",
    "verify": "/verify/",
}
OWN = {"my-cases": "/space/cases/", "my-licences": "/space/licences/"}
OTHERS = {
    "home-legal": "/?audience=legal",
    "nothing-found": "/items/?q=木牛流马",
    "departments": "/find/department/",
    "reset": "/reset/",
    "demo-phone": "/demo/phone/",
    "help": "/help/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "sitemap": "/sitemap/",
    "not-there": "/guide/0/",
}
DESKS = {
    "work-cases": ("xixiaclerk", "/work/cases/"),
    "intake": ("xixiawindow", "/work/intake/"),
    "todo": ("xixiareviewer", "/work/todo/"),
    "grants": ("xixiaapprover", "/work/grants/"),
    "results": ("xixiaresult", "/work/results/"),
    "supervision": ("xixiasupervisor", "/work/supervision/"),
    "findings": ("xixiasupervisor", "/work/supervision/findings/"),
}
"""The desks a case passes: who sits there, and the address."""
PASSWORD = "Bancheng-2024!"
CITIZEN_LOGIN = ("412927197811129991", PASSWORD)
STAFF_LOGIN = ("xixiaclerk", PASSWORD)
LETTERS = "parseFloat(getComputedStyle(document.body).fontSize)"
"""Script: how large the letters of a page are, in pixels."""


def follow(page: Any, act: Callable[[], object]) -> Any:
    """Do what leads to another document; the page when that one is there whole, even at the same address.

    The document that is left carries a mark: neither its address nor an event of the browser tells two documents apart
    when a form comes back to where it was sent from, or when a second click takes the place of the first.
    """
    page.evaluate("document.documentElement.dataset.left = ''")
    act()
    expect(page.locator("html:not([data-left])")).to_have_count(1, timeout=PATIENCE)
    page.wait_for_load_state("load", timeout=PATIENCE)
    return page


def sign_in(page: Any, login: tuple[str, str]) -> Any:
    """The page that follows after name and password were typed where they are asked for."""
    page.locator("main input[type=text], main input:not([type])").first.fill(login[0])
    password = page.locator("input[type=password]")
    password.fill(login[1])
    follow(page, lambda: password.press("Enter"))
    expect(page).not_to_have_url(re.compile("/login/"), timeout=PATIENCE)
    return page


def guide_of(visit: Any, name: str) -> str:
    """The address of a guide, found as people find it."""
    page = visit.open(f"/items/?q={name}")
    address: str = page.get_by_role("link", name=name).first.get_attribute("href")
    return address


def main_pages(visit: Any) -> list[str]:
    """The addresses of MAIN and of one guide with all it has."""
    guide = guide_of(visit, "食品经营许可（新办）")
    return [*MAIN.values(), guide, guide + "materials/", guide + "print/", guide.replace("/guide/", "/apply/")]
