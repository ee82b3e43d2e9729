"""A running bundle: whose it is, who of the staff sees and steers it, and with what rights they act on its members.

An organ sees the whole of a bundle in states and lights only; what was filled in it sees in its own member's case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bancheng.casework.bundles import keeping
from bancheng.casework.bundles.keeping import Made
from bancheng.casework.bundles.merging import MemberGuide, Merged
from bancheng.casework.bundles.models import Bundle, BundleCase, BundlePart
from bancheng.casework.bundles.schema import BundleBody, Feed
from bancheng.ground.access import AccessDenied, Actor, Grant, Subject, Target, Via, may
from bancheng.ground.codes import CaseNumber, CodeError
from bancheng.ground.crypto import open_, seal
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.identity import selectors as identity

KIND = "bundles.case"
VIEW, STEER, TAKE_IN = "bundles.view", "bundles.steer", "bundles.take_in"
HAND_OUT = "cases.deliver"
CODE = "bundles.query_code"
NOT_THERE = "没有找到这件事的办理记录。"
KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
State = BundlePart.State
FAILED = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED})


def subject_of(row: BundleCase) -> Subject:
    """As journal and messages name it."""
    return Subject(KIND, row.key)


def target_of(row: BundleCase) -> Target:
    """What decides who of the staff may: the region's, and its lead's."""
    return Target(subject_of(row), region=row.region_id, organisation=row.lead_id)


def place_of(bundle: Bundle) -> Target:
    """Where a bundle is handled, before anybody has applied."""
    return Target(region=bundle.region_id, organisation=bundle.lead_id)


def person_key(actor: Actor) -> int:
    """The natural person behind an actor; 0 for staff, machines and visitors."""
    kind, _, key = actor.key.partition(":")
    return int(key) if actor.kind == "person" and kind == "person" and key.isdecimal() else 0


def is_applicant(actor: Actor, row: BundleCase) -> bool:
    """Whether he may act for who applies: himself, who filed for him, or for the firm today."""
    person = person_key(actor)
    if not person:
        return False
    if row.legal_person_id is not None and row.capacity != "agent":
        return bool(identity.may_act_for(actor, row.legal_person_id))
    return person in (row.applicant_id, row.filer_id)


def steers(actor: Actor, row: BundleCase) -> bool:
    """Whether he coordinates it: for its lead, or for the hall where it is handled."""
    return may(actor, STEER, target_of(row)).allowed


def takes_in(actor: Actor, row: BundleCase) -> bool:
    """Whether he sits at the window of 高效办成一件事 for it."""
    return may(actor, TAKE_IN, target_of(row)).allowed


def sees(actor: Actor, row: BundleCase, parts: Iterable[BundlePart]) -> bool:
    """Whether it exists for him: a draft for who applies and the window, what was submitted for its lead and all its organs."""
    if actor.kind == "system" or is_applicant(actor, row):
        return True
    if row.state == BundleCase.State.DRAFT:
        return takes_in(actor, row) or (row.trial and steers(actor, row))
    return may(actor, VIEW, target_of(row)).allowed or any(
        may(actor, VIEW, Target(region=row.region_id, organisation=one.organisation_id)).allowed for one in parts
    )


def reads(actor: Actor, row: BundleCase, part: BundlePart) -> bool:
    """Whether of the staff he reads what was asked for in a member: for the lead and the hall of all, an organ of its own."""
    own = Target(region=row.region_id, organisation=part.organisation_id)
    return actor.kind == "system" or any(may(actor, VIEW, target).allowed for target in (target_of(row), own))


def find(key: str, *, lock: bool = False) -> BundleCase | None:
    """By its key or its number, however typed; None where there is none."""
    rows = BundleCase.objects.select_related("bundle", "version", "lead", "region")
    if lock:
        rows = rows.select_for_update(of=("self",))
    try:
        if KEY.fullmatch(key):
            return rows.filter(key=key).first()
        return rows.filter(number=str(CaseNumber.parse(key[:60]).bundle)).first()
    except CodeError:
        return None


def parts_of(row: BundleCase) -> list[BundlePart]:
    """All parts, earlier attempts too, each with its case and its organ. One query."""
    return list(row.parts.select_related("case", "case__organisation", "case__region", "organisation"))


def hands_out(actor: Actor, row: BundleCase) -> bool:
    """Whether he sits at the one desk that hands out its results: of its lead, or of the hall where it is handled."""
    return may(actor, HAND_OUT, target_of(row)).allowed


def published_for(actor: Actor, actions: Iterable[str]) -> list[Bundle]:
    """The bundles in force for which he may do one of these things, by region and their order in the list. One query."""
    rows = Bundle.objects.filter(current__isnull=False, lead__isnull=False).select_related("region")
    wanted = tuple(actions)
    return [row for row in rows.order_by("region", "order", "pk") if any(_may_at(actor, one, row) for one in wanted)]


def _may_at(actor: Actor, action: str, bundle: Bundle) -> bool:
    return may(actor, action, place_of(bundle)).allowed


def demand_sight(actor: Actor, key: str, *, lock: bool = False) -> tuple[BundleCase, list[BundlePart]]:
    """The bundle with its parts, or AccessDenied that reads the same for what is absent and what is not his."""
    row = find(key, lock=lock)
    parts = parts_of(row) if row is not None else []
    if row is None or not sees(actor, row, parts):
        raise AccessDenied(NOT_THERE, visible=False, action=VIEW)
    return row, parts


def fills(actor: Actor, row: BundleCase) -> bool:
    """Who fills it in: the applicant's side, the window, or in a walk-through who coordinates."""
    return is_applicant(actor, row) or takes_in(actor, row) or (row.trial and steers(actor, row))


def demand_running(row: BundleCase) -> None:
    """What is done to members that were handed in: not to those of a draft. Raises Refused bundles.not_submitted."""
    if row.state == BundleCase.State.DRAFT:
        raise Refused("bundles.not_submitted", "这件事还没有提交，请先填好提交；不想办的，可以删除草稿。")


def demand_filler(actor: Actor, row: BundleCase) -> None:
    """Raises AccessDenied, visible, for who does not fill it in."""
    if not fills(actor, row):
        raise AccessDenied("这件事不由您填写。", visible=True, action=TAKE_IN)


def demand_steers(actor: Actor, row: BundleCase) -> None:
    """Raises AccessDenied, visible."""
    if not steers(actor, row):
        raise AccessDenied("这件事由牵头部门统筹，不由您的岗位办理。", visible=True, action=STEER)


def demand_takes_in(actor: Actor, row: BundleCase) -> None:
    """Raises AccessDenied, visible."""
    if not takes_in(actor, row):
        raise AccessDenied("这件事由“高效办成一件事”窗口统一受理，不由您的岗位办理。", visible=True, action=TAKE_IN)


def demand_hands_out(actor: Actor, row: BundleCase) -> None:
    """Raises AccessDenied, visible."""
    if not hands_out(actor, row):
        raise AccessDenied("结果由统一出件窗口一次发放，不由您的岗位办理。", visible=True, action=HAND_OUT)


def with_rights(actor: Actor, row: BundleCase, parts: Iterable[BundlePart], *actions: str) -> Actor:
    """The actor with these actions on the cases of these parts, by his place in the bundle (settled 15).

    Nothing is added for who acts for himself.
    """
    if actor.kind != "staff":
        return actor
    via = (Via("bundle", row.key, row.name),)
    more = {
        Grant(action, one.case.region_id, one.case.organisation_id, via)
        for one in parts
        if one.case is not None
        for action in actions
    }
    return replace(actor, grants=(*actor.grants, *sorted(more, key=str)))


def seal_code(code: str) -> bytes:
    """The query code as stored."""
    return seal(code.encode(), purpose=CODE)


def query_code_of(row: BundleCase) -> str:
    """The code printed on the confirmation; "" for a draft."""
    return open_(bytes(row.query_code), purpose=CODE).decode() if row.query_code else ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A running bundle with the version it holds to, merged under its answers."""

    row: BundleCase
    made: Made
    merged: Merged

    @property
    def body(self) -> BundleBody:
        return self.merged.body

    def guide(self, key: str) -> MemberGuide:
        """The member's guide. KeyError where there is no such member."""
        return {one.key: one for one in self.made.members}[key]

    def label(self, key: str) -> str:
        return self.body.member(key).label

    def suffix(self, key: str) -> int:
        """The place of a member, from 1: its suffix in the number."""
        return [one.key for one in self.body.members].index(key) + 1


def load(row: BundleCase, digests: Mapping[int, str] | None = None) -> Loaded:
    """One statement, unless `digests` are given."""
    known = catalog.digests(row.version.pinned.values()) if digests is None else digests
    made = keeping.made_of(row.version, known)
    return Loaded(row, made, keeping.merged(made, row.answers))


def current(parts: Iterable[BundlePart]) -> dict[str, BundlePart]:
    """Member → its latest attempt."""
    return {one.key: one for one in parts if one.current}


def nth(part: BundlePart, parts: Iterable[BundlePart]) -> int:
    """Which application for this member it is, from 1: one that never went to its organ has taken no number (settled 6)."""
    filed = [one for one in parts if one.key == part.key and one.attempt < part.attempt and one.opened_at is not None]
    return len(filed) + 1


def before(loaded: Loaded, parts: Mapping[str, BundlePart], key: str) -> list[tuple[Feed, BundlePart]]:
    """What a member waits for: the feeds from members that take part, with their parts."""
    return [
        (feed, parts[feed.before])
        for feed in loaded.body.feeds
        if feed.after == key and feed.before in parts and parts[feed.before].state != State.DROPPED
    ]


def met(feed: Feed, part: BundlePart) -> bool:
    """Whether the member that waits may go on: the result is there, or it failed and the version says to go on without it."""
    return part.state == State.GRANTED or (part.state in FAILED and feed.refusal == "go_on")


def stopping(waits: Iterable[tuple[Feed, BundlePart]]) -> Feed | None:
    """The feed with which a member stops: from one that failed, where the version says to stop with it."""
    return next((feed for feed, part in waits if part.state in FAILED and feed.refusal == "stop"), None)


def fed(loaded: Loaded, parts: Mapping[str, BundlePart], key: str) -> tuple[frozenset[str], dict[str, str]]:
    """What a member need not be given because another brings it: elements, and paper code → that member's key."""
    elements: set[str] = set()
    papers: dict[str, str] = {}
    for feed, part in before(loaded, parts, key):
        if part.state in FAILED and feed.refusal == "go_on":
            continue
        elements |= set(feed.elements)
        if feed.material:
            papers[feed.material] = feed.before
    return frozenset(elements), papers
