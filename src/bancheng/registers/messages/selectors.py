"""What is in a person's inbox, what is on its way, and whether it could be sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.crypto import open_text
from bancheng.ground.law import now
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages.adapters import wechat
from bancheng.registers.messages.adapters.sms import NoSuchAdapter, chosen, demo, plug
from bancheng.registers.messages.models import DemoSms, Message, Outbox, Subscription
from bancheng.registers.messages.subscriptions import BOUND
from bancheng.registers.messages.types import (
    CHANNEL_LABELS,
    SMS,
    WECHAT,
    DemoText,
    InboxPage,
    MessageView,
    OutboxView,
    PlugHealth,
    SubscriptionView,
)

LARGEST_PAGE = 100


def unread_count(account: Any) -> int:
    """How many messages the account has not read."""
    return Message.objects.filter(account=account.pk, read_at__isnull=True).count()


def inbox(account: Any, *, after: int | None = None, size: int = 20, unread: bool = False) -> InboxPage:
    """The account's messages, newest first; `after` is the `next_after` of the page before. One query."""
    found = Message.objects.filter(account=account.pk).order_by("-pk")
    if unread:
        found = found.filter(read_at=None)
    if after is not None:
        found = found.filter(pk__lt=after)
    count = max(1, min(size, LARGEST_PAGE))
    rows = list(found[: count + 1])
    return InboxPage(tuple(map(_view, rows[:count])), rows[count - 1].pk if len(rows) > count else None)


def message(account: Any, message_id: int) -> MessageView | None:
    """One of the account's messages; None when it is absent or another's."""
    found = Message.objects.filter(pk=message_id, account=account.pk).first()
    return _view(found) if found else None


def has_message(
    account: int, template: str, subject: Subject, *, since: datetime | None = None, saying: str = ""
) -> bool:
    """Whether the account was told this about the subject (since then), so that a reaction that runs twice tells it once.

    `saying`: words of the body that tell one such message from another about the same subject.
    """
    told = Message.objects.filter(account_id=account, template__key=template)
    if saying:
        told = told.filter(body__contains=saying)
    if since is not None:
        told = told.filter(created_at__gte=since)
    return told.filter(subject_kind=subject.kind, subject_key=subject.key).exists()


def outbox(*, state: str = "", size: int = 50) -> tuple[OutboxView, ...]:
    """What left or waits to leave by a channel, newest first; `state`: waiting, sent or failed. One query."""
    rows = Outbox.objects.select_related("message").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    return tuple(
        OutboxView(
            id=row.pk,
            title=row.message.title,
            channel=row.channel,
            address_masked=row.address_masked,
            state=row.state,
            state_label=row.get_state_display(),
            tries=row.tries,
            error=row.error,
            created_at=row.created_at,
            sent_at=row.sent_at,
        )
        for row in rows[: max(1, min(size, LARGEST_PAGE))]
    )


def outbox_counts() -> dict[str, int]:
    """How many outbox rows there are of each state, those of none too."""
    found = dict(Outbox.objects.values_list("state").annotate(n=Count("pk")).order_by())
    return {state: found.get(state, 0) for state in Outbox.State.values}


def demo_phone(limit: int = 20) -> tuple[DemoText, ...]:
    """The text messages of the last ten minutes, newest first, for the page that plays everybody's phone.

    Raises AccessDenied, not visible, outside demo mode: there a page like this must not exist.
    """
    if settings.BANCHENG_MODE != "demo":
        raise AccessDenied("没有找到这一页。", visible=False)
    rows = DemoSms.objects.filter(expires_at__gt=now()).order_by("-pk")[: max(1, min(limit, LARGEST_PAGE))]
    return tuple(
        DemoText(row.phone_masked, open_text(bytes(row.text), purpose=demo.PURPOSE), row.created_at) for row in rows
    )


def subscriptions(account: Any) -> tuple[SubscriptionView, ...]:
    """Every way to be told besides the inbox, as this account has it. At most three queries."""
    said = {row.channel: row for row in Subscription.objects.filter(account=account.pk)}
    phone = identity.masked_phones([account.pk]).get(account.pk, "")
    sms, chat = said.get(SMS), said.get(WECHAT)
    found = [SubscriptionView(SMS, CHANNEL_LABELS[SMS], sms is None or sms.wanted, bool(phone), phone)]
    if wechat.connected():
        bound = chat is not None and chat.address is not None
        wanted = chat is not None and chat.wanted
        found.append(SubscriptionView(WECHAT, CHANNEL_LABELS[WECHAT], wanted, bound, BOUND if bound else ""))
    return tuple(found)


def wechat_demo() -> bool:
    """Whether WeChat is the demonstration's, which any code binds."""
    try:
        return wechat.connected() and wechat.plug().demo
    except wechat.NoSuchAdapter:
        return False


def checks() -> tuple[PlugHealth, ...]:
    """The health of this room's plugs, for the configuration check. A demo adapter fails in production mode."""
    return (*_sms_health(), *_wechat_health())


def _wechat_health() -> tuple[PlugHealth, ...]:
    if not wechat.connected():
        return ()
    try:
        adapter = wechat.plug()
        problem = adapter.check()
    except wechat.NoSuchAdapter as error:
        return (PlugHealth("wechat", wechat.chosen(), False, "fail", str(error)),)
    except Exception as error:  # whatever an adapter's own check raises
        return (PlugHealth("wechat", wechat.chosen(), False, "fail", f"微信通道检查时出错：{type(error).__name__}"),)
    sentence = problem or ("不会真的发出微信" if adapter.demo else "可以发送")
    return (PlugHealth("wechat", adapter.label, adapter.demo, "fail" if problem else "ok", sentence),)


def _sms_health() -> tuple[PlugHealth, ...]:
    try:
        adapter = plug()
        problem = adapter.check()
    except NoSuchAdapter as error:
        return (PlugHealth("sms", chosen(), False, "fail", str(error)),)
    except Exception as error:  # whatever an adapter's own check raises
        return (PlugHealth("sms", chosen(), False, "fail", f"短信通道检查时出错：{type(error).__name__}"),)
    sentence = problem or ("不会真的发出短信" if adapter.demo else "可以发送")
    state = "fail" if problem else "ok"
    return (PlugHealth("sms", adapter.label, adapter.demo, state, sentence),)


def _view(row: Message) -> MessageView:
    subject = Subject(row.subject_kind, row.subject_key) if row.subject_kind else None
    return MessageView(row.pk, row.title, row.body, subject, row.created_at, row.read_at is not None)
