"""消息接收方式: each channel is turned on and off by its owner; WeChat is bound first."""

from __future__ import annotations

import pytest
from django.test import Client

from bancheng.doors.portal.tests.applying import text
from bancheng.registers.identity.models import Account
from bancheng.registers.messages import selectors

pytestmark = pytest.mark.django_db


def wanted(browser: Client) -> dict[str, bool]:
    account = Account.objects.get(pk=browser.session["_auth_user_id"])
    return {one.channel: one.wanted for one in selectors.subscriptions(account)}


def test_channels_are_turned_on_and_off(signed_in: Client) -> None:
    assert 'href="/my/channels/"' in text(signed_in, "/my/profile/")
    page = text(signed_in, "/my/channels/")
    assert "短信" in page and "微信" in page and "还没有绑定" in page and "13900001234" not in page
    for channel, act, then in (
        ("sms", "off", {"sms": False, "wechat": False}),
        ("wechat", "bind", {"sms": False, "wechat": True}),
        ("sms", "on", {"sms": True, "wechat": True}),
        ("wechat", "off", {"sms": True, "wechat": False}),
    ):
        assert signed_in.post("/my/channels/", {"channel": channel, "act": act}).status_code == 302
        assert wanted(signed_in) == then
    assert "已关闭" in text(signed_in, "/my/channels/")


@pytest.mark.parametrize(
    ("sent", "status"),
    [({}, 302), ({"act": "on"}, 422), ({"act": "on", "channel": "wechat"}, 422), ({"act": "off", "channel": "x"}, 422)],
)
def test_what_no_button_sends_breaks_nothing(signed_in: Client, sent: dict[str, str], status: int) -> None:
    assert signed_in.post("/my/channels/", sent).status_code == status
    assert Client().get("/my/channels/").status_code == 302
