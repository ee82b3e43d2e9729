"""How people read: three modes, two widths; the main pages of the portal, and the others."""

from __future__ import annotations

from typing import Any

MODES = {"normal": {}, "elder": {"mode": "elder"}, "contrast": {"contrast": "high"}}
WIDTHS = {"wide": 1280, "phone": 390}
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


def sign_in(visit: Any, login: tuple[str, str], path: str) -> Any:
    """The page that follows after name and password were typed at `path`."""
    page = visit.open(path)
    page.locator("main input[type=text], main input:not([type])").first.fill(login[0])
    page.locator("input[type=password]").fill(login[1])
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
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
