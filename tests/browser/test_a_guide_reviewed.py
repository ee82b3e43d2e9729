"""Two persons bring out a version: one writes, enters what the dictionary lacks and submits, the other returns and publishes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Visit
from tests.browser.reading import PASSWORD

pytestmark = pytest.mark.browser
EDITOR, REVIEWER = ("xixiaeditor", PASSWORD), ("xixialists", PASSWORD)
ITEM = "食品经营许可（变更）"
REASON = "请写明依据的文件名和文号。"


def sound(seen: Visit) -> None:
    assert not seen.axe(), seen.page.url
    assert seen.overflow() <= 0, seen.page.url


def press(seen: Visit, name: str) -> None:
    seen.follow(lambda: seen.page.get_by_role("button", name=name, exact=True).last.click())


def enter_an_element(seen: Visit, guide: str) -> None:
    """What is alike is shown first; the new one stands in the form at once."""
    page = seen.open(f"{guide}fields/")
    twice: list[str] = []
    page.on("request", lambda one: one.method == "POST" and not one.is_navigation_request() and twice.append(one.url))
    page.locator("#new > summary").click()
    for label in ("经营场所总面积", "后厨灶眼数"):
        page.locator("[name=new-label]").fill(label)
        page.locator("[name=new-kind]").select_option("int")
        press(seen, "登记，加进这一节")
        sound(seen)
        if label == "经营场所总面积":
            expect(page.locator("#new")).to_contain_text("用已有的“经营场所面积”")
    expect(page.locator("main")).to_contain_text("数据元“后厨灶眼数”（l411323_hou_chu_zao_yan_shu）已登记")
    expect(page.locator("#panel")).to_contain_text("后厨灶眼数")
    assert all(url.endswith("/preview/") for url in twice), "the panel never presses the button again"
    press(seen, "保存")
    expect(page.locator("main")).to_contain_text("“表单”已保存")


def type_a_material(seen: Visit, guide: str) -> None:
    """The panel follows letter by letter, without leaving the field."""
    page = seen.open(f"{guide}materials/0/")
    page.locator("#section [name=notes]").press_sequentially("用黑色签字笔填写")
    expect(page.locator("#panel .paper")).to_contain_text("用黑色签字笔填写")
    expect(page.locator("#section [name=notes]")).to_be_focused()
    press(seen, "保存")


def submit(seen: Visit, guide: str, note: str) -> None:
    page = seen.open(f"{guide}submit/")
    sound(seen)
    page.locator("[name=note]").fill(note)
    press(seen, "确认送审")
    expect(page.locator("main")).to_contain_text("已送审")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_version_is_written_by_one_and_published_by_another(visit: Callable[..., Visit], width: int) -> None:
    editor, reviewer = visit(width=width), visit(width=width)
    editor.enter(EDITOR, "/work/login/")
    reviewer.enter(REVIEWER, "/work/login/")
    editor.open(f"/work/items/?q={ITEM}")
    found: Any = editor.page.get_by_role("link", name=ITEM).first.get_attribute("href")
    guide = f"{found}guide/"
    if width == 1280:
        enter_an_element(editor, guide)
        type_a_material(editor, guide)
    else:
        page = editor.open(f"{guide}basic/")
        page.locator("[name=summary]").fill("您的食品经营许可证上有内容要改，在这里申请变更。")
        press(editor, "送审")
    submit(editor, guide, "补登记灶眼数")
    desk = reviewer.open("/work/")
    reviewer.follow(lambda: desk.get_by_role("link", name="去审核").click())
    expect(desk.locator("main")).to_contain_text(ITEM)
    page = reviewer.open(f"{guide}publish/")
    sound(reviewer)
    expect(page.locator("main")).to_contain_text("逐项对比")
    expect(page.locator("main")).to_contain_text("补登记灶眼数")
    page.locator("[name=reason]").fill(REASON)
    press(reviewer, "退回修改")

    page = editor.open(f"{guide}time/")
    expect(page.locator("main")).to_contain_text(REASON)
    sound(editor)
    submit(editor, guide, "依据：宛政办〔2026〕3 号")
    page = reviewer.open(f"{guide}publish/")
    press(reviewer, "确认发布")
    expect(page.locator("main")).to_contain_text(re.compile("第 [0-9]+ 版已发布"))
    assert not editor.problems and not reviewer.problems
