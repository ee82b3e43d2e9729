"""Renewal before expiry (延续): begun from the old case, deemed when the old licence ends undecided (行政许可法第五十条)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from bancheng.casework.cases import finding, forms, renewals, standing
from bancheng.casework.cases.events import RenewalDeemed
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Renewal
from bancheng.casework.cases.services.applicants import AUTHORITIES
from bancheng.casework.cases.services.doing import event_of
from bancheng.casework.cases.services.drafts import demand_online, new_draft, pinned_for, put_applicant
from bancheng.ground.access import AccessDenied, Actor, system
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.catalog.types import Pinned
from bancheng.registers.identity import selectors as identity
from bancheng.registers.licences import services as licensing

CLOCK = system("时限监测")


def renew(case: str, *, by: Actor) -> str:
    """Begin the renewal of the licence that this case brought: a draft of the same item, filled from it; returns its key.

    A second click gets the draft that is there. Raises AccessDenied (not the applicant's: invisible), Refused:
    cases.not_renewable, .item_gone, .window_only.
    """
    person = standing.person_key(by)
    with transaction.atomic():
        old = standing.demand_sight(by, finding.locked(case))
        if not person or not standing.is_applicant(by, old):
            raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
        if (begun := renewals.under_way(old)) is not None:
            return begun.key
        card = renewals.renewable(old)
        if card is None or card.valid_to is None:
            raise Refused(
                "cases.not_renewable",
                "这件没有快到期的有效证照，不能申请延续；已经到期的，请按办事指南重新申请。",
                renewals.ARTICLE,
            )
        pinned = pinned_for(old.item_id)
        demand_online(pinned.document)
        row = new_draft(pinned, channel=Case.Channel.PORTAL)
        _same_applicant(row, old, by, person)
        if standing.may_use_holdings(by, row):
            _carry(row, old, pinned)
        row.save(force_insert=True)
        Renewal.objects.create(case=row, before=old, licence_id=card.id, ends_on=card.valid_to)
        facts = {"item": row.item_id, "guide": pinned.number, "channel": row.channel, "renews": old.number}
        journal.append(standing.subject_of(row), "start", by=by, facts=facts, article=str(renewals.ARTICLE))
    return row.key


def to_deem() -> Iterable[int]:
    """Keys of timely renewals whose old licence has ended while nobody decided; one that was revoked is renewed by nothing."""
    rows = Renewal.objects.filter(deemed_at=None, ends_on__lt=today(), case__state__in=renewals.UNDECIDED)
    rows = rows.filter(licence__state__in=renewals.ALIVE)
    return [row.pk for row in rows.select_related("case") if renewals.timely(row)]


def deem(key: int) -> bool:
    """Write down that a renewal is deemed granted, lengthen the old licence by its term, and tell; in the caller's transaction. False: somebody decided first."""
    row = Renewal.objects.get(pk=key)
    case = Case.objects.select_for_update().filter(pk=row.case_id, state__in=renewals.UNDECIDED).first()
    open_still = Renewal.objects.filter(pk=key, deemed_at=None, licence__state__in=renewals.ALIVE)
    if case is None or not open_still.update(deemed_at=now()):
        return False
    prolonged = licensing.prolong(licence=row.licence_id, ended_on=row.ends_on, by=CLOCK)
    facts = {"ended_on": row.ends_on, "licence_id": row.licence_id, "prolonged_to": prolonged.valid_to}
    journal.append(standing.subject_of(case), "renewal_deemed", by=CLOCK, facts=facts, article=str(renewals.ARTICLE))
    announce(event_of(RenewalDeemed, case, at=now(), by=CLOCK, licence=row.licence_id, ended_on=row.ends_on))
    return True


def _same_applicant(row: Case, old: Case, by: Actor, person: int) -> None:
    """Whoever held the licence applies again; the firm through who may act for it today."""
    authority = identity.may_act_for(by, old.legal_person_id) if old.legal_person_id is not None else ""
    if authority:
        put_applicant(row, person, capacity=AUTHORITIES[authority], legal_person=old.legal_person_id)
    elif person == old.applicant_id:
        put_applicant(row, person, capacity=Case.Capacity.SELF)
    else:
        principal = old.applicant_id
        put_applicant(row, person, capacity=Case.Capacity.AGENT, legal_person=old.legal_person_id, principal=principal)


def _carry(row: Case, old: Case, pinned: Pinned) -> None:
    """What the old application said, as far as the guide in force still asks for it; checked again when it is submitted."""
    document = pinned.document
    fields, asked = {one.element for one in document.fields}, {one.element for one in document.questions}
    kept = {code: entry for code, entry in forms.values(old).items() if code in fields}
    source = f"您的办件 {old.number}"
    forms.put(row, {code: forms.Entry(value, source, old.submitted_at) for code, value in kept.items()})
    same = {one.element for one in document_of(old).questions}
    row.answers = {code: value for code, value in old.answers.items() if code in asked & same}
