"""By which channels somebody wants to be told besides his inbox (网端推送): text messages until he says otherwise, others when he binds them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from bancheng.ground.crypto import seal
from bancheng.ground.law import Refused, now
from bancheng.registers.messages.adapters import wechat
from bancheng.registers.messages.models import Subscription
from bancheng.registers.messages.subscriptions import ADDRESS
from bancheng.registers.messages.types import CHANNELS, WECHAT


def subscribe(account: Any, channel: str, *, code: str = "") -> None:
    """Be told by this channel from now on. WeChat is bound by the one-time `code` that it hands to a page of ours.

    Raises Refused: inbox.channel, inbox.not_bound.
    """
    known = _channel(channel)
    address = _bound(code) if known == WECHAT and code else None
    with transaction.atomic():
        row, made = Subscription.objects.select_for_update().get_or_create(
            account_id=account.pk, channel=known, defaults={"wanted": True, "address": address, "changed_at": now()}
        )
        if not made:
            row.wanted, row.address, row.changed_at = True, address or row.address, now()
            row.save()
        if known == WECHAT and row.address is None:
            raise Refused("inbox.not_bound", "请先在微信里授权绑定，再接收微信消息。")


def unsubscribe(account: Any, channel: str) -> None:
    """No longer; the inbox keeps everything. Raises Refused inbox.channel."""
    known, moment = _channel(channel), now()
    with transaction.atomic():
        Subscription.objects.update_or_create(
            account_id=account.pk, channel=known, defaults={"wanted": False, "changed_at": moment}
        )


def _channel(channel: str) -> str:
    if channel not in CHANNELS or (channel == WECHAT and not wechat.connected()):
        raise Refused("inbox.channel", "没有这种接收方式，请从列出的方式中选择。")
    return channel


def _bound(code: str) -> bytes:
    try:
        return seal(wechat.plug().reader_of(code[:200]), purpose=ADDRESS)
    except (wechat.WechatFailed, wechat.NoSuchAdapter) as error:
        raise Refused("inbox.not_bound", "微信没有确认绑定，请重新授权。") from error
