"""axe-core finds nothing on the pages of bundles, and nothing runs out of the window: for everybody, wide and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.reading import MODES, WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
BUNDLE = "/bundles/restaurant/"
PAGES = (
    "/bundles/?audience=legal",
    "/bundles/?q=火星移民",
    "/zone/",
    BUNDLE,
    BUNDLE + "questions/",
    BUNDLE + "print/",
    "/items/?q=开饭店",
)


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_the_pages_of_bundles(visit: Open, mode: str) -> None:
    assert not visit(cookies=MODES[mode]).wrong(PAGES, *WIDTHS.values())


def test_from_the_search_to_the_page_under_ones_own_answers_without_a_script(visit: Open) -> None:
    seen = visit(width=390, script=False)
    page = seen.open("/")
    page.get_by_label("您要办什么事？").fill("开饭店")
    seen.follow(page.get_by_role("button", name="搜索").click)
    seen.follow(page.get_by_role("link", name="开办餐饮店").first.click)
    expect(page.get_by_role("heading", level=1)).to_have_text("开办餐饮店")
    seen.follow(page.get_by_role("link", name="开始答").click)
    page.locator(".choice label").first.click()
    seen.follow(page.get_by_role("button", name="继续").click)
    while page.get_by_role("button", name="不确定，先跳过").count():
        seen.follow(page.get_by_role("button", name="不确定，先跳过").click)
    expect(page.get_by_role("heading", name="按您的回答列出")).to_be_visible()
