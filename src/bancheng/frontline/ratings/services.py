"""The verbs of ratings: invite, rate."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.casework.bundles.selectors import BundleParties
from bancheng.casework.cases.selectors.parties import CaseParties
from bancheng.frontline.ratings import rules
from bancheng.frontline.ratings.events import CaseRated
from bancheng.frontline.ratings.keys import DAYS
from bancheng.frontline.ratings.models import Invitation, Rating
from bancheng.frontline.ratings.rows import invitation_view
from bancheng.frontline.ratings.standing import NOT_THERE, by_case, by_token, is_his, subject_of
from bancheng.frontline.ratings.templates import INVITATION
from bancheng.frontline.ratings.types import Grade, InvitationView
from bancheng.ground.access import ANONYMOUS, AccessDenied, Actor, Subject
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.documents.services import public_address
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import services as messages
from bancheng.registers.organisations import selectors as organisations

TOKEN_BYTES = 24  # 192 bits: guessing finds nothing
RATERS = {"person", "anonymous"}
OWN, LINK, WINDOW = Rating.Channel.PORTAL, Rating.Channel.LINK, Rating.Channel.WINDOW


def invite(*, parties: CaseParties, by: Actor) -> InvitationView:
    """Invite the parties of a closed case and tell those who have an account; a case that was invited is left as it is."""
    return _invite(
        _invitation(
            case=parties.case,
            number=parties.number,
            item_id=parties.item,
            item_name=parties.item_name,
            organisation_id=parties.organisation,
            region=parties.region,
            applicant_id=parties.applicant,
            legal_person_id=parties.legal_person,
            agent_id=parties.filer if parties.agent else None,
        ),
        parties.filer,
        by,
    )


def invite_of_bundle(*, parties: BundleParties, by: Actor) -> InvitationView:
    """The same for a bundle, which is one service event of its lead: once, however often it comes to its end (settled 16)."""
    return _invite(
        _invitation(
            case=parties.key,
            number=parties.number,
            item_id=None,
            item_name=parties.name,
            organisation_id=parties.lead,
            region=parties.region,
            applicant_id=parties.applicant,
            legal_person_id=parties.legal_person,
            agent_id=parties.filer if parties.agent else None,
        ),
        parties.filer,
        by,
    )


def rate(
    *,
    token: str = "",
    case: str = "",
    grade: int,
    indicators: Sequence[str] = (),
    words: str = "",
    anonymous: bool = False,
    channel: str = "",
    by: Actor,
) -> InvitationView:
    """Rate, once: by the `token` of the link (nobody need be signed in), or a `case` (key or number) of one's own.

    `channel` is "window" where a rating device of the hall shows the link; else it follows from how one came.
    Raises AccessDenied (visible: staff and machines never rate; not visible: no such invitation, or not his),
    Refused: ratings.twice, ratings.expired, ratings.grade, ratings.indicator, ratings.words.
    """
    if bool(token) == bool(case) or channel not in {"", OWN, LINK, WINDOW}:
        raise ValueError("a rating comes by a token or by a case, through a known channel")
    if by.kind not in RATERS:
        raise AccessDenied("评价由办事人自己作出，工作人员不能代为评价。", visible=True, action="ratings.rate")
    chosen = rules.grade_of(grade)
    codes, said = rules.checked_indicators(chosen, indicators), rules.checked_words(words)
    with transaction.atomic():
        invitation = _still_open(token, case, by)
        rater = by if not anonymous and is_his(invitation, by) else ANONYMOUS
        given = Rating(
            invitation=invitation,
            grade=chosen.value,
            indicators=list(codes),
            words=said,
            anonymous=anonymous,
            channel=channel or (LINK if token else OWN),
            rated_at=now(),
            by=rater.key,
        )
        _keep(given, chosen, rater)
    return invitation_view(invitation, owner=bool(case))


def _invite(made: Invitation, filer: int | None, by: Actor) -> InvitationView:
    known = _invited(made.case)
    if known is not None:
        return invitation_view(known)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            facts = {"number": made.number, "until": made.expires_on, "told": _tell(made, filer)}
            journal.append(subject_of(made), "invite", by=by, facts=facts)
    except IntegrityError:
        # Another run of the same reaction was quicker.
        known = _invited(made.case)
        if known is None:
            raise
        made = known
    return invitation_view(made)


def _invited(case: str) -> Invitation | None:
    return Invitation.objects.select_related("organisation", "rating").filter(case=case).first()


def _invitation(*, region: str, **about: Any) -> Invitation:
    """A new one, unsaved: it holds as many days as the region says."""
    days = int(organisations.rule(DAYS.key, region))
    return Invitation(
        **about,
        region_id=region,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        created_at=now(),
        expires_on=today() + timedelta(days=days),
    )


def _tell(invitation: Invitation, filer: int | None) -> int:
    """A message to the applicant and to who filed for him, each once; returns how many. Without an account nobody is told."""
    persons = dict.fromkeys(one for one in (invitation.applicant_id, filer) if one is not None)
    accounts = [identity.account_of_person(one) for one in persons if is_his(invitation, _person(one))]
    for account in filter(None, accounts):
        messages.notify(
            account,
            INVITATION.key,
            subject=Subject("bundles.case" if invitation.item_id is None else "cases.case", invitation.case),
            item=invitation.item_name,
            number=invitation.number,
            until=invitation.expires_on,
            link=public_address(f"/rate/{invitation.token}/"),
        )
    return sum(map(bool, accounts))


def _person(key: int) -> Actor:
    """The person as he would come to rate: whose authority to act for a legal person has ended is not told."""
    return Actor(kind="person", key=f"person:{key}", name="")


def _still_open(token: str, case: str, by: Actor) -> Invitation:
    """The invitation, its row locked so that a second click waits. Raises AccessDenied (not visible), Refused."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    found = by_token(token, rows) if token else by_case(case, rows)
    if found is None or (case and not is_his(found, by)):
        raise AccessDenied(NOT_THERE, visible=False, action="ratings.rate")
    if Rating.objects.filter(invitation=found).exists():
        raise _twice()
    if today() > found.expires_on:
        last = found.expires_on
        sentence = f"评价已于 {last.year} 年 {last.month} 月 {last.day} 日截止。对服务有意见的，请拨打 12345。"
        raise Refused("ratings.expired", sentence)
    return found


def _keep(given: Rating, grade: Grade, rater: Actor) -> None:
    """Write the rating, its journal entry (no words: they may name people) and tell the rooms above."""
    invitation = given.invitation
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError:
        raise _twice() from None
    facts = {"grade": given.grade, "indicators": given.indicators, "anonymous": given.anonymous}
    journal.append(subject_of(invitation), "rate", by=rater, facts=facts | {"channel": str(given.channel)})
    announce(
        CaseRated(
            rating=given.pk,
            case=invitation.case,
            number=invitation.number,
            item=invitation.item_id,
            item_name=invitation.item_name,
            organisation=invitation.organisation_id,
            region=invitation.region_id,
            grade=grade.value,
            grade_label=grade.label,
            bad=grade.bad,
            indicators=tuple(given.indicators),
            channel=str(given.channel),
            at=given.rated_at,
        )
    )


def _twice() -> Refused:
    return Refused("ratings.twice", "这件事已经评价过了，每件事只评价一次。")
