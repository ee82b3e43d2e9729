"""网端推送: the inbox always, and one outbox row for each channel that its reader has subscribed to (FLW-23)."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.identity.tests.cast import person
from bancheng.registers.messages import selectors, services
from bancheng.registers.messages.models import Outbox, Subscription
from bancheng.registers.messages.tests.words import NOTICE, QUIET

pytestmark = pytest.mark.django_db


def told(account: Any, template: str = NOTICE.key) -> list[str]:
    """The channels by which one more message leaves."""
    made = services.notify(account, template, thing="营业执照", day="周一")
    return sorted(Outbox.objects.filter(message=made).values_list("channel", flat=True))


def test_text_messages_are_sent_until_somebody_says_otherwise() -> None:
    account = person().account
    assert told(account) == ["sms"]
    services.unsubscribe(account, "sms")
    assert told(account) == [] and selectors.unread_count(account) == 2
    services.subscribe(account, "sms")
    assert told(account) == ["sms"]


def test_a_bound_wechat_is_told_beside_the_phone_and_both_arrive() -> None:
    account = person().account
    services.subscribe(account, "wechat", code="abc")
    assert told(account) == ["sms", "wechat"]
    drain()
    assert {row.state for row in Outbox.objects.all()} == {"sent"}
    assert [text.phone_masked for text in selectors.demo_phone()].count("微信") == 1
    assert told(account, QUIET.key) == [], "what stays in the inbox stays there"
    services.unsubscribe(account, "wechat")
    assert told(account) == ["sms"]
    services.subscribe(account, "wechat")
    assert told(account) == ["sms", "wechat"], "bound once is bound"


def test_the_reader_is_kept_encrypted_and_a_channel_that_is_not_there_is_refused(settings: Any) -> None:
    account = person().account
    for channel in ("fax", "", "wechat"):
        with pytest.raises(Refused):
            services.subscribe(account, channel)
    assert not Subscription.objects.exists()
    services.subscribe(account, "wechat", code="abc")
    assert b"demo-" not in bytes(Subscription.objects.get().address)
    settings.BANCHENG_WECHAT = "none"
    assert told(account) == ["sms"]
    assert [one.channel for one in selectors.subscriptions(account)] == ["sms"]
    with pytest.raises(Refused):
        services.subscribe(account, "wechat", code="abc")


def test_who_unbinds_before_it_leaves_is_not_told_any_more() -> None:
    account = person().account
    services.subscribe(account, "wechat", code="abc")
    told(account)
    services.unsubscribe(account, "wechat")
    drain()
    states = dict(Outbox.objects.values_list("channel", "state"))
    assert states == {"sms": "sent", "wechat": "failed"}


def test_a_wrong_adapter_is_named_by_the_configuration_check(settings: Any) -> None:
    settings.BANCHENG_WECHAT = "nothing.there:AtAll"
    health = {one.plug: one for one in selectors.checks()}
    assert health["wechat"].state == "fail" and "BANCHENG_WECHAT" in health["wechat"].sentence
