"""The workshop of bundles as its lead sees it: sound at every width, and whole without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.reading import WIDTHS

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
LEAD, NAME = "xixiahall", "开办餐饮店"
SECTIONS = ("members", "feeds", "questions", "rules", "steps", "plan")
DOCUMENTS = ("plan", "form", "guide", "flow")


def bundle(seen: Visit, name: str = NAME) -> str:
    """The address of a bundle, found as people find it."""
    page = seen.open(f"/work/bundles/?q={name}")
    address: str = page.get_by_role("link", name=name, exact=True).first.get_attribute("href")
    return address


def press(seen: Visit, name: str | re.Pattern[str]) -> Any:
    return seen.follow(seen.page.get_by_role("button", name=name).first.click)


def save(seen: Visit) -> Any:
    """The button of the foot; another of the same name, which the eye does not see, stands first for the Enter key."""
    return seen.follow(seen.page.get_by_role("button", name="保存", exact=True).last.click)


def test_axe_finds_nothing_in_the_workshop_and_nothing_runs_out_of_the_window(visit: Open) -> None:
    seen = visit(who=LEAD)
    one = bundle(seen)
    pages = ["/work/bundles/", "/work/bundles/?q=木牛流马", "/work/bundles/create/", one]
    pages += [f"{one}edit/{key}/" for key in SECTIONS] + [f"{one}documents/{key}/" for key in DOCUMENTS]
    pages += [f"{one}{rest}" for rest in ("change/", "preview/", "compare/", "publish/", "withdraw/", "renew/")]
    assert not seen.wrong(pages, *WIDTHS.values())


def test_without_scripts_a_bundle_is_put_together_checked_and_published(visit: Open) -> None:
    seen = visit(who=LEAD, script=False)
    page = seen.open("/work/bundles/create/")
    page.locator("[name=key]").fill("clinic-opening")
    page.locator("[name=name]").fill("开诊所")
    page.locator("[name=audience]").select_option("legal")
    page.locator("[name=stage]").select_option("open")
    page.locator("[name=lead_id]").select_option(label="西峡县市场监督管理局")
    press(seen, "列入清单")
    one = page.url
    seen.follow(page.get_by_role("link", name="编排", exact=True).click)
    for words in ("个体工商户设立登记", "食品经营许可（新办）"):
        page.locator("[name=find]").fill(words)
        press(seen, "找")
        press(seen, re.compile(f"^{re.escape(words)}$"))
    page.locator("[name=summary]").fill("开诊所要办的事一次办好。")
    page.locator("[name=audience][value='2']").check()
    press(seen, re.compile("^保存，写下一节"))
    expect(page.locator("main")).to_contain_text("从各成员的指南里看出")
    assert seen.overflow() <= 0
    press(seen, re.compile("^采用"))
    page.locator("[name=rows-1-before]").select_option(label="食品经营许可（新办）")
    page.locator("[name=rows-1-after]").select_option(label="个体工商户设立登记")
    save(seen)
    expect(page.locator("main")).to_contain_text("前置关系成环")
    assert seen.overflow() <= 0
    page.locator("[name=rows-1-before]").select_option("")
    page.locator("[name=rows-1-after]").select_option("")
    save(seen)
    expect(page.locator("main")).to_contain_text("“前置关系”已保存")
    written(seen, one)
    page = seen.open(f"/work/{one.partition('/work/')[2]}publish/")
    press(seen, "确认发布")
    expect(page.locator("main")).to_contain_text("第 1 版已发布")


def written(seen: Visit, one: str) -> None:
    """What the six elements and four documents still need."""
    place = "/work/" + one.partition("/work/")[2]
    page = seen.open(f"{place}edit/rules/")
    for row in page.locator("fieldset.rowbox").all():
        row.locator("input[type=radio]").first.check()
        row.locator("[name$=-reason]").fill("以先办的为准")
    save(seen)
    page = seen.open(f"{place}edit/steps/")
    page.locator("[name=rows-0-name]").fill("在线填写一张表")
    save(seen)
    page = seen.open(f"{place}edit/plan/")
    for name in ("goal", "measures", "division"):
        page.locator(f"[name={name}]").fill("写明")
    page.locator("[name=rows-0-on]").fill("2026-12-31")
    page.locator("[name=rows-0-goal]").fill("上线")
    save(seen)


def test_axe_finds_nothing_on_a_section_sent_back_and_on_a_draft_to_be_published(visit: Open) -> None:
    seen = visit(who=LEAD, width=390)
    one = bundle(seen, "开药店")
    page = seen.open(f"{one}renew/")
    press(seen, "准备新版")
    seen.open(f"{one}edit/plan/")
    page.locator("[name=rows-0-goal]").fill("")
    save(seen)
    expect(page.locator(".errors")).to_contain_text("请填写到这一天要做到什么")
    assert not seen.axe() and seen.overflow() <= 0
    seen.open(f"{one}publish/")
    expect(page.get_by_role("button", name="确认发布")).to_be_enabled()
    assert not seen.axe() and seen.overflow() <= 0


def test_the_merge_beside_the_text_follows_what_is_typed(visit: Open) -> None:
    seen = visit(who=LEAD)
    page = seen.open(f"{bundle(seen, '开书店')}edit/feeds/")
    before = page.locator("#panel").inner_text()
    page.locator("details > summary").filter(has_text="→").first.click()
    page.locator("[name=rows-0-refusal]").first.select_option("stop")
    page.locator("[name=rows-0-material]").first.select_option("")
    expect(page.locator("#panel")).not_to_have_text(before)
