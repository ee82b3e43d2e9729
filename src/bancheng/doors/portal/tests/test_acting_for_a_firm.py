"""A legal representative registers his firm and names who may act for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from bancheng.doors.portal.tests.conftest import id_number
from bancheng.ground.law import today
from bancheng.profiles.loader_codes import demo_credit_code

FIRM = demo_credit_code("91", "411323000000", "portal-test")
HELPER = "41132319850505003"
BACKEND = "bancheng.registers.identity.backends.AccountBackend"


def register_firm(browser: Client, uscc: str = FIRM) -> Any:
    return browser.post("/my/organisations/", {"uscc": uscc, "name": "西峡县小满面馆", "kind": "2"})


def add(browser: Client, **typed: str) -> Any:
    form = {"name": "赵助手", "id_number": id_number(HELPER), "until": "", **typed}
    return browser.post(f"/my/organisations/{FIRM}/", form)


def test_a_firm_is_registered_once(signed_in: Client) -> None:
    assert "您还不能代表任何单位办事" in signed_in.get("/my/organisations/").content.decode()
    assert register_firm(signed_in, f" {FIRM[:4]}-{FIRM[4:].lower()}").status_code == 302
    page = signed_in.get("/my/organisations/").content.decode()
    assert "西峡县小满面馆" in page and "法定代表人（负责人）" in page
    again = register_firm(signed_in)
    assert again.status_code == 422 and "这个单位已经登记" in again.content.decode()


def test_a_wrong_credit_code_is_refused(signed_in: Client) -> None:
    wrong = FIRM[:-1] + ("A" if FIRM[-1] != "A" else "B")
    assert register_firm(signed_in, wrong).status_code == 422


def test_an_operator_is_named_seen_by_himself_and_ended(signed_in: Client, register: Callable[..., Any]) -> None:
    helper = register("赵助手", HELPER, "13900005678")
    register_firm(signed_in)
    until = (today() + timedelta(days=30)).isoformat()
    assert add(signed_in, until=until).status_code == 302
    page = signed_in.get(f"/my/organisations/{FIRM}/").content.decode()
    assert "赵助手" in page and "411***********" in page and id_number(HELPER) not in page
    theirs = Client()
    theirs.force_login(helper, backend=BACKEND)
    assert "经办人" in theirs.get("/my/organisations/").content.decode()
    number = re.search(r'name="operator" value="(\d+)"', page)
    assert number is not None
    signed_in.post(f"/my/organisations/{FIRM}/end/", {"operator": number.group(1)})
    assert "已失效" in signed_in.get(f"/my/organisations/{FIRM}/").content.decode()
    assert "您还不能代表任何单位办事" in theirs.get("/my/organisations/").content.decode()


def test_unknown_and_misnamed_people_read_the_same(signed_in: Client, register: Callable[..., Any]) -> None:
    register("赵助手", HELPER, "13900005678")
    register_firm(signed_in)
    sentence = "没有找到这个人。"
    assert sentence in add(signed_in, name="钱助手").content.decode()
    assert sentence in add(signed_in, id_number=id_number("41132319860606004")).content.decode()


def test_asking_for_people_is_counted(signed_in: Client) -> None:
    register_firm(signed_in)
    answers = [add(signed_in, name="钱助手").content.decode() for _ in range(21)]
    assert "尝试次数过多" in answers[-1] and "尝试次数过多" not in answers[0]


def test_a_day_that_is_past_or_none_is_told(signed_in: Client) -> None:
    register_firm(signed_in)
    assert "授权截止日不能早于今天" in add(signed_in, until="2020-01-01").content.decode()
    assert "2026-12-31" in add(signed_in, until="明年").content.decode()


def test_the_firm_of_another_is_not_there(signed_in: Client, register: Callable[..., Any]) -> None:
    register_firm(signed_in)
    stranger = Client()
    stranger.force_login(register("赵助手", HELPER, "13900005678"), backend=BACKEND)
    assert stranger.get(f"/my/organisations/{FIRM}/").status_code == 404
    assert stranger.post(f"/my/organisations/{FIRM}/end/", {"operator": "1"}).status_code == 404
    assert stranger.post(f"/my/organisations/{FIRM}/", {"name": "赵助手"}).status_code == 404
