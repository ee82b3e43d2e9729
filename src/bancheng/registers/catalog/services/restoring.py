"""回退: what an earlier version said is published again, as a version of its own; no version is ever brought back itself."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import PUBLISH, demand_for_item
from bancheng.registers.catalog.inheritance.locking import inherited
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.services.checking import publishable
from bancheng.registers.catalog.services.items import locked
from bancheng.registers.catalog.services.publishing import Publication, publish_all, refuse_unpublishable

State = GuideVersion.State


def restore_version(
    *, version: GuideVersion, by: Actor, effective_from: date | None = None, current: int | None = None
) -> GuideVersion:
    """Publish the body of an earlier version as the next one, in force from a day (today if none is given).

    It is checked like any other: what the rules have forbidden since does not come back. `current`: the number in force
    that was looked at, 0 for none; another one since then refuses (guide.outdated). A draft being written stays, and moves
    behind. Raises GuideRefused; `Refused`: guide.date, guide.same, guide.not_yet, guide.outdated and those of `publish`.
    """
    day = effective_from or law.today()
    if day < law.today():
        raise Refused("guide.date", "施行日期不能早于今天。")
    with transaction.atomic():
        row = locked(version.item)
        demand_for_item(by, PUBLISH, row)
        stored = GuideVersion.objects.get(pk=version.pk)
        _refuse_pointless(row, stored, current)
        refuse_unpublishable(row)
        body = publishable(inherited(stored.body, row.basic), item=row)
        _move_draft(row)
        return publish_all([Publication(row, body, restored=stored.number)], effective_from=day, by=by)[0]


def _refuse_pointless(row: ImplementationItem, version: GuideVersion, current: int | None) -> None:
    number = row.current.number if row.current else 0
    if current is not None and current != number:
        raise Refused("guide.outdated", "您看过以后，又有别的版本生效或者撤下。请重新核对后再回退。")
    if version.state == State.DRAFT or version.effective_from is None or version.effective_from > law.today():
        raise Refused("guide.not_yet", f"第 {version.number} 版还没有施行过，不能回退到它。")
    if version.pk == row.current_id:
        raise Refused("guide.same", f"第 {version.number} 版就是现行版本，不用回退。")


def _move_draft(row: ImplementationItem) -> None:
    """The number after the last published one is needed now; a draft bears the one after that."""
    draft = GuideVersion.objects.select_for_update().filter(item=row, state=State.DRAFT).first()
    if draft is not None:
        draft.number += 1
        draft.save(update_fields=["number"])
