"""Who calls is known by an access token alone."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi import tokens
from bancheng.doors.openapi.contract import PREFIX, declared
from bancheng.doors.openapi.tests.calling import API, Caller, caller
from bancheng.registers.identity import services as identity

PRIVATE = [one for one in declared() if one.private]
KEY, FILE = "0" * 32, "1" * 32


def path_of(route: str) -> str:
    parts = {"<case>": KEY, "<file>": FILE, "<line>": "1", "<number>": "X1", "<service>": "ZJ0001"}
    for name, value in parts.items():
        route = route.replace(name, value)
    return route


@pytest.mark.parametrize("operation", PRIVATE, ids=lambda one: f"{one.method} {one.route}")
def test_without_a_token_nothing_opens(stage: Stage, operation) -> None:
    kind = operation.media or "application/json"
    body = b"--x--\r\n" if kind.startswith("multipart") else b"{}"
    kind = f"{kind}; boundary=x" if kind.startswith("multipart") else kind
    answer = Client().generic(operation.method, PREFIX + path_of(operation.route), body, content_type=kind)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["code"] == "request.token" and "访问令牌" in answer.json()["detail"]


def test_a_session_of_the_browser_opens_nothing(stage: Stage) -> None:
    browser = Client()
    browser.force_login(stage.person().account)
    assert browser.get(f"{API}cases").status_code == 401
    answer = browser.post(f"{API}cases", {"item": stage.item()}, content_type="application/json")
    assert answer.status_code == 401


def test_a_stopped_token_opens_nothing(stage: Stage) -> None:
    who = stage.citizen()
    token, secret = identity.create_token(account=who.account, name="旧程序", by=who)
    assert Caller(secret).get("cases").status_code == 200
    identity.revoke_token(token=token.id, by=who)
    assert Caller(secret).get("cases").status_code == 401


def test_wrong_tokens_are_counted_and_never_written_down(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(tokens, "FAILURES", 3)
    right, wrong = caller(stage, stage.citizen()), Caller("bancheng_" + "ab" * 32)
    with caplog.at_level(logging.DEBUG):
        assert [wrong.get("cases").status_code for _ in range(4)] == [401, 401, 401, 429]
        assert right.get("cases").status_code == 200, "a right one is not kept out by wrong ones beside it"
        odd = Client().get(f"{API}cases", headers={"Authorization": wrong.secret})
    assert odd.status_code == 401
    assert wrong.secret not in caplog.text and right.secret not in caplog.text


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "bearer x" + "y" * 5000])
def test_a_header_that_is_none_is_refused_and_nothing_breaks(stage: Stage, header: str) -> None:
    assert Client().get(f"{API}cases", headers={"Authorization": header}).status_code == 401
