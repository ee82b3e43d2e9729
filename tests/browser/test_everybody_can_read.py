"""axe-core finds nothing on the main pages: normal, elder and high contrast, wide and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from tests.browser.conftest import Visit
from tests.browser.reading import MODES, OTHERS, STAFF_LOGIN, WIDTHS, main_pages

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
        page.locator("main form button.btn-primary").click()
        assert page.title().startswith("错误：")
        assert page.evaluate("document.activeElement.className") == "errors"
        assert not seen.axe()


def test_axe_finds_nothing_at_work(visit: Open) -> None:
    seen = visit()
    login, password = STAFF_LOGIN
    page = seen.open("/work/login/")
    assert not seen.axe()
    page.locator("input[type=password]").fill(password)
    page.locator("main input[type=text], main input:not([type])").first.fill(login)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/work/")
    assert not seen.axe()
    assert seen.overflow() <= 0
