"""axe-core finds nothing on the main pages: normal, elder and high contrast, wide and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.reading import (
    CITIZEN_LOGIN,
    DESKS,
    MODES,
    OTHERS,
    OWN,
    PASSWORD,
    STAFF_LOGIN,
    WIDTHS,
    main_pages,
)

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]


UNFOLD = "document.querySelectorAll('details').forEach(part => part.open = true)"


def faults(seen: Visit, paths: Iterable[str]) -> dict[str, list[str]]:
    """What axe finds on each page, with all that stands folded away; and pages wider than the window."""
    found: dict[str, list[str]] = {}
    for path in paths:
        seen.open(path).evaluate(UNFOLD)
        wide = [f"{seen.overflow()} px too wide"] if seen.overflow() > 0 else []
        if wrong := seen.axe() + wide:
            found[path] = wrong
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_the_main_pages(visit: Open, mode: str, width: str) -> None:
    seen = visit(width=WIDTHS[width], cookies=MODES[mode])
    assert not faults(seen, main_pages(seen))


def test_axe_finds_nothing_on_the_other_pages(visit: Open) -> None:
    assert not faults(visit(), OTHERS.values())


@pytest.mark.parametrize("mode", MODES)
def test_nothing_runs_out_of_the_narrowest_window(visit: Open, mode: str) -> None:
    seen = visit(width=320, cookies=MODES[mode])
    for path in (*main_pages(seen), *OTHERS.values()):
        seen.open(path).evaluate(UNFOLD)
        assert seen.overflow() <= 0, path


def test_axe_finds_nothing_on_forms_sent_back_with_errors(visit: Open) -> None:
    seen = visit(width=390)
    for path in ("/login/", "/register/", "/reset/"):
        page = seen.open(path)
        seen.follow(page.locator("main form button.btn-primary").click)
        expect(page).to_have_title(re.compile("^错误："))
        expect(page.locator(".errors")).to_be_focused()
        assert not seen.axe()


def test_axe_finds_nothing_at_work(visit: Open) -> None:
    seen = visit()
    seen.enter(STAFF_LOGIN, "/work/login/")
    assert not seen.axe()
    assert seen.overflow() <= 0


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_ones_own_space(visit: Open, mode: str) -> None:
    seen = visit(width=WIDTHS["phone"], cookies=MODES[mode])
    seen.enter(CITIZEN_LOGIN, "/login/")
    assert not faults(seen, OWN.values())


@pytest.mark.parametrize("login", sorted({login for login, _ in DESKS.values()}))
def test_axe_finds_nothing_at_the_desks_a_case_passes(visit: Open, login: str) -> None:
    seen = visit()
    seen.enter((login, PASSWORD), "/work/login/")
    assert not faults(seen, [path for who, path in DESKS.values() if who == login])
