"""Every page without parameters is opened by every role of a county, and by the platform's: an answer, never a 500."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from bancheng.doors.workbench.tests.cast import Desk, build_desk
from bancheng.registers.identity.roles import ROLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return build_desk()


def plain_pages() -> list[str]:
    found: list[str] = []

    def walk(resolver: URLResolver, prefix: str) -> None:
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            if isinstance(entry, URLResolver):
                walk(entry, route)
            elif isinstance(entry, URLPattern) and "<" not in route and "logout" not in route:
                found.append("/" + route)

    walk(get_resolver(), "")
    return found


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_plain_page_of_staff_answers_every_role(desk: Desk, role: str) -> None:
    pages = [page for page in plain_pages() if page.startswith("/work/")]
    county = shown(opened(desk, role, pages, "county", {}))
    # Whom the whole county is not shown, one organ of it is not shown either.
    organ = shown(opened(desk, role, county, "organ", {"organisation_id": desk.world.market.pk}))
    platform = shown(opened(desk, role, pages, "platform", {"region": None}))
    assert min(len(county), len(organ), len(platform)) > 5


def test_every_other_plain_page_answers_staff_too(desk: Desk) -> None:
    others = [page for page in plain_pages() if not page.startswith("/work/")]
    assert len(shown(opened(desk, "clerk", others, "county", {}))) > 5


def opened(desk: Desk, role: str, pages: list[str], scope: str, more: dict[str, Any]) -> dict[str, int]:
    """The status of each page; none of them a failure of the server."""
    browser = desk.browser(role, number=f"{role.replace('_', '')}{scope}", **more)
    browser.raise_request_exception = False
    statuses = {page: browser.get(page).status_code for page in pages}
    assert not {page: status for page, status in statuses.items() if status >= 500}, scope
    return statuses


def shown(statuses: dict[str, int]) -> list[str]:
    return [page for page, status in statuses.items() if status == 200]
