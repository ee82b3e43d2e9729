"""Whose an inquiry is, and who may see it."""

from __future__ import annotations

from django.db.models import Q

from bancheng.frontline.inquiries.models import Inquiry, Transfer
from bancheng.ground.access import AccessDenied, Actor, Target, may, region_stem

VIEW, ANSWER, OVERSEE = "inquiries.view", "inquiries.answer", "inquiries.oversee"
PHONE_PURPOSE = "inquiries.phone"
NOT_THERE = "没有找到这件咨询。"


def own(actor: Actor) -> Q:
    """Those for which he is responsible, and those that are offered to him."""
    offered = Transfer.objects.filter(taker=actor.key, state=Transfer.State.PROPOSED)
    return Q(owner=actor.key) | Q(pk__in=offered.values("inquiry"))


def scope(actor: Actor) -> Q:
    """What he may see: his own, what is offered to him, and what his grants cover."""
    found = own(actor)
    for grant in dict.fromkeys(actor.grants):
        if not may(Actor(kind=actor.kind, key=actor.key, name="", grants=(grant,)), VIEW).allowed:
            continue
        part = Q(region__code__startswith=region_stem(grant.region)) if grant.region else ~Q(pk__in=())
        found |= part & Q(organisation=grant.organisation) if grant.organisation is not None else part
    return found


def demand_seen(actor: Actor, row: Inquiry | None) -> Inquiry:
    """The inquiry, or AccessDenied that reads the same for what is absent and what is not his to see."""
    if row is not None and actor.kind == "staff":
        target = Target(region=row.region_id, organisation=row.organisation_id)
        if row.owner == actor.key or may(actor, VIEW, target).allowed or _offered(actor, row):
            return row
    raise AccessDenied(NOT_THERE, visible=False, action=VIEW)


def demand_owner(actor: Actor, row: Inquiry) -> None:
    """Only who is responsible acts on it."""
    if row.owner != actor.key:
        raise AccessDenied(f"这件咨询由{row.owner_name}负责，请由其办理或者办理转交。", visible=True, action=ANSWER)


def _offered(actor: Actor, row: Inquiry) -> bool:
    return row.transfers.filter(taker=actor.key, state=Transfer.State.PROPOSED).exists()
