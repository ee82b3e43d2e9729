"""The regions to which a matter may be handed down, and the organ of each that would take it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from bancheng.ground.access import region_stem
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.types import Receiver
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations.types import PLACEHOLDERS

TOWN = "town"
MOST = 500


def receivers(item: ImplementationItem) -> tuple[Receiver, ...]:
    """The regions just below that of an item, each with the organ that would take it, or with what stands in the way.

    Its organ is the one of the same function; in a town the government of the town takes what no other organ does.
    """
    stem = region_stem(item.region_id)
    places = _below(item.region_id)
    organs = _organs([row.code for row in places], stem, item.organisation.function)
    held = _held(item, [organ.pk for organ in organs.values()])
    return tuple(_receiver(place, organs.get(place.code), held) for place in places)


def _below(code: str) -> list[Any]:
    """The regions just below; where that is 市辖区 or 县, which only the codes know, the districts themselves."""
    rows = organisations.subtree(code)
    hollow = rows.filter(parent=code, name__in=PLACEHOLDERS).values("code")
    children = rows.filter(Q(parent=code) | Q(parent__in=hollow)).exclude(name__in=PLACEHOLDERS)
    return list(children.order_by("code")[:MOST])


def organ_of(item: ImplementationItem, region: str) -> Any:
    """The organ of a region that would take an item. Raises `Refused` change.no_organ where there is none."""
    place = organisations.region(region)
    if place is None:
        raise Refused("change.region", f"没有区划 {region[:12]}，请重新选择。")
    organ = _organs([place.code], region_stem(place.code), item.organisation.function).get(place.code)
    if organ is None:
        sentence = f"{place.name}没有可以承接的机关，请先在“区划和机构”登记与{item.organisation.name}职能相同的机关或者乡镇政府。"
        raise Refused("change.no_organ", sentence)
    return organ


def _organs(regions: Iterable[str], stem: str, function: str) -> dict[str, Any]:
    """By region the organ of that function, else the government of the town."""
    rows = list(organisations.organisations(region=stem.ljust(12, "0")).filter(region__in=list(regions)))
    towns = {row.region_id: row for row in reversed(rows) if row.kind == TOWN}
    same = {row.region_id: row for row in reversed(rows) if function and row.function == function}
    return towns | same


def _held(item: ImplementationItem, organs: list[int]) -> set[int]:
    rows = ImplementationItem.objects.filter(organisation__in=organs, basic=item.basic, cancelled_on=None)
    return set(rows.exclude(current=None).values_list("organisation_id", flat=True))


def _receiver(place: Any, organ: Any, held: set[int]) -> Receiver:
    if organ is None:
        return Receiver(place.code, place.name, None, "", "没有可以承接的机关")
    return Receiver(place.code, place.name, organ.pk, organ.name, "已经有这个事项" if organ.pk in held else "")
