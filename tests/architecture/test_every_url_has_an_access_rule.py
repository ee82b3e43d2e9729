"""No page without a rule: the resolver is walked, and whoever may not enter is really kept out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bancheng.doors.frame.pages import Access

pytestmark = pytest.mark.django_db


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


def test_every_url_has_an_access_rule() -> None:
    bare = [route for route, entry in patterns() if not isinstance(getattr(entry.callback, "access", None), Access)]
    assert not bare, f"declare these with page(…, access=…): {bare}"


def test_every_url_has_a_name_and_a_title() -> None:
    poor = [route for route, entry in patterns() if not entry.name or not getattr(entry.callback, "page_title", "")]
    assert not poor


def test_only_what_is_meant_to_be_public_is_public() -> None:
    """The workbench has no public page but its login, and nothing under /work/ is for citizens."""
    for route, entry in patterns():
        kind = entry.callback.access.kind
        if route.startswith("work/"):
            assert kind in {"staff", "allowed"} or entry.name in {"login", "logout"}, route


def test_a_stranger_is_led_to_the_login_or_refused_on_every_protected_page(client: Client) -> None:
    """Walk every protected page without parameters as a stranger: never 200, never 500."""
    walked = 0
    for route, entry in patterns():
        if entry.callback.access.kind == "public" or "<" in route:
            continue
        answer = client.get("/" + route)
        assert answer.status_code in {302, 401, 403, 404, 405}, (route, answer.status_code)
        walked += 1
    assert walked > 5
