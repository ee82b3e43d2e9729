"""Staff with `api.use` make access tokens for programs that work in their name."""

from __future__ import annotations

import re
from typing import Any

from bancheng.registers.identity import selectors
from bancheng.registers.identity.models import ApiToken

SECRET = re.compile(r'id="secret">([^<]+)<')


def test_a_clerk_makes_one_sees_it_once_and_stops_it(desk: Any) -> None:
    clerk = desk.browser("clerk")
    answer = clerk.post("/work/tokens/", {"name": "食品许可库同步", "days": "365"})
    shown = SECRET.search(answer.content.decode())
    assert shown is not None and "no-store" in answer["Cache-Control"]
    assert selectors.actor_of_token(shown.group(1)).key == "staff:clerk"
    listed = clerk.get("/work/tokens/").content.decode()
    assert "食品许可库同步" in listed and shown.group(1) not in listed
    page = f"/work/tokens/{ApiToken.objects.get().pk}/revoke/"
    assert "确认停用" in clerk.get(page).content.decode()
    clerk.post(page, {"confirm": "yes"})
    assert selectors.account_of_token(shown.group(1)) is None
    assert "这个令牌已经停用" in clerk.post(page, {"confirm": "yes"}, follow=True).content.decode()


def test_bad_input_makes_none(desk: Any) -> None:
    clerk = desk.browser("clerk")
    for form in (
        {"name": "", "days": "30"},
        {"name": "x", "days": "366"},
        {"name": "x", "days": "很久"},
        {"name": "x"},
    ):
        assert clerk.post("/work/tokens/", form).status_code == 422
    assert not ApiToken.objects.exists()


def test_others_neither_open_the_page_nor_see_anothers(desk: Any) -> None:
    desk.browser("clerk").post("/work/tokens/", {"name": "食品许可库同步", "days": "30"})
    token = ApiToken.objects.get()
    assert desk.browser("catalog_reviewer").get("/work/tokens/").status_code == 403
    reviewer = desk.browser("reviewer")
    assert "食品许可库同步" not in reviewer.get("/work/tokens/").content.decode()
    assert reviewer.post(f"/work/tokens/{token.pk}/revoke/", {"confirm": "yes"}).status_code == 404
    assert ApiToken.objects.get().revoked_at is None
