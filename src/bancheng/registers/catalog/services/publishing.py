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
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.services.checking import publishable
from bancheng.registers.catalog.services.items import locked
from bancheng.registers.catalog.services.listing import refresh

State = GuideVersion.State


@dataclass(frozen=True, slots=True)
class Publication:
    """One guide to be published: a locked item with its relations, its checked body, the draft it comes from if any."""

    item: ImplementationItem
    body: GuideBody
    draft: GuideVersion | None = None


def publish(*, item: ImplementationItem, by: Actor, effective_from: date | None = None) -> GuideVersion:
    """Publish the draft of an item, in force from a day (today if none is given).

    Raises GuideRefused with every fault of the body; `Refused`: guide.no_draft, guide.uncoded, guide.date, item.cancelled.
    """
    day = effective_from or law.today()
    if day < law.today():
        raise Refused("guide.date", "施行日期不能早于今天。")
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, PUBLISH, row)
        draft = GuideVersion.objects.select_for_update().filter(item=row, state=State.DRAFT).first()
        if draft is None:
            raise Refused("guide.no_draft", "还没有草稿，请先编写并保存指南。")
        refuse_unpublishable(row)
        return publish_all([Publication(row, publishable(draft.body), draft)], effective_from=day, by=by)[0]


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
        _tell(publication.item, version, by)
    for publication in publications:
        publication.item.updated_at = now
    ImplementationItem.objects.bulk_update([one.item for one in publications], ["updated_at"], batch_size=200)
    refresh([publication.item for publication in publications])
    return versions


def withdraw(*, version: GuideVersion, reason: str, by: Actor) -> ImplementationItem:
    """Take a published version back. The version before it is in force again; without one the item leaves the public list.

    Cases pinned to it keep it. Raises `Refused`: guide.reason, guide.not_published.
    """
    if not reason.strip():
        raise Refused("guide.reason", "请写明撤下原因。")
    with transaction.atomic():
        row = locked(version.item)
        demand_for_item(by, PUBLISH, row)
        stored = GuideVersion.objects.select_for_update().get(pk=version.pk)
        if stored.state != State.PUBLISHED:
            raise Refused("guide.not_published", f"第 {stored.number} 版不是已发布的版本，不能撤下。")
        stored.state, stored.withdrawn_at, stored.withdrawn_reason = State.WITHDRAWN, law.now(), reason.strip()[:200]
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
    """Raises `Refused`: guide.uncoded (待赋码), item.cancelled."""
    if item.basic is None:
        raise Refused("guide.uncoded", f"“{item.name}”还没有基本编码（待赋码），请先赋码再发布。")
    if item.cancelled_on is not None:
        raise Refused("item.cancelled", f"“{item.name}”已定于 {item.cancelled_on} 取消，不能再发布指南。")


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


def _tell(item: ImplementationItem, version: GuideVersion, by: Actor) -> None:
    day = version.effective_from.isoformat() if version.effective_from else ""
    facts = {
        "number": version.number,
        "digest": version.digest,
        "effective_from": day,
        "organisation": item.organisation_id,
        "written_by": version.created_by,
    }
    append(guide_subject(item), "publish", by=by, facts=facts)
    announce(GuidePublished(item.pk, version.pk, version.number, version.digest, item.region_id, day))
