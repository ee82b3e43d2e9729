"""How a submission ends, and what it guards: published, returned, recalled; four eyes where the locality asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import PUBLISH, guide_subject
from bancheng.registers.catalog.authorship import wrote
from bancheng.registers.catalog.keys import FOUR_EYES
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, Submission
from bancheng.registers.catalog.templates import PUBLISHED, RECALLED
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import services as messages
from bancheng.registers.messages.types import TemplateText
from bancheng.registers.organisations import selectors as organisations

State = Submission.State


def waiting(item: ImplementationItem) -> Submission | None:
    """The submission that waits for the item, locked until the transaction ends."""
    return Submission.objects.select_for_update(of=("self",)).filter(item=item, state=State.WAITING).first()


def put_back(item: ImplementationItem, *, why: str, by: Actor) -> bool:
    """Take the item's draft out of review, if it is under review; reviewers and submitter are told `why`, in Chinese."""
    row = waiting(item)
    if row is None:
        return False
    number = GuideVersion.objects.get(item=item, state=GuideVersion.State.DRAFT).number
    end(row, State.RECALLED, answer=why, by=by)
    append(guide_subject(item), "recall_draft", by=by, facts={"number": number, "revision": row.revision, "why": why})
    told = {*reviewers(item), *([row.submitter_id] if row.submitter_id else [])}
    tell(told, RECALLED, item, by=by, number=number, who=by.name, why=why)
    return True


def settle(versions: Iterable[GuideVersion], *, by: Actor) -> None:
    """The drafts of these were published: what waited for them is answered, and who submitted it is told. One statement where
    nothing waited."""
    published = {version.item_id: version for version in versions}
    if not published:
        return
    rows = Submission.objects.select_for_update(of=("self",)).filter(item__in=list(published), state=State.WAITING)
    for row in rows:
        version = published[row.item_id]
        end(row, State.PUBLISHED, answer="", by=by)
        if row.submitter_id:
            facts = {"number": version.number, "who": by.name, "day": version.effective_from}
            tell({row.submitter_id}, PUBLISHED, version.item, by=by, **facts)


def refuse_alone(item: ImplementationItem, draft: GuideVersion, by: Actor) -> None:
    """Where the locality asks for four eyes, a draft is published by somebody who neither wrote nor submitted it, and as it
    was submitted. Raises `Refused`: guide.not_submitted, guide.own."""
    if (refusal := alone(item, draft, by)) is not None:
        raise refusal


def alone(item: ImplementationItem, draft: GuideVersion, by: Actor) -> Refused | None:
    """Why `refuse_alone` refuses; None where it does not."""
    if by.kind != "staff" or not organisations.rule(FOUR_EYES.key, item.region_id):
        return None
    row = Submission.objects.filter(item=item, state=State.WAITING).first()
    if row is None or row.revision != draft.revision:
        return Refused("guide.not_submitted", "本地规定指南发布前须由另一人审核，请先送审。")
    if row.submitter_id == by.account or wrote(item, by):
        return Refused("guide.own", "这份指南由您编写或者送审，本地规定须由另一人审核发布。")
    return None


def end(row: Submission, state: str, *, answer: str, by: Actor) -> None:
    """Say how the submission ended; the caller writes the journal."""
    row.state, row.answer = state, answer
    row.answered_at, row.answered_by = law.now(), by.name[:100]
    row.save(update_fields=["state", "answer", "answered_at", "answered_by"])


def reviewers(item: ImplementationItem) -> set[int]:
    """The accounts of staff who may publish the guides of the item's organ today."""
    roles = [role.key for role in identity.roles() if PUBLISH in role.actions]
    found: set[int] = set()
    for role in roles:
        holders = identity.staff_with_role(role, item.region_id, organisation=item.organisation_id)
        found.update(holders.values_list("pk", flat=True))
    return found


def tell(accounts: Iterable[int], template: TemplateText, item: ImplementationItem, *, by: Actor, **facts: Any) -> int:
    """Put the message about the item's guide into these inboxes, but not into that of who acts; returns how many."""
    others: Sequence[int] = sorted(set(accounts) - {by.account})
    for account in others:
        messages.notify(account, template.key, subject=guide_subject(item), item=item.name, **facts)
    return len(others)
