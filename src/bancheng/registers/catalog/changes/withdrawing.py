"""An announced change is taken back before its day: what would stop goes on, what would begin does not."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import PUBLISH, demand_for_item, item_subject
from bancheng.registers.catalog.changes.recording import change_subject
from bancheng.registers.catalog.events import ChangeWithdrawn
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, ItemChange
from bancheng.registers.catalog.services.items import locked
from bancheng.registers.catalog.services.listing import refresh
from bancheng.registers.catalog.services.publishing import withdraw
from bancheng.registers.catalog.typed import line

State = GuideVersion.State


def withdraw_change(*, change: ItemChange, reason: str, by: Actor) -> ItemChange:
    """Take a change back before its day. The announcement stays public, marked as withdrawn with the reason.

    The versions published for it are withdrawn; what an adjustment had written is a draft again. Raises AccessDenied where
    the actor may not publish every item it touches; `Refused`: change.reason, change.withdrawn, change.effective.
    """
    told = line(reason, longest=200, code="change.reason", sentence="请写明撤回原因，最多 200 个字。")
    with transaction.atomic():
        row = ItemChange.objects.select_for_update(of=("self",)).select_related("item").get(pk=change.pk)
        if row.withdrawn_at is not None:
            raise Refused("change.withdrawn", f"公告 {row.number} 已经撤回。")
        if row.on <= law.today():
            raise Refused("change.effective", f"公告 {row.number} 已于 {row.on} 生效，不能撤回；请另行登记变更。")
        _refuse_foreign(row, by)
        row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = law.now(), by.name[:100], told
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        append(change_subject(row), "withdraw_change", by=by, facts={"reason": told})
        for key in row.details.get("closing", ()):
            _go_on(key, row, told, by)
        for version in _published_for(row):
            withdraw(version=version, reason=f"变更公告撤回：{told}"[:200], by=by)
            if row.kind == ItemChange.Kind.ADJUST:
                _write_again(version, by)
        announce(ChangeWithdrawn(row.number, row.item_id, row.region_id))
    return row


def _refuse_foreign(row: ItemChange, by: Actor) -> None:
    touched = ImplementationItem.objects.filter(pk__in=row.details.get("closing", ())) | row.opened.all()
    for item in [row.item] if row.kind == ItemChange.Kind.ADJUST else touched.distinct():
        demand_for_item(by, PUBLISH, item)


def _published_for(row: ItemChange) -> list[GuideVersion]:
    """The versions that its day would bring: of an item it opens all of them, whoever published them meanwhile."""
    published = GuideVersion.objects.filter(state=State.PUBLISHED)
    if row.kind == ItemChange.Kind.ADJUST:
        return list(published.filter(pk__in=row.details.get("versions", ())))
    return list(published.filter(item__in=row.opened.all()).order_by("pk"))


def _go_on(key: Any, change: ItemChange, told: str, by: Actor) -> None:
    item = ImplementationItem.objects.filter(pk=key, cancelled_on=change.on).first()
    if item is None:
        return
    row = locked(item)
    row.cancelled_on, row.cancelled_reason, row.updated_at = None, "", law.now()
    row.save(update_fields=["cancelled_on", "cancelled_reason", "updated_at"])
    append(item_subject(row), "keep_item", by=by, facts={"change": change.number, "reason": told})
    refresh([row])


def _write_again(version: GuideVersion, by: Actor) -> None:
    """The body of a withdrawn adjustment as the item's draft, unless somebody has begun another."""
    versions = GuideVersion.objects.filter(item=version.item)
    if versions.filter(state=State.DRAFT).exists():
        return
    number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
    GuideVersion.objects.create(
        item=version.item, number=number, body=version.body, created_at=law.now(), created_by=by.name[:100]
    )
