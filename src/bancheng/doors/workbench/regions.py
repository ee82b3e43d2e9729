"""Regions to choose from: those served, indented as they nest, and within what a person may see."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bancheng.ground.access import Actor, region_stem, within
from bancheng.registers.organisations import selectors
from bancheng.registers.organisations.types import RegionNode

INDENT = "　"


def region_choices(*, everywhere: bool = False) -> list[tuple[str, str]]:
    """(code, name) of the served regions with those above them, indented by level; first, if asked, the whole platform."""
    found = [("", _("全平台"))] if everywhere else []

    def grow(nodes: tuple[RegionNode, ...], depth: int) -> None:
        for node in nodes:
            found.append((node.region.code, INDENT * depth + node.region.name))
            grow(node.children, depth + 1)

    grow(selectors.served_regions(), 0)
    return found


def county_choices() -> list[tuple[str, str]]:
    """(code, name) of all registered regions down to the counties, served or not, indented by level."""
    return [(row.code, INDENT * (len(region_stem(row.code)) // 2 - 1) + row.name) for row in selectors.counties()]


def in_scope(actor: Actor, action: str, choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The choices in which the person may do the action."""
    stems = [grant.region for grant in actor.grants if grant.action in {"*", action}]
    return [(code, name) for code, name in choices if any(not stem or (code and within(code, stem)) for stem in stems)]


def region_name(code: str) -> str:
    """The full name of a region; 全平台 for none."""
    if not code:
        return _("全平台")
    found = selectors.region(code)
    return found.full_name if found else code
