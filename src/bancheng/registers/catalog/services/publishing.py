"""Publishing: a draft becomes an immutable document that every channel renders; withdrawing takes one back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import PUBLISH, demand_for_item, guide_subject
from bancheng.registers.catalog.composing import compose_document
from bancheng.registers.catalog.events import GuidePublished, GuideWithdrawn
from bancheng.registers.catalog.inheritance.locking import bases, inherited
from bancheng.registers.catalog.inheritance.reviews import settle_basic
from bancheng.registers.catalog.inheritance.revival import refuse_revived_item, refuse_revived_matter
from bancheng.registers.catalog.lint.holding import hold
from bancheng.registers.catalog.lint.past import readable_bases
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.readiness import refuse_unready
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.services.checking import publishable
from bancheng.registers.catalog.services.items import locked
from bancheng.registers.catalog.services.listing import refresh
from bancheng.registers.catalog.submissions.answering import refuse_alone, settle
from bancheng.registers.catalog.typed import line
from bancheng.registers.catalog.types import GuideRefused

State = GuideVersion.State


@dataclass(frozen=True, slots=True)
class Publication:
    """One guide to be published: a locked item with its relations, its checked body, the draft it comes from if any.

    `restored`: the number of the earlier version whose text this is, 0 for a new text.
    """

    item: ImplementationItem
    body: GuideBody
    draft: GuideVersion | None = None
    restored: int = 0


def publish(
    *, item: ImplementationItem, by: Actor, effective_from: date | None = None, revision: int | None = None
) -> GuideVersion:
    """Publish the draft of an item, in force from a day (today if none is given).

    `revision`: the one that was looked at; where the draft was saved since, nothing is published (guide.outdated).
    Its legal basis is that of the matter, whatever the draft was begun with (四级四同). Raises GuideRefused with every fault
    of the body; `Refused`: guide.no_draft, guide.outdated, guide.uncoded, guide.date, item.cancelled, item.locked,
    item.revived; where the locality asks for four eyes, guide.not_submitted, guide.own.
    """
    day = effective_from or law.today()
    if day < law.today():
        raise Refused("guide.date", "施行日期不能早于今天。")
    try:
        with transaction.atomic():
            return _publish(locked(item), day, by, revision)
    except GuideRefused:
        _hold(item, by)
        raise


def _publish(row: ImplementationItem, day: date, by: Actor, revision: int | None) -> GuideVersion:
    demand_for_item(by, PUBLISH, row)
    draft = GuideVersion.objects.select_for_update().filter(item=row, state=State.DRAFT).first()
    if draft is None:
        raise Refused("guide.no_draft", "还没有草稿，请先编写并保存指南。")
    if revision is not None and draft.revision != revision:
        raise Refused("guide.outdated", "您看过以后，草稿又有人保存过。没有看过的内容不会发布，请重新核对。")
    refuse_alone(row, draft, by)
    refuse_unpublishable(row)
    draft.body = inherited(draft.body, row.basic)
    body = publishable(draft.body, item=row)
    return publish_all([Publication(row, body, draft)], effective_from=day, by=by)[0]


def _hold(item: ImplementationItem, by: Actor) -> None:
    """The refusal has rolled everything back: a revival suspected only now is put before a reviewer all the same."""
    with transaction.atomic():
        row = locked(item)
        draft = GuideVersion.objects.filter(item=row, state=State.DRAFT).first()
        if draft is not None:
            hold(row, readable_bases(draft.body.get("basis")), by=by)


def publish_all(publications: Sequence[Publication], *, effective_from: date, by: Actor) -> list[GuideVersion]:
    """Freeze, hash, store, list and announce guides whose bodies were checked, within the caller's transaction.

    The one path by which a guide becomes public, for one or for hundreds: documents, journal entries and events are the same.
    """
    now = law.now()
    numbers = _numbers([publication.item for publication in publications])
    versions = [
        _freeze(publication, numbers[publication.item.pk], effective_from, by, now) for publication in publications
    ]
    GuideVersion.objects.bulk_create([version for version in versions if version.pk is None], batch_size=100)
    for version in versions:
        if version.state == State.DRAFT:  # a stored draft: the trigger lets it become final once
            version.state = State.PUBLISHED
            version.save()
    for publication, version in zip(publications, versions, strict=True):
        _tell(publication, version, by)
    for publication in publications:
        publication.item.updated_at = now
    ImplementationItem.objects.bulk_update([one.item for one in publications], ["updated_at"], batch_size=200)
    refresh([publication.item for publication in publications])
    settle_basic(versions, by)
    settle((version for publication, version in zip(publications, versions, strict=True) if publication.draft), by=by)
    return versions


def withdraw(*, version: GuideVersion, reason: str, by: Actor) -> ImplementationItem:
    """Take a published version back. The version before it is in force again; without one the item leaves the public list.

    Cases pinned to it keep it. Raises `Refused`: guide.reason, guide.not_published.
    """
    told = line(reason, longest=200, code="guide.reason", sentence="请写明撤下原因，最多 200 个字，不能有控制字符。")
    with transaction.atomic():
        row = locked(version.item)
        demand_for_item(by, PUBLISH, row)
        stored = GuideVersion.objects.select_for_update().get(pk=version.pk)
        if stored.state != State.PUBLISHED:
            raise Refused("guide.not_published", f"第 {stored.number} 版不是已发布的版本，不能撤下。")
        stored.state, stored.withdrawn_at, stored.withdrawn_reason = State.WITHDRAWN, law.now(), told
        stored.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
        refresh([row])
        current = row.current.number if row.current else 0
        facts = {
            "number": stored.number,
            "digest": stored.digest,
            "reason": stored.withdrawn_reason,
            "current": current,
        }
        append(guide_subject(row), "withdraw", by=by, facts=facts)
        announce(GuideWithdrawn(row.pk, stored.number, current, row.region_id))
    return row


def refuse_unpublishable(item: ImplementationItem) -> None:
    """Raises `Refused`: guide.uncoded (待赋码), item.cancelled, item.locked, item.revived, basic.revived."""
    refuse_unready(item)
    refuse_revived_item(item)
    if item.basic is not None:
        refuse_revived_matter(item.name, item.item_type, item.basic.code[:2], bases(item.basic.basis))


def _numbers(items: Sequence[ImplementationItem]) -> dict[int, int]:
    """The number of each item's next version; a draft already bears it."""
    published = GuideVersion.objects.filter(item__in=items).exclude(state=State.DRAFT)
    last = dict(published.values("item").annotate(last=Max("number")).values_list("item", "last"))
    return {item.pk: last.get(item.pk, 0) + 1 for item in items}


def _freeze(publication: Publication, number: int, day: date, by: Actor, now: datetime) -> GuideVersion:
    item, body, version = publication.item, publication.body, publication.draft
    _, document = compose_document(body, item, version=number, effective_from=day)
    if version is None:
        version = GuideVersion(item=item, state=State.PUBLISHED, created_at=now, created_by=by.name[:100])
        version.body = body.model_dump(mode="json", exclude_defaults=True)
    version.number = number
    version.document = document
    version.digest = canonical_sm3(document)
    version.effective_from, version.published_at, version.published_by = day, now, by.name[:100]
    return version


def _tell(publication: Publication, version: GuideVersion, by: Actor) -> None:
    item = publication.item
    day = version.effective_from.isoformat() if version.effective_from else ""
    facts = {
        "number": version.number,
        "digest": version.digest,
        "effective_from": day,
        "organisation": item.organisation_id,
        "written_by": version.created_by,
    }
    if publication.restored:
        facts["restored"] = publication.restored
    append(guide_subject(item), "publish", by=by, facts=facts)
    announce(GuidePublished(item.pk, version.pk, version.number, version.digest, item.region_id, day))
