"""The site map, from the addresses themselves: a page that is not declared is not listed, and none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import gettext_lazy as _

from bancheng.doors.portal.guides.lists import DIRECTORIES

GROUPS = {
    "guides": _("找事项"),
    "bundles": _("一件事"),
    "projects": _("投资项目"),
    "lists": _("公开清单"),
    "cases": _("办到哪了"),
    "licences": _("证照和核验"),
    "payments": _("缴费和票据"),
    "accounts": _("账号"),
    "space": _("我的空间"),
    "site": _("关于本站"),
}
"""The modules of this door in the order of the map."""
ACTS = {"logout", "reading", "read-all", "demo-phone"}
"""Addresses that do something, or show nothing that belongs to the site."""


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    url: str
    signed_in: bool


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[Line, ...]


def _pages() -> Iterator[URLPattern]:
    _prefix, resolver = get_resolver().namespace_dict["portal"]
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern) and pattern.name not in ACTS:
            yield pattern


def _module(pattern: URLPattern) -> str:
    return str(pattern.callback.__module__).split(".")[3]


def sections() -> tuple[Section, ...]:
    """Every page with an address of its own, grouped by the module that shows it; the directories with their kinds."""
    lines: dict[str, list[Line]] = {group: [] for group in GROUPS}
    for pattern in _pages():
        view: Any = pattern.callback
        line = Line(view.page_title, reverse(f"portal:{pattern.name}"), view.access.kind != "public")
        lines[_module(pattern)].append(line)
    for kind, label in DIRECTORIES.items():
        lines["guides"].append(Line(str(label), reverse("portal:directory", args=[kind]), False))
    return tuple(Section(str(GROUPS[group]), tuple(found)) for group, found in lines.items())
