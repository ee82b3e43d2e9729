"""Signing in and out, the lock, the way back to where one was, a forgotten password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from bancheng.doors.portal.tests.conftest import PASSWORD, PHONE, id_number, last_code

NEW = "Qiutian-2026!"


def sign_in(browser: Client, login: str | None = None, password: str = PASSWORD, **more: str) -> Any:
    return browser.post("/login/", {"login": login or id_number(), "password": password, **more})


def test_a_citizen_arrives_in_his_space_and_staff_at_work(browser: Client, register: Callable[..., Any]) -> None:
    register()
    assert sign_in(browser).headers["Location"] == "/my/"
    browser.post("/logout/")
    assert sign_in(browser, "xixiaclerk", "Bancheng-2024!").headers["Location"] == "/work/"


def test_whoever_was_on_his_way_somewhere_gets_there(browser: Client, register: Callable[..., Any]) -> None:
    register()
    led = browser.get("/my/profile/")
    assert led.headers["Location"] == "/login/?next=/my/profile/"
    assert sign_in(browser, next="/my/profile/").headers["Location"] == "/my/profile/"


@pytest.mark.demand("SEC-18")
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\x00/", "my/"]
)
def test_nobody_is_sent_to_another_site(browser: Client, register: Callable[..., Any], target: str) -> None:
    register()
    assert sign_in(browser, next=target).headers["Location"] == "/my/"
    assert browser.post("/reading/", {"mode": "elder", "next": target}).headers["Location"] == "/"


def test_wrong_number_and_wrong_password_read_the_same(browser: Client, register: Callable[..., Any]) -> None:
    register()
    wrong = sign_in(browser, password="Nicht-dieses-1!").content.decode()
    absent = sign_in(browser, id_number("41132319850505003")).content.decode()
    sentence = "身份号码（工号）或密码不正确，请重新输入。"
    assert sentence in wrong and sentence in absent


@pytest.mark.demand("SEC-18")
def test_five_wrong_passwords_lock_the_login_even_for_the_right_one(
    browser: Client, register: Callable[..., Any]
) -> None:
    register()
    for _ in range(5):
        assert sign_in(browser, password="Nicht-dieses-1!").status_code == 422
    locked = sign_in(browser)
    assert locked.status_code == 429
    assert "分钟后再试" in locked.content.decode()
    assert browser.get("/my/").status_code == 302


def test_an_expired_session_is_told_in_words(browser: Client, register: Callable[..., Any]) -> None:
    browser.cookies[settings.SESSION_COOKIE_NAME] = "gone"
    page = browser.get("/login/", {"next": "/my/"}).content.decode()
    assert "登录已过期，请重新登录。" in page
    assert "登录已过期" not in Client().get("/login/", {"next": "/my/"}).content.decode()


def test_who_is_signed_in_needs_no_login_page(signed_in: Client) -> None:
    assert signed_in.get("/login/").headers["Location"] == "/my/"


def test_signing_out_needs_a_form_and_forgets_the_person(signed_in: Client) -> None:
    assert signed_in.get("/logout/").status_code == 302
    assert signed_in.get("/my/").status_code == 200
    assert signed_in.post("/logout/").headers["Location"] == "/"
    assert "您已退出。" in signed_in.get("/").content.decode()
    assert signed_in.get("/my/").status_code == 302


def test_a_forgotten_password_is_set_anew_by_phone(browser: Client, register: Callable[..., Any]) -> None:
    register()
    form = {"id_number": id_number(), "phone": PHONE, "password": NEW}
    assert "验证码已发送" in browser.post("/reset/", {**form, "send_code": "1"}).content.decode()
    assert browser.post("/reset/", {**form, "code": last_code()}).headers["Location"] == "/login/"
    assert sign_in(browser).status_code == 422
    assert sign_in(browser, password=NEW).status_code == 302


def test_the_reset_page_does_not_tell_who_is_registered(browser: Client, register: Callable[..., Any]) -> None:
    register()
    form = {"phone": "13900007777", "send_code": "1"}
    known = browser.post("/reset/", {**form, "id_number": id_number()})
    unknown = browser.post("/reset/", {**form, "id_number": id_number("41132319850505003")})
    assert known.status_code == unknown.status_code == 200
    assert "验证码已发送" in known.content.decode() and "验证码已发送" in unknown.content.decode()
    assert "还没有短信" in browser.get("/demo/phone/").content.decode()
