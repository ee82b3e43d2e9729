"""A project from its registration to the desk of 发改: whole without scripts, sound at every width."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.reading import WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
OWNER, OFFICER = "412927197811129991", "xixiaprojects"
COUNTY = "411323000000"
CODE = re.compile(r"\d{4}-411323-04-01-\d{6}")


def press(seen: Visit, name: str) -> None:
    seen.follow(seen.page.get_by_role("button", name=name).first.click)


def registered(seen: Visit, name: str, kind: str) -> str:
    """A draft of the firm, as people write it; the path of its page."""
    page = seen.open("/my/projects/new/")
    press(seen, "保存草稿")
    expect(page.locator(".errors")).to_contain_text("请填写项目名称")
    page.locator("[name=name]").fill(name)
    page.locator("[name=kind]").select_option(kind)
    page.locator("[name=industry]").select_option("H")
    page.locator("[name=investment]").fill("860.5")
    page.locator("[name=region_1]").select_option(COUNTY)
    page.locator("[name=address_1]").fill("白羽街道建设路 12 号")
    press(seen, "保存草稿")
    return "/my/" + page.url.partition("/my/")[2]


def test_a_firm_registers_a_project_without_scripts_and_takes_its_code_along(visit: Open) -> None:
    seen = visit(who=OWNER, script=False)
    one = registered(seen, "城关餐饮中央厨房", "file")
    press(seen, "提交登记")
    expect(seen.page.locator("main")).to_contain_text(CODE)
    pages = ["/my/projects/", "/my/projects/new/", one, f"{one}change/", f"{one}cancel/"]
    # What axe looks with is a script: another browser, signed in as the same person.
    assert not visit(who=OWNER).wrong(pages, *WIDTHS.values())


def test_the_officer_takes_a_project_in_and_gives_a_problem_out(visit: Open) -> None:
    own = visit(who=OWNER)
    one = registered(own, "城关冷链仓储中心", "ratify")
    press(own, "提交登记")
    key = one.rstrip("/").rsplit("/", 1)[-1]
    seen = visit(who=OFFICER)
    page = seen.open("/work/projects/?part=submitted")
    expect(page.locator("main")).to_contain_text("城关冷链仓储中心")
    page = seen.open(f"/work/projects/{key}/accept/")
    press(seen, "受理并赋码")
    expect(page.locator("main")).to_contain_text(CODE)
    page = seen.open(f"/work/projects/{key}/problem/")
    page.locator("[name=title]").fill("门前道路没有通")
    page.locator("[name=organisation]").select_option(index=1)
    press(seen, "交办")
    expect(page.locator("main")).to_contain_text("节点已经排好")
    problem = "/work/" + page.url.partition("/work/")[2]
    pages = [
        "/work/projects/",
        "/work/projects/?q=木牛流马",
        "/work/projects/problems/",
        f"/work/projects/{key}/",
        problem,
    ]
    pages += [f"/work/projects/{key}/{rest}/" for rest in ("problem", "cancel")]
    assert not seen.wrong(pages, *WIDTHS.values())
