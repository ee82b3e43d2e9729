"""What leaves the house: text messages out of the outbox by a job, one-time codes straight to the plug."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from bancheng.ground.codes import scrub
from bancheng.ground.jobs import GiveUp, Progress, job
from bancheng.ground.law import now
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages.adapters import wechat
from bancheng.registers.messages.adapters.sms import NoSuchAdapter, Sms, SmsFailed, SmsRefused, plug
from bancheng.registers.messages.models import DemoSms, Outbox
from bancheng.registers.messages.subscriptions import wechat_reader
from bancheng.registers.messages.templates import CODES
from bancheng.registers.messages.types import WECHAT, filled

ATTEMPTS = 5
ERROR_LONGEST = 300


@job(title="发送消息", max_attempts=ATTEMPTS)
def deliver(progress: Progress, *, outbox: int) -> str:
    """Send one outbox row by its channel. Raises SmsFailed to be tried again later, GiveUp when that is of no use.

    At least once: a worker that dies between sending and saying so sends again.
    """
    row = Outbox.objects.select_related("message__template").filter(pk=outbox).first()
    if row is None or row.state == Outbox.State.SENT:
        return "不需要再发"
    by_wechat = row.channel == WECHAT
    address = wechat_reader(row.message.account_id) if by_wechat else identity.phone_of(row.message.account_id)
    if not address:
        _note_failure(row, "收件人不再接收微信" if by_wechat else "收件人没有手机号码", final=True)
        if by_wechat:
            # He said so meanwhile: nobody has failed.
            return "收件人不再接收"
        raise GiveUp("收件人没有手机号码")
    try:
        _hand_over(row, address)
    except Exception as error:  # whatever an adapter raises; what it did not declare may hold the number
        sentence, final = _sentence(error), isinstance(error, SmsRefused | wechat.WechatRefused)
        _note_failure(row, sentence, final=final)
        raise (GiveUp(sentence) if final else SmsFailed(sentence)) from None
    with transaction.atomic():
        row.state, row.sent_at, row.tries, row.error = Outbox.State.SENT, now(), row.tries + 1, ""
        row.save(update_fields=["state", "sent_at", "tries", "error"])
    return "已发送"


def _hand_over(row: Outbox, address: str) -> None:
    about = row.message
    if row.channel == WECHAT:
        told = wechat.WechatMessage(address, about.title, about.body, about.template.key)
        wechat.plug().send(told)
    else:
        plug().send(Sms(phone=address, text=about.body, template=about.template.key))


def send_code(phone: str, code: str, *, purpose: str, minutes: int) -> None:
    """Hand a one-time code to the plug, here and now: it stands in no message, outbox, job or journal row.

    Raises SmsFailed, NoSuchAdapter, KeyError for a purpose without a template.
    """
    wording = CODES[purpose]
    text = filled(wording.body, {"code": code, "minutes": minutes})
    plug().send(Sms(phone=phone, text=text, template=wording.key))


def sweep() -> int:
    """Delete the demonstration's messages that are past their life; returns how many."""
    return DemoSms.objects.filter(expires_at__lte=now()).delete()[0]


def _sentence(error: Exception) -> str:
    declared = SmsFailed | NoSuchAdapter | wechat.WechatFailed | wechat.NoSuchAdapter
    said = str(error) if isinstance(error, declared) else type(error).__name__
    return scrub(said)[:ERROR_LONGEST] or type(error).__name__


def _note_failure(row: Outbox, sentence: str, *, final: bool) -> None:
    with transaction.atomic():
        failed = final or row.tries + 1 >= ATTEMPTS
        state = Outbox.State.FAILED if failed else Outbox.State.WAITING
        Outbox.objects.filter(pk=row.pk).update(state=state, tries=F("tries") + 1, error=sentence)
