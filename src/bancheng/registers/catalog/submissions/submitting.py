"""The verbs of 送审: hand a draft to the reviewers, take it back, return it with a reason."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, PUBLISH, demand_for_item, guide_subject
from bancheng.registers.catalog.events import GuideReturned, GuideSubmitted
from bancheng.registers.catalog.inheritance.locking import inherited
from bancheng.registers.catalog.lint.engine import of_the_guide
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, Submission
from bancheng.registers.catalog.services.checking import examine
from bancheng.registers.catalog.services.items import locked
from bancheng.registers.catalog.submissions.answering import State, end, put_back, reviewers, tell, waiting
from bancheng.registers.catalog.templates import RETURNED, SUBMITTED
from bancheng.registers.catalog.typed import line
from bancheng.registers.catalog.types import GuideRefused

LONGEST = 500
NO_NOTE = "没有说明"


def submit_draft(*, item: ImplementationItem, revision: int, by: Actor, note: str = "") -> int:
    """送审: hand the draft, as it stands at this revision, to who may publish it; returns how many of them were told.

    What an author can put right must be right (GuideRefused); a missing code or a suspicion is the reviewers' to deal with.
    Whoever saves the draft afterwards takes it out of review. Raises `Refused`: guide.no_draft, guide.outdated,
    guide.submitted, guide.note, item.cancelled.
    """
    told = _said(note, code="guide.note", sentence="送审说明不能超过 500 个字。", blank=True)
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, EDIT, row)
        draft = _draft(row)
        _refuse_unfit(row, draft, revision)
        Submission.objects.create(
            item=row,
            revision=draft.revision,
            note=told,
            submitted_at=law.now(),
            submitted_by=by.name[:100],
            submitter_id=by.account or None,
        )
        facts = {"number": draft.number, "revision": draft.revision, "note": told}
        append(guide_subject(row), "submit_draft", by=by, facts=facts)
        announce(GuideSubmitted(row.pk, draft.number, draft.revision, row.region_id))
        said = {"organ": row.organisation.name, "who": by.name, "number": draft.number, "note": told or NO_NOTE}
        return tell(reviewers(row), SUBMITTED, row, by=by, **said)


def recall_draft(*, item: ImplementationItem, by: Actor) -> None:
    """撤回: the draft is the author's again. Raises `Refused` guide.not_submitted where nobody waits for an answer."""
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, EDIT, row)
        if not put_back(row, why="送审人撤回", by=by):
            raise Refused("guide.not_submitted", "这份草稿没有在审核，可能已经发布或者退回。")


def return_draft(*, item: ImplementationItem, revision: int, reason: str, by: Actor) -> None:
    """退回修改: the reviewer says what is to be changed, and the author reads it.

    `revision`: the one that was looked at. Nobody returns what he has submitted himself. Raises `Refused`: guide.reason,
    guide.no_draft, guide.not_submitted, guide.outdated, guide.own.
    """
    told = _said(reason, code="guide.reason", sentence="请写明退回原因和怎样修改，最多 500 个字。")
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, PUBLISH, row)
        draft, submission = _draft(row), waiting(row)
        if submission is None:
            raise Refused("guide.not_submitted", "这份草稿没有在审核，可能已经撤回、发布或者退回。")
        if draft.revision != revision:
            raise Refused("guide.outdated", "您看过以后，草稿又有人保存过。请重新核对后再决定。")
        if submission.submitter_id and submission.submitter_id == by.account:
            raise Refused("guide.own", "这份草稿是您自己送审的，要修改请撤回。")
        end(submission, State.RETURNED, answer=told, by=by)
        facts = {"number": draft.number, "revision": draft.revision, "reason": told}
        append(guide_subject(row), "return_draft", by=by, facts=facts)
        announce(GuideReturned(row.pk, draft.number, draft.revision, row.region_id))
        if submission.submitter_id:
            said = {"number": draft.number, "who": by.name, "reason": told}
            tell({submission.submitter_id}, RETURNED, row, by=by, **said)


def _said(text: str, *, code: str, sentence: str, blank: bool = False) -> str:
    """What was typed, in one paragraph."""
    return line(" ".join(text.split()), longest=LONGEST, code=code, sentence=sentence, blank=blank)


def _draft(item: ImplementationItem) -> GuideVersion:
    draft = GuideVersion.objects.select_for_update().filter(item=item, state=GuideVersion.State.DRAFT).first()
    if draft is None:
        raise Refused("guide.no_draft", "还没有草稿，请先编写并保存指南。")
    return draft


def _refuse_unfit(item: ImplementationItem, draft: GuideVersion, revision: int) -> None:
    if item.cancelled_on is not None:
        raise Refused("item.cancelled", f"“{item.name}”已定于 {item.cancelled_on} 取消，不能送审。")
    if draft.revision != revision:
        raise Refused("guide.outdated", "您看过以后，草稿又有人保存过。请重新核对后再送审。")
    if waiting(item) is not None:
        raise Refused("guide.submitted", "这份草稿已经送审，正在等审核。")
    blocking = of_the_guide(examine(inherited(draft.body, item.basic), item=item)[1])
    if blocking:
        raise GuideRefused(blocking)
