"""Registering by ID number: one account each, a code by phone, nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bancheng.doors.portal.tests.conftest import PASSWORD, PHONE, id_number, last_code

FORM = {"name": "阿依古丽·买买提", "id_number": id_number(), "phone": PHONE, "password": PASSWORD}


def send_code(browser: Client, **typed: str) -> str:
    answer = browser.post("/register/", {**FORM, **typed, "send_code": "1"})
    assert answer.status_code == 200
    return answer.content.decode()


def send(browser: Client, **typed: str) -> Any:
    return browser.post("/register/", {**FORM, **typed})


def test_a_person_registers_with_the_code_of_his_phone_and_is_signed_in(browser: Client) -> None:
    send_code(browser)
    answer = send(browser, code=last_code())
    assert answer.headers["Location"] == "/my/"
    page = browser.get("/my/").content.decode()
    assert "注册成功。" in page and "阿依古丽·买买提" in page


@pytest.mark.demand("IDN-01")
def test_the_same_id_number_cannot_be_registered_twice(browser: Client, register: Callable[..., Any]) -> None:
    register()
    send_code(browser, phone="13900009999")
    answer = send(browser, phone="13900009999", code=last_code())
    assert answer.status_code == 422
    assert "这个身份号码已经注册过账号" in answer.content.decode()


@pytest.mark.demand("IDN-01")
def test_a_wrong_check_digit_is_refused_beside_the_field(browser: Client) -> None:
    good = id_number()
    wrong = good[:-1] + ("0" if good[-1] != "0" else "1")
    send_code(browser)
    answer = send(browser, id_number=wrong, code=last_code())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_id_number"' in page
    assert re.search(r'class="field-error" id="id_id_number_error">[^<]+<', page)
    assert send(browser, code=last_code()).status_code == 302


def test_asking_for_the_code_keeps_what_was_typed_and_complains_of_nothing_else(browser: Client) -> None:
    page = send_code(browser, id_number="还没填完", name="王小满")
    assert 'value="王小满"' in page and 'value="还没填完"' in page
    assert "验证码已发送" in page
    assert "field-error" not in page


def test_asking_for_the_code_needs_a_phone_number(browser: Client) -> None:
    answer = browser.post("/register/", {**FORM, "phone": "12345", "send_code": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="field-error"') == 1
    assert "验证码已发送" not in page


def test_a_sixth_code_within_the_hour_is_refused(browser: Client) -> None:
    for _ in range(5):
        send_code(browser)
    answer = browser.post("/register/", {**FORM, "send_code": "1"})
    assert answer.status_code == 422
    assert "尝试次数过多" in answer.content.decode()


@pytest.mark.parametrize("code", ["000000", "abc", "", "１２３"])
def test_a_wrong_code_does_not_register(browser: Client, code: str) -> None:
    send_code(browser)
    if code == last_code():
        code = "000001"
    assert send(browser, code=code).status_code == 422
    assert browser.get("/my/").status_code == 302


def test_full_width_digits_and_a_small_x_are_read_as_they_are_meant(browser: Client) -> None:
    stem = next(stem for n in range(1, 999) if id_number(stem := f"41132319900101{n:03}").endswith("X"))
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    send_code(browser)
    typed = {"id_number": id_number(stem).lower().translate(wide), "phone": PHONE.translate(wide)}
    assert send(browser, code=last_code().translate(wide), **typed).status_code == 302


@pytest.mark.parametrize("name", ["𠮷㐂䶮", "欧阳·娜娜"])
def test_rare_characters_of_a_name_are_kept(browser: Client, name: str) -> None:
    send_code(browser)
    assert send(browser, name=name, code=last_code()).status_code == 302
    assert name in browser.get("/my/profile/").content.decode()


def test_an_empty_form_names_every_field(browser: Client) -> None:
    page = browser.post("/register/", {}).content.decode()
    for label in ("姓名", "身份号码", "手机号码", "短信验证码", "密码"):
        assert f"请填写{label}" in page
    assert "<title>错误：" in page


def test_a_weak_password_is_told_what_to_change(browser: Client) -> None:
    send_code(browser)
    answer = send(browser, code=last_code(), password="1234567890")
    assert answer.status_code == 422
    assert "密码" in answer.content.decode()
    assert "1234567890" not in answer.content.decode()


def test_the_enter_key_registers_and_does_not_ask_for_another_code(browser: Client) -> None:
    """Browsers press the first button of a form: it must not be the one that sends a code."""
    page = browser.get("/register/").content.decode()
    form = page[page.index("<h1>注册</h1>") :]
    assert "send_code" not in re.findall(r"<button[^>]*>", form)[0]


def test_the_demo_phone_exists_in_the_demonstration_only(browser: Client, settings: Any) -> None:
    send_code(browser)
    assert last_code() in browser.get("/demo/phone/").content.decode()
    settings.BANCHENG_MODE = "production"
    assert browser.get("/demo/phone/").status_code == 404
    assert "演示手机" not in browser.get("/register/").content.decode()
