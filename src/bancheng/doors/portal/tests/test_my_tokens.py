"""A citizen makes an access token, sees its secret once, and stops it after a question."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from bancheng.registers.identity import selectors
from bancheng.registers.identity.models import ApiToken

SECRET = re.compile(r'id="secret">([^<]+)<')


def test_the_secret_is_shown_once(signed_in: Client) -> None:
    assert "还没有令牌" in signed_in.get("/my/tokens/").content.decode()
    answer = signed_in.post("/my/tokens/", {"name": "面馆记账程序", "days": "30"})
    shown = SECRET.search(answer.content.decode())
    assert shown is not None and "no-store" in answer["Cache-Control"]
    assert selectors.actor_of_token(shown.group(1)).name == "王小满"
    again = signed_in.get("/my/tokens/").content.decode()
    assert "面馆记账程序" in again and SECRET.search(again) is None and shown.group(1) not in again


def test_bad_input_makes_none(signed_in: Client) -> None:
    for form in ({"name": "", "days": "30"}, {"name": "x", "days": "400"}, {"name": "x" * 61, "days": "90"}, {}):
        answer = signed_in.post("/my/tokens/", form)
        assert answer.status_code == 422 and SECRET.search(answer.content.decode()) is None
    assert not ApiToken.objects.exists()


def test_one_is_stopped_after_a_question(signed_in: Client) -> None:
    signed_in.post("/my/tokens/", {"name": "面馆记账程序", "days": "30"})
    token = ApiToken.objects.get()
    page = f"/my/tokens/{token.pk}/revoke/"
    assert "停用令牌“面馆记账程序”" in signed_in.get(page).content.decode()
    assert ApiToken.objects.get().revoked_at is None
    assert signed_in.post(page).status_code == 302
    assert ApiToken.objects.get().revoked_at is not None
    assert signed_in.post(page).status_code == 404


def test_anothers_is_not_there(signed_in: Client, register: Callable[..., Any]) -> None:
    signed_in.post("/my/tokens/", {"name": "面馆记账程序", "days": "30"})
    stranger = Client()
    helper = register("赵助手", "41132319850505003", "13900005678")
    stranger.force_login(helper, backend="bancheng.registers.identity.backends.AccountBackend")
    token = ApiToken.objects.get()
    for page in (f"/my/tokens/{token.pk}/revoke/", f"/my/tokens/{10**30}/revoke/"):
        assert stranger.post(page).status_code == 404
    assert "面馆记账程序" not in stranger.get("/my/tokens/").content.decode()
    assert ApiToken.objects.get().revoked_at is None
    assert Client().get("/my/tokens/").status_code == 302
