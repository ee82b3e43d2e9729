"""What leaves the house: text messages out of the outbox by a job, one-time codes straight to the plug."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from bancheng.ground.codes import scrub
from bancheng.ground.jobs import GiveUp, Progress, job
from bancheng.ground.law import now
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages.adapters.sms import NoSuchAdapter, Sms, SmsFailed, SmsRefused, plug
from bancheng.registers.messages.models import DemoSms, Outbox
from bancheng.registers.messages.templates import CODES
from bancheng.registers.messages.types import filled

ATTEMPTS = 5
ERROR_LONGEST = 300


@job(title="发送短信", max_attempts=ATTEMPTS)
def deliver(progress: Progress, *, outbox: int) -> str:
    """Send one outbox row. Raises SmsFailed to be tried again later, GiveUp when that is of no use.

    At least once: a worker that dies between sending and saying so sends again.
    """
    row = Outbox.objects.select_related("message__template").filter(pk=outbox).first()
    if row is None or row.state == Outbox.State.SENT:
        return "不需要再发"
    phone = identity.phone_of(row.message.account_id)
    if not phone:
        _note_failure(row, "收件人没有手机号码", final=True)
        raise GiveUp("收件人没有手机号码")
    try:
        plug().send(Sms(phone=phone, text=row.message.body, template=row.message.template.key))
    except Exception as error:  # whatever an adapter raises; what it did not declare may hold the number
        sentence = _sentence(error)
        _note_failure(row, sentence, final=isinstance(error, SmsRefused))
        raise (GiveUp(sentence) if isinstance(error, SmsRefused) else SmsFailed(sentence)) from None
    with transaction.atomic():
        row.state, row.sent_at, row.tries, row.error = Outbox.State.SENT, now(), row.tries + 1, ""
        row.save(update_fields=["state", "sent_at", "tries", "error"])
    return "已发送"


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
    said = str(error) if isinstance(error, SmsFailed | NoSuchAdapter) else type(error).__name__
    return scrub(said)[:ERROR_LONGEST] or type(error).__name__


def _note_failure(row: Outbox, sentence: str, *, final: bool) -> None:
    with transaction.atomic():
        failed = final or row.tries + 1 >= ATTEMPTS
        state = Outbox.State.FAILED if failed else Outbox.State.WAITING
        Outbox.objects.filter(pk=row.pk).update(state=state, tries=F("tries") + 1, error=sentence)
