"""待复核: something above an item has changed, and a person must look at it. Raised by services, closed by a person."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, PUBLISH, demand_for_item, item_subject
from bancheng.registers.catalog.authorship import wrote
from bancheng.registers.catalog.events import ReviewRaised
from bancheng.registers.catalog.inheritance.locking import PART, same
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, ItemReview
from bancheng.registers.catalog.typed import line

UPSTREAM, BASIC, SUSPICION = "upstream", "basic", "suspicion"
DRAFT = GuideVersion.State.DRAFT
REASON = ItemReview._meta.get_field("reason").max_length or 500


def raise_reviews(*, items: Iterable[ImplementationItem], source: str, key: str, reason: str, by: Actor) -> int:
    """Raise a review of each item that has none open from this source and key; returns how many. For services that have
    checked who asks, in their transaction. The newest reason stands in those that are open already.
    """
    rows = list(items)
    with transaction.atomic():
        asked = ItemReview.objects.filter(item__in=rows, source=source, key=key, closed_at=None)
        asked.update(reason=reason[:REASON])
        waiting = set(asked.values_list("item", flat=True))
        fresh = [row for row in rows if row.pk not in waiting]
        reviews = [
            ItemReview(item=row, source=source, key=key, reason=reason[:REASON], raised_at=law.now()) for row in fresh
        ]
        ItemReview.objects.bulk_create(reviews, batch_size=500)
        for row in fresh:
            append(item_subject(row), "raise_review", by=by, facts={"source": source, "key": key, "reason": reason})
        if fresh:
            announce(ReviewRaised(source, key, len(fresh)))
    return len(fresh)


def close_review(*, review: ItemReview, outcome: str, remark: str, by: Actor) -> ItemReview:
    """Close a review with its outcome (kept, changed, cancelled) and a remark.

    A suspected revival is judged by who may publish, and neither by who entered or named the item nor by who wrote the draft:
    “kept” releases it for publication, so there must be a guide to look at. Raises AccessDenied outside the item's scope;
    `Refused`: review.outcome, review.remark, review.closed, review.own, review.no_guide, and review.open where “cancelled”
    is said of an item that is not.
    """
    if outcome not in ItemReview.Outcome.values:
        raise Refused("review.outcome", "请选择复核结论。")
    told = line(remark, longest=500, code="review.remark", sentence="请写明复核情况，最多 500 个字。")
    with transaction.atomic():
        row = ItemReview.objects.select_for_update(of=("self",)).select_related("item").get(pk=review.pk)
        demand_for_item(by, PUBLISH if row.source == SUSPICION else EDIT, row.item)
        if row.closed_at is not None:
            raise Refused("review.closed", f"{row.closed_by}已经办结这次复核，结论是“{row.get_outcome_display()}”。")
        if outcome == ItemReview.Outcome.CANCELLED and row.item.cancelled_on is None:
            raise Refused("review.open", f"“{row.item.name}”还没有取消，请先登记取消，再办结复核。")
        if row.source == SUSPICION:
            _refuse_judgement(row.item, outcome, by)
        row.closed_at, row.closed_by, row.outcome, row.remark = law.now(), by.name[:100], outcome, told
        row.save(update_fields=["closed_at", "closed_by", "outcome", "remark"])
        facts = {"source": row.source, "key": row.key, "outcome": outcome, "remark": told}
        append(item_subject(row.item), "close_review", by=by, facts=facts)
    return row


def settle_basic(versions: Iterable[GuideVersion], by: Actor) -> None:
    """What a change of the matter asked for is done with the publication of a guide that bears its name and basis: such
    reviews close themselves. Those of a list above and suspicions stay until a person has said what he found.

    One statement where nothing is open.
    """
    published = {version.item_id: version for version in versions}
    asked = ItemReview.objects.select_for_update(of=("self",)).filter(
        item__in=list(published), source=BASIC, closed_at=None
    )
    for row in asked.select_related("item__basic"):
        version = published[row.item_id]
        if not _alike(row.item, version):
            continue
        row.closed_at, row.closed_by, row.outcome = law.now(), by.name[:100], ItemReview.Outcome.CHANGED
        row.remark = f"第 {version.number} 版已采用基本目录的内容，自 {version.effective_from} 起施行。"
        row.save(update_fields=["closed_at", "closed_by", "outcome", "remark"])
        facts = {"source": row.source, "key": row.key, "outcome": row.outcome, "version": version.number}
        append(item_subject(row.item), "close_review", by=by, facts=facts)


def _alike(item: ImplementationItem, version: GuideVersion) -> bool:
    basic = item.basic
    if basic is None or item.name != basic.name:
        return False
    return not basic.basis or same(version.body.get(PART), basic.basis)


def _refuse_judgement(item: ImplementationItem, outcome: str, by: Actor) -> None:
    """Nobody judges what is his own (settled 12), and nobody releases what cannot be seen yet."""
    if by.kind == "staff" and (_named(item, by) or wrote(item, by)):
        raise Refused("review.own", "这个事项由您登记、改名或者编写，请由其他审核人员复核。")
    written = item.current_id is not None or GuideVersion.objects.filter(item=item, state=DRAFT).exists()
    if outcome == ItemReview.Outcome.KEPT and not written:
        raise Refused("review.no_guide", "还没有编写办事指南，看不出办什么，请等草稿写好后再复核放行。")


def _named(item: ImplementationItem, by: Actor) -> bool:
    """Whether he entered the item or gave it its name."""
    own = journal.entries_of(item_subject(item)).filter(actor_key=by.key, refused=False)
    if own.filter(verb="create_item").exists():
        return True
    return any(
        "name" in facts.get("changed", ()) for facts in own.filter(verb="edit_item").values_list("facts", flat=True)
    )
