"""Drafts of guides: one an item, saved with a revision number so that two editors cannot overwrite each other."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, demand_for_item, guide_subject
from bancheng.registers.catalog.inheritance.locking import basis_faults, inherited
from bancheng.registers.catalog.lint.engine import of_the_guide
from bancheng.registers.catalog.lint.holding import hold
from bancheng.registers.catalog.lint.past import readable_bases
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem
from bancheng.registers.catalog.services.checking import examine, refuse_unfit
from bancheng.registers.catalog.services.items import locked
from bancheng.registers.catalog.submissions.answering import put_back
from bancheng.registers.catalog.types import DraftConflict, GuideRefused

DRAFT = GuideVersion.State.DRAFT
EDITED = "草稿又有修改，要重新送审"


def save_draft(
    *, item: ImplementationItem, body: dict[str, Any], revision: int, by: Actor, keep_incomplete: bool = False
) -> GuideVersion:
    """Save the draft of an item's next version and count its revision up.

    `revision`: the one the editor began from, 0 where there was no draft. A body with faults is refused whole
    (GuideRefused) unless `keep_incomplete` says that it is work in progress; publishing checks again in any case. Warnings
    never refuse it, nor does what is wrong with the item: a suspected revival is saved, and held for review.
    Raises DraftConflict when somebody saved meanwhile; nothing is overwritten then. `Refused`: item.cancelled, guide.….
    The legal basis is that of the matter (四级四同): left out it is filled in, another one is refused, guide.locked.
    A draft under review goes back to its author with this: what a reviewer looks at does not change under his eyes.
    """
    demand_for_item(by, EDIT, item)
    basic = BasicItem.objects.filter(implementations=item.pk).first()
    unlike = basis_faults(refuse_unfit(body), basic)
    body = inherited(body, basic)
    _, faults = examine(body, item=item)
    blocking = of_the_guide(faults)
    if unlike or (blocking and not keep_incomplete):
        raise GuideRefused((*unlike, *blocking))
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, EDIT, row)
        if row.cancelled_on is not None:
            raise Refused("item.cancelled", f"“{row.name}”已定于 {row.cancelled_on} 取消，不能再编写指南。")
        draft = GuideVersion.objects.select_for_update().filter(item=row, state=DRAFT).first()
        _refuse_outdated(draft, body, revision)
        if draft is None:
            draft = GuideVersion(item=row, number=next_number(row), created_at=law.now(), revision=0)
        draft.body, draft.revision, draft.created_by = body, draft.revision + 1, by.name
        draft.save()
        facts = {"number": draft.number, "revision": draft.revision, "faults": len(blocking)}
        append(guide_subject(row), "save_draft", by=by, facts=facts)
        put_back(row, why=EDITED, by=by)
        hold(row, readable_bases(body.get("basis")), by=by)
    return draft


def drop_draft(*, item: ImplementationItem, by: Actor) -> None:
    """Throw the draft away; versions published stay as they are."""
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, EDIT, row)
        draft = GuideVersion.objects.filter(item=row, state=DRAFT).first()
        if draft is None:
            raise Refused("guide.no_draft", "没有草稿，不需要放弃。")
        put_back(row, why="草稿已放弃", by=by)
        append(guide_subject(row), "drop_draft", by=by, facts={"number": draft.number, "revision": draft.revision})
        draft.delete()


def _refuse_outdated(draft: GuideVersion | None, body: dict[str, Any], revision: int) -> None:
    stored = draft.revision if draft else 0
    if stored == revision:
        return
    if draft is None:
        sentence = "这份草稿已经发布或者放弃。您的修改还没有保存，请在现行版本上重新核对后再保存。"
    else:
        sentence = (
            f"{draft.created_by}在您编辑期间保存了第 {stored} 次修改。您的修改还没有保存，也没有丢失，请对照后再保存。"
        )
    raise DraftConflict(sentence, theirs=draft.body if draft else {}, yours=body, revision=stored)


def next_number(item: ImplementationItem) -> int:
    """The number of the next version of its guide."""
    last: int | None = GuideVersion.objects.filter(item=item).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
