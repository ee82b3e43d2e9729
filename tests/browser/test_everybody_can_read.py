"""axe-core finds nothing on the main pages: normal, elder and high contrast, wide and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.reading import (
    CITIZEN_LOGIN,
    MODES,
    NARROWEST,
    OTHERS,
    OWN,
    STAFF_LOGIN,
    WIDTHS,
    main_pages,
)

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_the_main_pages_and_nothing_runs_out_of_the_window(visit: Open, mode: str) -> None:
    seen = visit(cookies=MODES[mode])
    assert not seen.wrong(main_pages(seen), *WIDTHS.values())


def test_axe_finds_nothing_on_the_other_pages_and_nothing_runs_out_of_the_window(visit: Open) -> None:
    assert not visit().wrong(OTHERS.values(), WIDTHS["wide"])


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "normal"])
def test_nothing_on_the_other_pages_runs_out_of_the_narrowest_window(visit: Open, mode: str) -> None:
    seen = visit(width=NARROWEST, cookies=MODES[mode])
    assert not seen.wrong(OTHERS.values())


def test_axe_finds_nothing_on_forms_sent_back_with_errors(visit: Open) -> None:
    seen = visit(width=390)
    for path in ("/login/", "/register/", "/reset/"):
        page = seen.open(path)
        seen.follow(page.locator("main form button.btn-primary").click)
        expect(page).to_have_title(re.compile("^错误："))
        expect(page.locator(".errors")).to_be_focused()
        assert not seen.axe()


def test_axe_finds_nothing_at_work(visit: Open) -> None:
    assert not visit(who=STAFF_LOGIN[0]).wrong(["/work/"], WIDTHS["wide"])


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_ones_own_space(visit: Open, mode: str) -> None:
    seen = visit(cookies=MODES[mode], who=CITIZEN_LOGIN[0])
    assert not seen.wrong(OWN.values(), WIDTHS["phone"])
