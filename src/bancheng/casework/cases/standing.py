"""Who somebody is towards a case: applicant, clerk, reviewer, approver, result desk, supervisor, or nobody."""

from __future__ import annotations

from collections.abc import Collection

from bancheng.casework.cases import beside
from bancheng.casework.cases.lifecycle import WORKED_ON
from bancheng.casework.cases.models import Case, Consultation
from bancheng.ground.access import AccessDenied, Actor, Subject, Target, Via, may, ways
from bancheng.registers.identity import selectors as identity

VIEW = "cases.view"
TAKE_IN = "cases.take_in"
REVIEW = "cases.review"
DECIDE = "cases.decide"
DELIVER = "cases.deliver"
SUPERVISE = "cases.supervise"
GRANT = "cases.grant"
CHECK = "cases.check"
ANSWER = "cases.answer"
CHIEF = "cases.chief"
URGE = "cases.urge"
EXTEND = "cases.extend"
ROLES = {
    TAKE_IN: "clerk",
    REVIEW: "reviewer",
    DECIDE: "approver",
    DELIVER: "result_desk",
    SUPERVISE: "supervisor",
    CHIEF: "chief",
    URGE: "lead",
    EXTEND: "head",
}
"""Which action makes which role of the life-cycle table."""
ON_THE_SPOT = "on_the_spot"
"""The role of a clerk whom a dated grant lets finish an item at the window."""
ACTIONS = {role: action for action, role in ROLES.items()} | {ON_THE_SPOT: TAKE_IN}
NOT_OF_THE_FIVE = frozenset({"correct", "replace_licence", "revoke"})
"""What an approver does that is none of the five powers of a chief representative (新密市政务服务管理办法第三十二条)."""
RESERVED = {
    "extend": "延长办理期限须经本行政机关负责人批准（《行政许可法》第四十二条），请写明理由报本机关负责人，由其在本办件上批准。"
}
"""What the law leaves to one person of the organ, as everybody else of its staff is told."""
KIND = beside.KIND
"""The kind of subject that a case is."""
NOT_THERE = "没有找到这个办件。"


def subject_of(case: Case) -> Subject:
    """The case as journal, papers and messages name it."""
    return Subject(KIND, case.key)


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
    if "clerk" in found and _on_the_spot(actor, case):
        found.add(ON_THE_SPOT)
    return frozenset(found)


def ways_of(actor: Actor, case: Case, roles: Collection[str]) -> tuple[tuple[Via, ...], ...]:
    """The ways in which he has one of these roles towards the case, the plainest first; () is by his own role."""
    target = target_of(case)
    found = {way for role in roles if role in ACTIONS for way in ways(actor, ACTIONS[role], target)}
    return tuple(sorted(found, key=lambda way: (len(way), str(way))))


def by_powers(way: Collection[Via]) -> bool:
    """Whether this way is the powers of a chief representative."""
    return any(via.kind == "powers" for via in way)


def beyond_powers(actor: Actor, case: Case, verb: str) -> bool:
    """Whether he is an approver here by the powers of a chief representative only, and the verb is none of theirs."""
    if verb not in NOT_OF_THE_FIVE:
        return False
    found = ways_of(actor, case, ("approver",))
    return bool(found) and all(by_powers(way) for way in found)


def decides_alone(actor: Actor, case: Case) -> bool:
    """Whether the powers of a chief representative let him decide what he accepted or reviewed himself (settled 12)."""
    return any(by_powers(way) for way in ways_of(actor, case, ("approver",)))


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
    return beside.item_grants(actor).filter(item=item).exists()


def granted_items(actor: Actor) -> tuple[int, ...]:
    """The items that dated grants let this clerk decide today. One query."""
    return tuple(beside.item_grants(actor).values_list("item", flat=True))


def _on_the_spot(actor: Actor, case: Case) -> bool:
    """The same for the item of a case; no query when it was read beside the locked row."""
    known = beside.of(case)
    if known is not None and known.spot is not None and known.spot[:2] == (actor.key, case.item_id):
        return known.spot[2]
    return decides_on_the_spot(actor, case.item_id)


def sees(actor: Actor, case: Case) -> bool:
    """Whether the case exists for him. A draft is seen by its owner and by the windows that may take it in."""
    return sees_whole(actor, case) or (case.submitted_at is not None and consulted(actor, case))


def sees_whole(actor: Actor, case: Case) -> bool:
    """Whether he sees the case otherwise than through what his unit was asked: also its notes, its talks, its file."""
    return is_applicant(actor, case) or may(actor, TAKE_IN if case.state == "draft" else VIEW, target_of(case)).allowed


def answers_for(actor: Actor, asked: Consultation) -> bool:
    """Whether he answers for the unit that was asked: he belongs to it, and his post answers there."""
    if actor.kind != "staff" or actor.organisation != asked.organisation_id:
        return False
    return may(actor, ANSWER, Target(region=asked.region_id, organisation=asked.organisation_id)).allowed


def consulted(actor: Actor, case: Case) -> bool:
    """Whether the case is open to him because his unit was asked: until the case is decided, and ever if it answered."""
    if actor.kind != "staff" or actor.organisation is None or not may(actor, ANSWER).allowed:
        return False
    asked = asked_of(case, actor.organisation)
    if case.state not in WORKED_ON:
        asked = [row for row in asked if row.answered_at is not None]
    return any(answers_for(actor, row) for row in asked)


def asked_of(case: Case, organisation: int) -> list[Consultation]:
    """What this unit was asked about the case; of a locked one read once, since nobody else asks or answers meanwhile."""
    rows = case.consultations.filter(organisation=organisation).select_related("organisation")
    if beside.of(case) is None:
        return list(rows)
    kept: dict[int, list[Consultation]] = case.__dict__.setdefault("_asked", {})
    if organisation not in kept:
        kept[organisation] = list(rows)
    return kept[organisation]


def demand_sight(actor: Actor, case: Case | None) -> Case:
    """The case, or AccessDenied that reads the same for what is absent and what is not his."""
    if case is None or not sees(actor, case):
        raise AccessDenied(NOT_THERE, visible=False, action=VIEW)
    return case


def demand_whole(actor: Actor, case: Case | None) -> Case:
    """The case for whom more than what his unit was asked is open; else AccessDenied that reads as for what is absent."""
    if case is None or not sees_whole(actor, case):
        raise AccessDenied(NOT_THERE, visible=False, action=VIEW)
    return case
