"""One person's whole way: from everyday words to the list of papers, to an account, to the inbox."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from stdnum.cn import ric
from tests.browser.conftest import Visit
from tests.browser.reading import LETTERS

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
PASSWORD = "Chuntian-2026!"


def id_number(stem: str) -> str:
    return stem + ric.calc_check_digit(stem + "0")


def find_and_ask(seen: Visit) -> None:
    """开饭店 → 食品经营许可 → four answers → the list."""
    page = seen.open("/")
    page.locator("#q").fill("开饭店")
    seen.follow(page.get_by_role("button", name="搜索").click)
    seen.follow(page.get_by_role("link", name="食品经营许可（新办）").click)
    expect(page.locator("h1")).to_have_text("食品经营许可（新办）")
    seen.follow(page.get_by_role("link", name="看我要交什么").click)
    for answer in ("集中用餐单位食堂", "学校、托幼机构食堂", "热食类制售、自制饮品", "否"):
        page.locator(".choice label", has_text=re.compile(f"^{answer}")).click()
        seen.follow(page.get_by_role("button", name="继续").click)
    expect(page.locator("h1")).to_have_text(re.compile(r"^\s*您要交 \d+ 份材料"))
    expect(page.locator("ol.mats > li")).not_to_have_count(0)
    expect(page.locator("dl.answers")).to_contain_text("学校、托幼机构食堂")


def register(seen: Visit, stem: str, phone: str) -> None:
    page = seen.open("/register/")
    page.locator("#id_name").fill("古丽·娜扎")
    page.locator("#id_id_number").fill(id_number(stem))
    page.locator("#id_phone").fill(phone)
    seen.follow(page.get_by_role("button", name="获取验证码").click)
    expect(page.locator("#id_name")).to_have_value("古丽·娜扎")
    page.locator("#id_code").fill(_code(seen, phone))
    page.locator("#id_password").fill(PASSWORD)
    seen.follow(lambda: page.locator("#id_password").press("Enter"))
    expect(page).to_have_url(re.compile("/my/$"))


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
    seen.follow(page.locator(".site-head__region").click)
    seen.follow(page.get_by_role("button", name="河南省郑州市新密市").click)
    expect(page.locator(".site-head__region")).to_contain_text("新密市")
    register(seen, "41018319900301001", "13911110001")
    expect(page.locator("main")).to_contain_text("注册成功。")
    first = page.get_by_text("账号已注册")
    seen.look_until(first)
    seen.follow(first.click)
    expect(page.locator("main")).to_contain_text("不要把密码和验证码告诉任何人")
    seen.open("/my/")
    seen.follow(page.get_by_role("link", name="我的资料").click)
    expect(page.locator("main")).to_contain_text("410***********")
    assert not seen.axe()
    seen.follow(page.get_by_role("button", name="退出登录").click)
    expect(page.locator("main")).to_contain_text("您已退出。")


def test_the_same_way_on_a_phone_without_javascript(visit: Open) -> None:
    seen = visit(width=390, script=False)
    find_and_ask(seen)
    register(seen, "41018319900301002", "13911110002")
    seen.follow(seen.page.get_by_role("button", name="长者模式").click)
    expect(seen.page.locator("html[data-mode=elder]")).to_have_count(1)
    expect(seen.page.get_by_role("button", name="听一听")).to_be_hidden()


def test_an_old_person_finds_his_card_with_big_letters(visit: Open) -> None:
    seen = visit(width=390)
    page = seen.open("/")
    seen.follow(page.get_by_role("button", name="长者模式").click)
    size = float(page.evaluate(LETTERS))
    assert size >= 22
    seen.follow(page.get_by_role("button", name="放大").click)
    assert float(page.evaluate(LETTERS)) > size
    expect(page.get_by_role("button", name="听一听")).to_be_visible()
    seen.follow(page.get_by_role("link", name="社保", exact=False).first.click)
    seen.follow(page.get_by_role("link", name="社会保障卡申领", exact=True).click)
    expect(page.locator("dl.facts")).to_contain_text("跑几次")


def test_by_keyboard_alone_one_gets_to_a_guide(visit: Open) -> None:
    seen = visit()
    page = seen.open("/")
    focused = "document.activeElement.textContent.trim() || document.activeElement.id"
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "跳到正文"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")  # within the page: no other document comes
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("社保卡")
    seen.follow(lambda: page.keyboard.press("Enter"))
    expect(page).to_have_url(re.compile("/items/"))
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate(focused)
        if page.evaluate(focused) == "社会保障卡申领":
            break
    seen.follow(lambda: page.keyboard.press("Enter"))
    expect(page).to_have_url(re.compile(r"/guide/\d+/$"))
    expect(page.locator("h1")).to_have_text("社会保障卡申领")


def test_traditional_script_is_kept_from_page_to_page(visit: Open) -> None:
    seen = visit()
    page = seen.open("/")
    seen.follow(page.get_by_role("button", name="繁體").click)
    expect(page.locator("html[lang=zh-Hant]")).to_have_count(1)
    page.locator("#q").fill("社會保障卡")
    seen.follow(lambda: page.keyboard.press("Enter"))
    seen.follow(page.get_by_role("link", name="社會保障卡申領", exact=True).click)
    expect(page.locator("h1")).to_have_text("社會保障卡申領")
    seen.follow(page.get_by_role("button", name="简体").click)
    expect(page.locator("h1")).to_have_text("社会保障卡申领")


def test_the_guide_prints_with_its_button_and_no_navigation(visit: Open) -> None:
    seen = visit()
    page = seen.open("/")
    seen.follow(page.get_by_role("link", name="居住证申领").first.click)
    seen.follow(page.get_by_role("link", name="打印指南").click)
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.get_by_role("button", name="打印").click()
    expect(page.locator("body[data-printed=yes]")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_have_text("居住证申领")
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
