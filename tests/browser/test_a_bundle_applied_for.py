"""开办餐饮店 applied for in the browser: nothing for axe-core to find on the pages of the one form, nothing out of the window."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.browser.conftest import Visit
from tests.browser.reading import MODES, WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
CITIZEN = "411323199605060006"
START = "/bundles/restaurant/"
STEPS = ("", "question/1/", "applicant/", "form/1/", "materials/", "check/", "discard/")


@pytest.fixture
def draft(visit: Open) -> str:
    """The open draft of 王小满 in 西峡, begun from the page of the bundle; the address is the same for who comes later."""
    made = visit(who=CITIZEN, cookies={"region": "411323000000"})
    page = made.open(START)
    made.follow(lambda: page.locator(f'form[action="{START}start/"] button:visible').first.click())
    found = re.search(r"/bundles/apply/[0-9a-f]{32}/", page.url)
    assert found is not None, page.url
    for _ in range(40):
        if "/question/" not in str(page.locator("a.btn-go").get_attribute("href")):
            break
        made.follow(lambda: page.locator("a.btn-go").click())
        made.follow(lambda: _answer(page))
        made.open(found.group(0))
    return found.group(0)


def _answer(page: Any) -> None:
    """The first of what is offered, and no to what may be left out."""
    choices = page.locator(".choice label")
    if choices.count():
        (choices.last if choices.last.inner_text() == "否" else choices.first).click()
    else:
        page.fill("#answer-1", "60")
    page.locator("button.btn-go").click()


def test_everybody_can_read_the_pages_of_the_one_form(visit: Open, draft: str) -> None:
    assert not visit(who=CITIZEN).wrong([draft + step for step in STEPS], *WIDTHS.values())


def test_who_sees_badly_can_read_them_too(visit: Open, draft: str) -> None:
    assert not visit(cookies=MODES["elder"], who=CITIZEN).wrong([draft + step for step in STEPS], *WIDTHS.values())
