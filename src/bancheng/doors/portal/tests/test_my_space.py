"""What is one's own, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from bancheng.doors.portal.tests.conftest import PASSWORD, id_number
from bancheng.registers.messages import selectors, services
from bancheng.registers.messages.types import template

NOTE = template("portal.test_note", title="第 {n} 条消息", body="正文 {n}\n第二行")
NEW = "Qiutian-2026!"


def account_of(browser: Client) -> Any:
    return browser.get("/my/").context["request"].user


def tell(account: Any, count: int) -> None:
    for n in range(1, count + 1):
        services.notify(account, NOTE.key, n=n)


def test_an_empty_inbox_says_what_will_come(signed_in: Client) -> None:
    assert "还没有消息。" in signed_in.get("/my/").content.decode()


def test_messages_come_newest_first_and_page_by_page(signed_in: Client) -> None:
    tell(account_of(signed_in), 25)
    first = signed_in.get("/my/").content.decode()
    titles = re.findall(r"<h2><a[^>]*>(.*?)</a>", first)
    assert titles[0] == "第 25 条消息" and len(titles) == 20
    assert "25" in first and "条未读" in first
    older = re.search(r'href="(\?after=\d+)"', first)
    assert older is not None
    second = signed_in.get("/my/" + older.group(1)).content.decode()
    assert re.findall(r"<h2><a[^>]*>(.*?)</a>", second)[-1] == "第 1 条消息"
    assert "更早的消息" not in second and "回到最新" in second


def test_reading_a_message_marks_it_read(signed_in: Client) -> None:
    account = account_of(signed_in)
    tell(account, 2)
    found = selectors.inbox(account).messages[0]
    page = signed_in.get(f"/my/messages/{found.id}/").content.decode()
    assert "第 2 条消息" in page and "第二行" in page
    assert selectors.unread_count(account) == 1
    signed_in.post("/my/messages/read/")
    assert selectors.unread_count(account) == 0


def test_anothers_message_is_not_there(signed_in: Client, register: Callable[..., Any]) -> None:
    other = register("李秀英", "41132319520202002", "13900005678")
    tell(other, 1)
    theirs = selectors.inbox(other).messages[0].id
    assert signed_in.get(f"/my/messages/{theirs}/").status_code == 404
    assert selectors.unread_count(other) == 1
    assert signed_in.get("/my/messages/99999999999999999999/").status_code == 404


def test_a_message_is_plain_text_whatever_it_holds(signed_in: Client) -> None:
    services.notify(account_of(signed_in), NOTE.key, n="<script>alert(1)</script>")
    page = signed_in.get("/my/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_ones_own_numbers_are_masked_on_every_page(signed_in: Client) -> None:
    for path in ("/my/", "/my/profile/", "/my/password/", "/my/organisations/"):
        page = signed_in.get(path).content.decode()
        assert id_number() not in page and "13900001234" not in page
    page = signed_in.get("/my/profile/").content.decode()
    assert "411***********" in page and "139****1234" in page and "手机号核验" in page


def test_pages_of_a_signed_in_person_are_never_kept_by_a_cache(signed_in: Client) -> None:
    assert signed_in.get("/my/profile/").headers["Cache-Control"] == "private, no-store"


def test_a_new_password_needs_the_old_one(signed_in: Client) -> None:
    wrong = signed_in.post("/my/password/", {"old": "Falsch-12345!", "new": NEW})
    assert wrong.status_code == 422 and "原密码不正确" in wrong.content.decode()
    assert signed_in.post("/my/password/", {"old": PASSWORD, "new": NEW}).headers["Location"] == "/my/profile/"
    assert signed_in.get("/my/profile/").status_code == 200
    fresh = Client()
    assert fresh.post("/login/", {"login": id_number(), "password": NEW}).status_code == 302


def test_staff_are_sent_to_their_own_desk(browser: Client, city: Any) -> None:
    browser.post("/login/", {"login": "xixiaclerk", "password": "Bancheng-2024!"})
    answer = browser.get("/my/profile/")
    assert answer.status_code == 403
    assert "工作人员请到工作台办理" in answer.content.decode()
