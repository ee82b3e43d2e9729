"""Whose a bill is, who keeps it, and what is common to all who read or change one."""

from __future__ import annotations

import re
from dataclasses import replace

from django.db import connection
from django.db.models import Q

from bancheng.ground.access import EVERYWHERE, AccessDenied, Actor, Subject, Target, demand, may, region_stem
from bancheng.ground.law import today
from bancheng.registers.identity import selectors as identity
from bancheng.registers.payments import rules
from bancheng.registers.payments.models import Bill

VIEW, REFUND, RECONCILE, CODES = "payments.view", "payments.refund", "payments.reconcile", "payments.codes"
EVERYTHING = Target(region=EVERYWHERE)
"""What belongs to no organ of ours: an order in the cashier's books that nobody knows."""
NOT_THERE = "没有找到这张缴款单。"
PERSONAL = re.compile(r"(?<!\d)(?:[1-8]\d{16}[\dXx]|1[3-9]\d{9})(?!\d)", re.ASCII)
"""What may be the number of a person, in what a stranger sent."""
NEXT = (
    "INSERT INTO payments_series (key, last) VALUES (%s, 1)"
    " ON CONFLICT (key) DO UPDATE SET last = payments_series.last + 1 RETURNING last"
)


def next_number(letter: str, region: str) -> str:
    """The next number of bills (J) or tickets (P) of a region today, in the caller's transaction: gap-less under concurrency."""
    day = today()
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [f"{letter}{region[:6]}{day:%Y%m%d}"])
        return rules.numbered(letter, region, day, int(cursor.fetchone()[0]))


def subject_of(bill: Bill) -> Subject:
    """The bill as the journal, jobs and papers name it."""
    return Subject("payments.bill", bill.number)


def target_of(bill: Bill) -> Target:
    """What decides who may act on it."""
    return Target(subject_of(bill), region=bill.region_id, organisation=bill.organisation_id)


def person_key(actor: Actor) -> int | None:
    """The key of the natural person who acts; None for staff, machines and visitors."""
    kind, _, key = actor.key.partition(":")
    return int(key) if actor.kind == "person" and kind == "person" and key.isdecimal() else None


def is_his(bill: Bill, actor: Actor) -> bool:
    """Whether the actor may see and pay it: the payer, who filed for him, whoever acts for the legal person today."""
    person = person_key(actor)
    if person is None:
        return False
    if person in (bill.payer_id, bill.filer_id):
        return True
    return bill.legal_person_id is not None and bool(identity.may_act_for(actor, bill.legal_person_id))


def his(actor: Actor) -> Q:
    """The bills of the actor, as `is_his` tells them."""
    person = person_key(actor)
    if person is None:
        return Q(pk__in=())
    legal = [one.id for one in identity.legal_persons_of(person)]
    return Q(payer=person) | Q(filer=person) | Q(legal_person__in=legal)


def covered(actor: Actor, action: str = VIEW) -> Q:
    """The bills that the actor's grants for an action cover; none of them covers nothing."""
    scope = Q(pk__in=())
    for grant in set(actor.grants):
        if may(replace(actor, grants=(grant,)), action).allowed:
            part = Q(region__code__startswith=region_stem(grant.region)) if grant.region else ~Q(pk__in=())
            scope |= part & Q(organisation=grant.organisation) if grant.organisation is not None else part
    return scope


def differences_of(actor: Actor, prefix: str = "") -> Q:
    """Differences of bills in his scope; of orders that nobody knows, for who keeps the money of all."""
    seen = Q(**{f"{prefix}bill__in": Bill.objects.filter(covered(actor, RECONCILE))})
    return seen | Q(**{f"{prefix}bill": None}) if may(actor, RECONCILE, EVERYTHING).allowed else seen


def own_bill(number: str, actor: Actor, *, action: str) -> Bill:
    """A bill of the actor's own. Raises AccessDenied (not visible): absent and somebody else's read alike."""
    row = Bill.objects.filter(number=number).first() if rules.is_number(number) else None
    if row is None or not is_his(row, actor):
        raise AccessDenied(NOT_THERE, visible=False, action=action)
    return row


def kept_bill(number: str, actor: Actor, action: str) -> Bill:
    """A bill that a member of staff may do `action` on. Raises AccessDenied."""
    row = Bill.objects.filter(number=number).first() if rules.is_number(number) else None
    if row is None:
        raise AccessDenied(NOT_THERE, visible=False, action=action)
    demand(actor, action, target_of(row))
    return row


def locked(bill: int) -> Bill:
    """The bill, its row locked until the transaction ends. Every change of money locks the bill first, then the rest."""
    return Bill.objects.select_for_update().get(pk=bill)
