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
}
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
STAFF_LOGIN = ("xixiaclerk", "Bancheng-2024!")


def guide_of(visit: Any, name: str) -> str:
    """The address of a guide, found as people find it."""
    page = visit.open(f"/items/?q={name}")
    address: str = page.get_by_role("link", name=name).first.get_attribute("href")
    return address


def main_pages(visit: Any) -> list[str]:
    """The addresses of MAIN and of one guide with all it has."""
    guide = guide_of(visit, "食品经营许可（新办）")
    return [*MAIN.values(), guide, guide + "materials/", guide + "print/"]
