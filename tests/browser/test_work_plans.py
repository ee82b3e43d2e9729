"""Work plans as their keeper sees them: sound at every width, and a plan registered and struck out without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.reading import WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
KEEPER, NAME = "xixiahall", "残疾人服务"


def test_a_plan_is_registered_listed_and_struck_out_and_every_page_of_it_is_sound(visit: Open) -> None:
    seen = visit(who=KEEPER, script=False)
    page = seen.open(f"/work/bundles/?q={NAME}")
    key = page.get_by_role("link", name=NAME, exact=True).first.get_attribute("href").strip("/").split("/")[-1]
    page = seen.open(f"/work/plans/{key}/register/")
    assert page.locator("[name=division]").input_value(), "what the text of the bundle says stands in the form"
    page.locator("[name=milestones]").fill("2026-12-31 残联和民政一次办好")
    page.locator("[name=file_number]").fill("西残联〔2026〕3号")
    seen.follow(page.get_by_role("button", name="登记").click)
    expect(page.get_by_text("西残联〔2026〕3号").first).to_be_visible()

    page = seen.open(f"/work/plans/?q={NAME}")
    row = page.get_by_role("row").filter(has_text="残联和民政一次办好")
    expect(row).to_contain_text("进行中")
    close = row.get_by_role("link", name="办结").get_attribute("href")
    pages = ["/work/plans/", "/work/plans/?q=木牛流马", f"/work/plans/{key}/", f"/work/plans/{key}/register/", close]
    looking = visit(who=KEEPER)
    assert not looking.wrong([*pages, "/work/plans/walks/"], *WIDTHS.values())

    page = seen.open(close)
    page.locator("[name=result]").fill("窗口和网上都可以一次办好")
    seen.follow(page.get_by_role("button", name="办结").click)
    expect(page.get_by_role("row").filter(has_text="残联和民政一次办好")).to_contain_text("已办结")
