"""The verbs of inquiries: take one in, hand it over with the other's consent, answer, close; remind of what is late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from bancheng.frontline.inquiries import rules, standing
from bancheng.frontline.inquiries.keys import DAYS
from bancheng.frontline.inquiries.models import Inquiry, Transfer
from bancheng.frontline.inquiries.templates import DECLINED, LATE, OFFERED, TAKEN
from bancheng.ground.access import ANONYMOUS, Actor, Target, demand, may, system
from bancheng.ground.codes import mask_mobile
from bancheng.ground.crypto import seal
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import services as messages
from bancheng.registers.organisations import selectors as organisations

CLOCK = system("首问负责提醒")
State = Inquiry.State


def open_inquiry(*, question: str, channel: str, name: str = "", phone: str = "", by: Actor) -> int:
    """Take an inquiry in: whoever was asked is responsible from now on (首问责任人). Returns its key.

    Name and phone are optional. Raises AccessDenied without `inquiries.answer`, Refused: inquiries.question, .channel,
    .asker, .phone, .too_long.
    """
    organ = organisations.organisations(active=None).filter(pk=by.organisation or 0).first()
    demand(by, standing.ANSWER, None if organ is None else Target(region=organ.region_id, organisation=organ.pk))
    asked = rules.said(question, code="inquiries.question", empty="请写明问了什么。")
    if channel not in Inquiry.Channel.values or organ is None:
        raise Refused("inquiries.channel", "请选择怎样来问的。")
    number, who = rules.phone_of(phone), rules.name_of(name)
    day = today()
    with transaction.atomic():
        made = Inquiry.objects.create(
            organisation=organ,
            region_id=organ.region_id,
            channel=channel,
            question=asked,
            asker_name=who,
            asker_phone=seal(number, purpose=standing.PHONE_PURPOSE) if number else None,
            asker_phone_masked=mask_mobile(number) if number else "",
            owner=by.key,
            owner_name=by.name[:100],
            first=by.key,
            first_name=by.name[:100],
            asked_at=now(),
            due_on=rules.due(day, int(organisations.rule(DAYS.key, organ.region_id, day)), organisations.calendar()),
        )
        facts = {"channel": channel, "organisation": organ.pk, "due_on": made.due_on}
        journal.append(made.subject, "open_inquiry", by=by, facts=facts)
    return made.pk


def propose_transfer(inquiry_id: int, *, to: str, reason: str, by: Actor) -> int:
    """Offer an open inquiry to a colleague by his staff number; one offer at a time. Returns the key of the transfer.

    Raises AccessDenied (not seen; not his), Refused: inquiries.closed, .taker, .reason, .offered.
    """
    why = rules.said(reason, code="inquiries.reason", empty="请写明转交的理由。", longest=rules.LONGEST_REASON)
    named = identity.staff_by_number(to.replace("\x00", "")[: rules.LONGEST_NUMBER])
    taker = identity.actor_of_number(named.number) if named else ANONYMOUS
    with transaction.atomic():
        row = _owned(inquiry_id, by)
        if row.state != State.OPEN:
            raise Refused("inquiries.closed", "这件咨询已经答复，不需要转交。")
        if taker.kind != "staff" or taker.key == by.key or not may(taker, standing.ANSWER).allowed:
            raise Refused("inquiries.taker", "没有找到可以接收咨询的这位同事，请核对工号。")
        try:
            with transaction.atomic():
                made = Transfer.objects.create(
                    inquiry=row,
                    giver=by.key,
                    giver_name=by.name[:100],
                    taker=taker.key,
                    taker_name=taker.name[:100],
                    reason=why,
                    proposed_at=now(),
                )
        except IntegrityError as error:
            raise Refused("inquiries.offered", "已经转交给一位同事，等待接收；要换人，请先收回。") from error
        journal.append(
            row.subject, "propose_transfer", by=by, facts={"to": taker.key, "to_name": taker.name, "reason": why}
        )
        messages.notify(taker.account, OFFERED.key, subject=row.subject, giver=by.name, reason=why)
    return made.pk


def accept_transfer(transfer_id: int, *, by: Actor) -> None:
    """Take an inquiry over: from now on it is his, and of his unit. Raises AccessDenied, Refused inquiries.settled."""
    with transaction.atomic():
        offer, row = _offered(transfer_id, by)
        demand(by, standing.ANSWER)
        _settle(offer, Transfer.State.ACCEPTED)
        organ = organisations.organisations(active=None).filter(pk=by.organisation or 0).first()
        if organ is not None:
            row.organisation, row.region_id = organ, organ.region_id
        before, row.owner, row.owner_name = row.owner, by.key, by.name[:100]
        row.save(update_fields=["organisation", "region", "owner", "owner_name"])
        journal.append(row.subject, "accept_transfer", by=by, facts={"from": before, "from_name": offer.giver_name})
        _tell(offer.giver, TAKEN.key, row, taker=by.name)


def decline_transfer(transfer_id: int, *, reason: str, by: Actor) -> None:
    """Leave it where it is, and say why. Raises AccessDenied, Refused: inquiries.settled, inquiries.reason."""
    why = rules.said(reason, code="inquiries.reason", empty="请写明不接收的理由。", longest=rules.LONGEST_REASON)
    with transaction.atomic():
        offer, row = _offered(transfer_id, by)
        _settle(offer, Transfer.State.DECLINED, why)
        journal.append(row.subject, "decline_transfer", by=by, facts={"reason": why})
        _tell(offer.giver, DECLINED.key, row, taker=by.name, words=why)


def take_back_transfer(transfer_id: int, *, by: Actor) -> None:
    """Take an offer back before it is accepted. Raises AccessDenied, Refused inquiries.settled."""
    with transaction.atomic():
        offer = Transfer.objects.filter(pk=transfer_id).first()
        row = _owned(offer.inquiry_id if offer else 0, by)
        offer = Transfer.objects.select_for_update().get(pk=transfer_id)
        _settle(offer, Transfer.State.TAKEN_BACK)
        journal.append(row.subject, "take_back_transfer", by=by, facts={"to": offer.taker})


def answer(inquiry_id: int, *, words: str, by: Actor) -> None:
    """Answer, by whoever is responsible; an offer to another ends with it. Raises AccessDenied, Refused: inquiries.answer, .closed."""
    told = rules.said(words, code="inquiries.answer", empty="请写明怎样答复的。")
    with transaction.atomic():
        row = _owned(inquiry_id, by)
        if row.state != State.OPEN:
            raise Refused("inquiries.closed", "这件咨询已经答复。")
        for offer in row.transfers.select_for_update().filter(state=Transfer.State.PROPOSED):
            _settle(offer, Transfer.State.TAKEN_BACK)
        row.state, row.answer, row.answered_at, row.answered_by = State.ANSWERED, told, now(), by.name[:100]
        row.save(update_fields=["state", "answer", "answered_at", "answered_by"])
        journal.append(row.subject, "answer_inquiry", by=by, facts={"late": today() > row.due_on})


def close(inquiry_id: int, *, by: Actor) -> None:
    """Close what was answered. Raises AccessDenied, Refused: inquiries.unanswered, inquiries.closed."""
    with transaction.atomic():
        row = _owned(inquiry_id, by)
        if row.state == State.OPEN:
            raise Refused("inquiries.unanswered", "还没有答复，不能办结。请先登记答复。")
        if row.state == State.CLOSED:
            raise Refused("inquiries.closed", "这件咨询已经办结。")
        row.state, row.closed_at = State.CLOSED, now()
        row.save(update_fields=["state", "closed_at"])
        journal.append(row.subject, "close_inquiry", by=by)


def remind() -> int:
    """On a working day: tell each owner once of what is open after its last day, and once who oversees; returns how many.

    May run again on the same day.
    """
    day = today()
    if not organisations.calendar().is_workday(day):
        return 0
    late = Inquiry.objects.filter(state=State.OPEN, due_on__lt=day)
    told = 0
    for key in late.exclude(reminded_on=day).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = Inquiry.objects.select_for_update().get(pk=key)
            if row.state != State.OPEN or row.reminded_on == day:
                continue
            facts = {"owner": row.owner_name, "due": f"{row.due_on.month}月{row.due_on.day}日"}
            told += _tell(row.owner, LATE.key, row, **facts)
            if not row.escalated:
                told += _tell_overseers(row, facts)
            row.reminded_on, row.escalated = day, True
            row.save(update_fields=["reminded_on", "escalated"])
            journal.append(row.subject, "remind_inquiry", by=CLOCK, facts={"due_on": row.due_on})
    return told


def _owned(inquiry_id: int, by: Actor) -> Inquiry:
    """The inquiry, locked, for who is responsible."""
    row = standing.demand_seen(by, Inquiry.objects.select_for_update().filter(pk=inquiry_id).first())
    standing.demand_owner(by, row)
    return row


def _offered(transfer_id: int, by: Actor) -> tuple[Transfer, Inquiry]:
    """An offer made to him, with its inquiry, both locked: the inquiry first, as every verb does."""
    known = Transfer.objects.filter(pk=transfer_id, taker=by.key).values_list("inquiry", flat=True).first()
    rows = Inquiry.objects.select_for_update()
    row = rows.filter(Q(pk=known or 0)).first()
    if row is None:
        standing.demand_seen(by, None)
        raise AssertionError("an absent inquiry is refused above")
    return Transfer.objects.select_for_update().get(pk=transfer_id), row


def _settle(offer: Transfer, state: str, words: str = "") -> None:
    if offer.state != Transfer.State.PROPOSED:
        raise Refused("inquiries.settled", f"这次转交{offer.get_state_display()}，不能再办理。")
    offer.state, offer.settled_at, offer.words = state, now(), words
    offer.save(update_fields=["state", "settled_at", "words"])


def _tell(key: str, template: str, row: Inquiry, **facts: str) -> int:
    account = identity.actor_of_number(key.removeprefix("staff:")).account
    if account:
        messages.notify(account, template, subject=row.subject, **facts)
    return int(bool(account))


def _tell_overseers(row: Inquiry, facts: Mapping[str, Any]) -> int:
    roles = [role.key for role in identity.roles() if standing.OVERSEE in role.actions]
    return messages.notify_role(
        roles, LATE.key, region=row.region_id, organisation=row.organisation_id, subject=row.subject, **facts
    )
