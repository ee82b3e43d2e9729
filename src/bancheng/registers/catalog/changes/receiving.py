"""An organ takes a matter on: whether it may, and the item that is opened for it."""

from __future__ import annotations

from typing import Any

from bancheng.ground import law
from bancheng.ground.access import Actor, within
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, PUBLISH, demand_for_item
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, ItemChange
from bancheng.registers.catalog.services.items import enter

SOURCE = "change"
ASSOCIATION = "other"
USE_LEVELS = {"province": "2", "city": "3", "county": "4", "town": "5", "village": "6"}
POWERS = {"01", "02", "03", "04", "05", "06", "07", "08", "09", "10"}
"""事项类型 that are powers of the administration; 公共服务 (20) is none."""


def opened(
    source: ImplementationItem, organ: Any, by: Actor, *, kind: str
) -> tuple[ImplementationItem, GuideVersion | None]:
    """A new item of the organ for the source's matter, not public yet, and its stored draft if there was one.

    One of the organ's own that never came into force is used again; one that was handed on before gives up its code.
    Raises AccessDenied; `Refused`: change.receiver, change.association, change.receiver_has, item.….
    """
    _refuse_unfit(source, organ, kind)
    mine = ImplementationItem.objects.select_for_update(of=("self",)).filter(organisation=organ, basic=source.basic)
    for row in mine.select_related("basic", "organisation", "region", "nature").order_by("pk"):
        if row.cancelled_on is None and row.current_id is None and not _scheduled(row):
            demand_for_item(by, EDIT, row)
            demand_for_item(by, PUBLISH, row)
            return row, GuideVersion.objects.filter(item=row, state=GuideVersion.State.DRAFT).first()
        if row.cancelled_on is None or row.state != ImplementationItem.State.CANCELLED:
            told = "，将于 " + row.cancelled_on.isoformat() + " 停办" if row.cancelled_on else ""
            raise Refused("change.receiver_has", f"{organ.name}已经有“{row.name}”{told}，不需要再承接。")
        if row.code:
            row.code = ""
            row.save(update_fields=["code"])
    return _entered(source, organ, by), None


def _entered(source: ImplementationItem, organ: Any, by: Actor) -> ImplementationItem:
    item = ImplementationItem(
        basic=source.basic,
        name=source.name,
        main_item=source.main_item,
        item_type=source.item_type,
        nature=source.nature,
        use_level=USE_LEVELS[organ.region.level],
        organisation=organ,
        region=organ.region,
        source=SOURCE,
        weight=source.weight,
        icon=source.icon,
        updated_at=law.now(),
    )
    demand_for_item(by, EDIT, item)
    demand_for_item(by, PUBLISH, item)
    return enter(item, by, moved=True)


def _refuse_unfit(source: ImplementationItem, organ: Any, kind: str) -> None:
    if not organ.active or organ.pk == source.organisation_id and source.cancelled_on is None:
        raise Refused("change.receiver", f"{organ.name}不能作为接收机关，请另选。")
    if organ.kind == ASSOCIATION and source.item_type in POWERS:
        raise Refused("change.association", f"“{source.name}”是行政权力事项，不能转由{organ.name}这样的社会组织办理。")
    lower = within(organ.region_id, source.region_id) and organ.region_id != source.region_id
    if kind == ItemChange.Kind.HAND_DOWN and not lower:
        sentence = f"{organ.region.name}不是{source.region.name}的下级，不能下放；收回或者同级划转请登记“承接”。"
        raise Refused("change.receiver", sentence)
    if organ.region_id[:2] != source.region_id[:2]:
        raise Refused("change.receiver", f"{organ.name}与{source.organisation.name}不在一个省，不能承接。")


def _scheduled(row: ImplementationItem) -> bool:
    return GuideVersion.objects.filter(item=row, state=GuideVersion.State.PUBLISHED).exists()
