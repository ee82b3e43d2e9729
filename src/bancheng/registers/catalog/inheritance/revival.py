"""取消的不得恢复: what was cancelled does not come back under its own name, nor by way of an association (CAT-26).

Three ways are closed: the cancelled code, the name of a cancelled matter with its basis, and an item that its region has
cancelled. The lawful way back is another basis (a new matter), or 承接, a change with a basis and an announcement.
What comes back under *another* name is for the examination before publishing to find.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from bancheng.ground.law import Refused
from bancheng.registers.catalog.inheritance.locking import bases
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem, ItemChange
from bancheng.registers.catalog.schema import Basis

MOVED = (ItemChange.Kind.HAND_DOWN, ItemChange.Kind.TAKE_OVER)


def refuse_revived_matter(name: str, item_type: str, province: str, basis: Iterable[Basis]) -> None:
    """Raises `Refused` basic.revived for the name of a cancelled matter of the province, unless its basis is another.

    One statement where nothing of that name was cancelled.
    """
    gone = BasicItem.objects.filter(
        code__startswith=province, name=name, item_type=item_type, state=BasicItem.State.CANCELLED
    )
    new = articles(basis)
    for row in gone:
        told = f"“{row.name}”（编码 {row.code}）已于 {row.cancelled_on} 取消，不得恢复设立"
        if not new:
            raise Refused("basic.revived", f"{told}；确有新的法律依据重新设立的，请写明新的设定依据。")
        old = articles(bases(row.basis or _last_basis(row)))
        if not old:
            raise Refused("basic.revived", f"{told}；它的设定依据没有登记，请先在基本目录补录，以便核对依据是否相同。")
        if shared := sorted(new & old):
            raise Refused("basic.revived", f"{told}：设定依据相同（{'、'.join(map(''.join, shared))}）。")


def refuse_revived_item(item: ImplementationItem) -> None:
    """Raises `Refused` item.revived for an item that its region has cancelled, whichever organ or body would offer it now.

    An item that was handed down or taken over has moved, and is not cancelled in this sense. Two or three statements.
    """
    if item.basic is None:
        _refuse_name_of_cancelled_matter(item)
    rows = ImplementationItem.objects.filter(
        region=item.region, cancelled_on__isnull=False, item_type=item.item_type
    ).exclude(pk=item.pk)
    rows = rows.filter(basic=item.basic) if item.basic else rows.filter(name=item.name)
    away = moved(rows) if rows.exists() else set()
    gone = [row for row in rows.order_by("-pk") if row.pk not in away]
    for row in gone[:1]:
        sentence = (
            f"{item.region.name}的“{row.name}”已于 {row.cancelled_on} 取消（{row.cancelled_reason}），"
            "不能重新登记，也不能转由其他单位或者行业协会办理；依法恢复的，请在原事项页登记“承接”并写明依据。"
        )
        raise Refused("item.revived", sentence)


def moved(rows: QuerySet[ImplementationItem]) -> set[int]:
    """Of these items the ids of those that closed because others took them on: they were handed down or taken over."""
    changes = ItemChange.objects.filter(kind__in=MOVED, withdrawn_at=None, item__basic__in=rows.values("basic"))
    return {key for details in changes.values_list("details", flat=True) for key in details.get("closing", ())}


def articles(basis: Iterable[Basis]) -> set[tuple[str, str]]:
    """What is compared of bases: law and article, without the marks around the name of the law."""
    return {(row.law.strip("《》 "), row.article.strip()) for row in basis}


def _refuse_name_of_cancelled_matter(item: ImplementationItem) -> None:
    named = BasicItem.objects.filter(code__startswith=item.region_id[:2], name=item.name, item_type=item.item_type)
    states = dict(named.values_list("state", "cancelled_on"))
    if BasicItem.State.CANCELLED in states and BasicItem.State.ACTIVE not in states:
        day = states[BasicItem.State.CANCELLED]
        sentence = f"“{item.name}”已于 {day} 从基本目录取消，不能再登记；有新的设定依据的，请先由省级目录主管部门列入基本目录。"
        raise Refused("item.revived", sentence)


def _last_basis(row: BasicItem) -> Any:
    """The basis of a matter that none was set for: that of the last guide published for it."""
    published = GuideVersion.objects.filter(item__basic=row, document__isnull=False).order_by("-pk")
    return published.values_list("document__basis", flat=True).first() or []
