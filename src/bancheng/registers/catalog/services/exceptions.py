"""应上尽上: an item stays off the platform only for one of three reasons, and the reason is recorded (CAT-41)."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import PUBLISH, demand_for_item, item_subject
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.services.items import locked
from bancheng.registers.catalog.typed import line

Kind = ImplementationItem.OffPlatform


def except_item(*, item: ImplementationItem, kind: str, reason: str, by: Actor) -> ImplementationItem:
    """Record why an item is not on the platform: `kind` law, secret or site, with the reason; "" takes the exception back.

    Raises `Refused`: item.exception (an unknown kind), item.exception_reason, item.cancelled.
    """
    if kind and kind not in Kind.values:
        raise Refused(
            "item.exception", "请从三种法定例外中选择一种：法律法规另有规定、涉及国家秘密或安全、场地有特殊要求。"
        )
    sentence = "请写明例外的理由和依据，最多 300 个字。" if kind else "请写明取消例外的原因，最多 300 个字。"
    told = line(reason, longest=300, code="item.exception_reason", sentence=sentence)
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, PUBLISH, row)
        if row.state == ImplementationItem.State.CANCELLED:
            raise Refused("item.cancelled", f"“{row.name}”已经取消，不用再登记例外。")
        row.off_platform, row.off_platform_reason = kind, told if kind else ""
        row.updated_at = law.now()
        row.save(update_fields=["off_platform", "off_platform_reason", "updated_at"])
        append(item_subject(row), "except_item", by=by, facts={"kind": kind, "reason": told})
    return row
