"""Who somebody is towards a case: applicant, clerk, reviewer, approver, result desk, supervisor, or nobody."""

from __future__ import annotations

from bancheng.casework.cases.models import Case, ItemGrant
from bancheng.ground.access import AccessDenied, Actor, Subject, Target, may
from bancheng.ground.law import today
from bancheng.registers.identity import selectors as identity

VIEW = "cases.view"
TAKE_IN = "cases.take_in"
REVIEW = "cases.review"
DECIDE = "cases.decide"
DELIVER = "cases.deliver"
SUPERVISE = "cases.supervise"
GRANT = "cases.grant"
ROLES = {TAKE_IN: "clerk", REVIEW: "reviewer", DECIDE: "approver", DELIVER: "result_desk", SUPERVISE: "supervisor"}
"""Which action makes which role of the life-cycle table."""
NOT_THERE = "没有找到这个办件。"


def subject_of(case: Case) -> Subject:
    """The case as journal, papers and messages name it."""
    return Subject("cases.case", case.key)


def target_of(case: Case) -> Target:
    """What decides who of the staff may."""
    return Target(subject_of(case), region=case.region_id, organisation=case.organisation_id)


def person_key(actor: Actor) -> int:
    """The natural person behind an actor; 0 for staff, machines and visitors."""
    kind, _, key = actor.key.partition(":")
    return int(key) if actor.kind == "person" and kind == "person" and key.isdecimal() else 0


def is_applicant(actor: Actor, case: Case) -> bool:
    """Whether he may act for the applicant: as himself, as the agent who files, or for the legal person today.

    An operator whose authority has ended no longer sees the case, though he filed it.
    """
    person = person_key(actor)
    if not person:
        return False
    if case.legal_person_id is not None and case.capacity != Case.Capacity.AGENT:
        return bool(identity.may_act_for(actor, case.legal_person_id))
    if person in (case.applicant_id, case.filer_id):
        return True
    return case.legal_person_id is not None and bool(identity.may_act_for(actor, case.legal_person_id))


def roles(actor: Actor, case: Case) -> frozenset[str]:
    """The roles of the life-cycle table that the actor has towards this case. One query at most."""
    if actor.kind == "system":
        return frozenset({"system"})
    if is_applicant(actor, case):
        return frozenset({"applicant"})
    target = target_of(case)
    found = {role for action, role in ROLES.items() if may(actor, action, target).allowed}
    if "clerk" in found and "approver" not in found and decides_on_the_spot(actor, case.item_id):
        found.add("approver")
    return frozenset(found)


def may_use_holdings(actor: Actor, case: Case) -> bool:
    """Whether licences and earlier uploads of the applicant are open to who fills in: himself, who may act for the firm

    today, a window that has seen the mandate. A mandate that somebody merely claims opens nothing.
    """
    person = person_key(actor)
    if not person:
        return actor.kind == "staff"
    if case.legal_person_id is not None:
        return bool(identity.may_act_for(actor, case.legal_person_id))
    return person == case.applicant_id


def decides_on_the_spot(actor: Actor, item: int) -> bool:
    """Whether a dated grant lets this clerk decide this item (settled 12)."""
    day = today()
    return ItemGrant.objects.filter(
        staff=actor.key, item=item, valid_from__lte=day, valid_to__gte=day, revoked_at=None
    ).exists()


def sees(actor: Actor, case: Case) -> bool:
    """Whether the case exists for him. A draft is seen by its owner and by the windows that may take it in."""
    if is_applicant(actor, case):
        return True
    return may(actor, TAKE_IN if case.state == "draft" else VIEW, target_of(case)).allowed


def demand_sight(actor: Actor, case: Case | None) -> Case:
    """The case, or AccessDenied that reads the same for what is absent and what is not his."""
    if case is None or not sees(actor, case):
        raise AccessDenied(NOT_THERE, visible=False, action=VIEW)
    return case
