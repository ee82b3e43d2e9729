"""Whose case an invitation is about: the applicant, his agent, whoever acts for the legal person today."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from bancheng.frontline.ratings.models import Invitation
from bancheng.ground.access import Actor, Subject
from bancheng.ground.codes import CaseNumber, CodeError
from bancheng.registers.identity import selectors as identity

TOKEN = re.compile(r"[\w-]{32}", re.ASCII)
KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
NOT_THERE = "没有找到这份评价邀请。"


def subject_of(invitation: Invitation) -> Subject:
    """The invitation as the journal names it."""
    return Subject("ratings.invitation", str(invitation.pk))


def is_his(invitation: Invitation, actor: Actor) -> bool:
    """Whether the actor may rate it from his own cases. Two queries at most, none for staff and visitors."""
    kind, _, key = actor.key.partition(":")
    if actor.kind != "person" or kind != "person" or not key.isdecimal():
        return False
    if int(key) in (invitation.applicant_id, invitation.agent_id):
        return True
    return invitation.legal_person_id is not None and bool(identity.may_act_for(actor, invitation.legal_person_id))


def by_token(token: str, rows: QuerySet[Invitation]) -> Invitation | None:
    """The invitation of a link; None when there is none."""
    return rows.filter(token=token).first() if TOKEN.fullmatch(token) else None


def by_case(case: str, rows: QuerySet[Invitation]) -> Invitation | None:
    """The invitation of a case by its key or its number, however the number was typed; None when there is none."""
    if KEY.fullmatch(case):
        return rows.filter(case=case).first()
    try:
        number = str(CaseNumber.parse(case[:60]))
    except CodeError:
        return None
    return rows.filter(number=number).first()
