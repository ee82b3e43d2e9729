"""One person's whole way: from everyday words to the list of papers, to an account, to the inbox."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from stdnum.cn import ric
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
PASSWORD = "Chuntian-2026!"


def id_number(stem: str) -> str:
    return stem + ric.calc_check_digit(stem + "0")


def find_and_ask(seen: Visit) -> None:
    """开饭店 → 食品经营许可 → four answers → the list."""
    page = seen.open("/")
    page.locator("#q").fill("开饭店")
    page.get_by_role("button", name="搜索").click()
    page.get_by_role("link", name="食品经营许可（新办）").click()
    assert page.locator("h1").inner_text() == "食品经营许可（新办）"
    page.get_by_role("link", name="看我要交什么").click()
    for answer in ("集中用餐单位食堂", "学校、托幼机构食堂", "热食类制售、自制饮品", "否"):
        page.locator(".choice label", has_text=re.compile(f"^{answer}")).click()
        page.get_by_role("button", name="继续").click()
    assert re.match(r"您要交 \d+ 份材料", page.locator("h1").inner_text())
    assert page.locator("ol.mats > li").count() > 0
    assert "学校、托幼机构食堂" in page.locator("dl.answers").inner_text()


def register(seen: Visit, stem: str, phone: str) -> None:
    page = seen.open("/register/")
    page.locator("#id_name").fill("古丽·娜扎")
    page.locator("#id_id_number").fill(id_number(stem))
    page.locator("#id_phone").fill(phone)
    page.get_by_role("button", name="获取验证码").click()
    assert page.locator("#id_name").input_value() == "古丽·娜扎"
    page.locator("#id_code").fill(_code(seen, phone))
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/my/")


def _code(seen: Visit, phone: str) -> str:
    """The code as the demo phone shows it, in another window."""
    other = seen.page.context.new_page()
    other.goto(seen.url + "/demo/phone/")
    line = other.locator("ol.inbox > li", has_text=f"{phone[:3]}****{phone[-4:]}").first.inner_text()
    other.close()
    found = re.search(r"验证码 (\d{6})", line)
    assert found is not None
    return found.group(1)


def test_from_opening_a_restaurant_to_an_account_of_ones_own(visit: Open) -> None:
    seen = visit()
    find_and_ask(seen)
    page = seen.page
    page.locator(".site-head__region").click()
    page.get_by_role("button", name="河南省郑州市新密市").click()
    assert "新密市" in page.locator(".site-head__region").inner_text()
    register(seen, "41018319900301001", "13911110001")
    assert "注册成功。" in page.locator("main").inner_text()
    first = page.get_by_text("账号已注册")
    for _ in range(60):  # the worker brings it, a moment after the answer
        if first.count():
            break
        page.wait_for_timeout(250)
        page.goto(seen.url + "/my/")
    first.click()
    assert "不要把密码和验证码告诉任何人" in page.locator("main").inner_text()
    page.goto(seen.url + "/my/")
    page.get_by_role("link", name="我的资料").click()
    assert "410***********" in page.locator("main").inner_text()
    assert not seen.axe()
    page.get_by_role("button", name="退出登录").click()
    assert "您已退出。" in page.locator("main").inner_text()


def test_the_same_way_on_a_phone_without_javascript(visit: Open) -> None:
    seen = visit(width=390, script=False)
    find_and_ask(seen)
    register(seen, "41018319900301002", "13911110002")
    seen.page.get_by_role("button", name="长者模式").click()
    assert seen.page.locator("html[data-mode=elder]").count() == 1
    assert not seen.page.get_by_role("button", name="听一听").is_visible()


def test_an_old_person_finds_his_card_with_big_letters(visit: Open) -> None:
    seen = visit(width=390)
    page = seen.open("/")
    page.get_by_role("button", name="长者模式").click()
    size = float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))
    assert size >= 22
    page.get_by_role("button", name="放大").click()
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) > size
    assert page.get_by_role("button", name="听一听").is_visible()
    page.get_by_role("link", name="社保", exact=False).first.click()
    page.get_by_role("link", name="社会保障卡申领").click()
    assert "跑几次" in page.locator("dl.facts").inner_text()


def test_by_keyboard_alone_one_gets_to_a_guide(visit: Open) -> None:
    seen = visit()
    page = seen.open("/")
    focused = "document.activeElement.textContent.trim() || document.activeElement.id"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "跳到正文"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("社保卡")
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/**")
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate(focused)
        if page.evaluate(focused) == "社会保障卡申领":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/guide/*/")
    assert page.locator("h1").inner_text() == "社会保障卡申领"


def test_traditional_script_is_kept_from_page_to_page(visit: Open) -> None:
    seen = visit()
    page = seen.open("/")
    page.get_by_role("button", name="繁體").click()
    assert page.locator("html[lang=zh-Hant]").count() == 1
    page.locator("#q").fill("社會保障卡")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="社會保障卡申領").click()
    assert page.locator("h1").inner_text() == "社會保障卡申領"
    page.get_by_role("button", name="简体").click()
    assert page.locator("h1").inner_text() == "社会保障卡申领"


def test_the_guide_prints_with_its_button_and_no_navigation(visit: Open) -> None:
    seen = visit()
    page = seen.open("/")
    page.get_by_role("link", name="居住证申领").first.click()
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("link", name="打印指南").click()
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    assert not page.get_by_role("button", name="打印").is_visible()
    assert page.locator("h1").inner_text() == "居住证申领"
