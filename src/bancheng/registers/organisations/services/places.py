"""Regions: registered once, opened to the public when there is something to offer."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground.access import Actor, Subject, Target, demand
from bancheng.ground.codes import CodeError, parent_code, region_code, region_level
from bancheng.ground.journal.services import append
from bancheng.ground.law import Refused
from bancheng.registers.organisations.models import Region
from bancheng.registers.organisations.services.once import once
from bancheng.registers.organisations.services.wording import fitting

EDIT = "organisations.edit"


def create_region(*, code: str, name: str, by: Actor) -> Region:
    """Register a region; level and parent follow from the code. Raises `Refused`: region.code, region.name, region.twice,
    region.parent (the one above must be registered first).
    """
    try:
        full = region_code(code)
    except CodeError as error:
        raise Refused("region.code", error.sentence) from error
    demand(by, EDIT, Target(region=full))
    text = fitting(Region, "name", name)
    if not text:
        raise Refused("region.name", "请输入区划名称。")
    above = parent_code(full)
    with transaction.atomic():
        if Region.objects.filter(code=full).exists():
            raise Refused("region.twice", f"区划代码 {full} 已经登记。")
        if above and not Region.objects.filter(code=above).exists():
            raise Refused("region.parent", f"请先登记上级区划 {above}。")
        with once("region.twice", f"区划代码 {full} 已经登记。"):
            row = Region.objects.create(code=full, name=text, level=region_level(full).value, parent_id=above)
        append(_subject(row), "create_region", by=by, facts={"name": row.name, "level": row.level})
    return row


def serve_region(*, region: Region | str, served: bool = True, host: str = "", order: int = 100, by: Actor) -> Region:
    """Open a region to the public (or close it): it appears in the picker, and under its own host name if it has one.

    Raises `Refused`: region.unknown, region.host (in use by another).
    """
    code = region if isinstance(region, str) else region.code
    demand(by, EDIT, Target(region=code))
    with transaction.atomic():
        row = Region.objects.select_for_update().filter(code=code).first()
        if row is None:
            raise Refused("region.unknown", f"没有代码为 {code} 的区划，请先登记区划。")
        name = fitting(Region, "host", host).lower()
        if name and Region.objects.filter(host=name).exclude(code=code).exists():
            raise Refused("region.host", f"域名 {name} 已经用于其他区划，请换一个。")
        row.served, row.host, row.order = served, name, order
        with once("region.host", f"域名 {name} 已经用于其他区划，请换一个。"):
            row.save(update_fields=["served", "host", "order"])
        append(_subject(row), "serve_region", by=by, facts={"served": served, "host": name, "order": order})
    return row


def _subject(row: Region) -> Subject:
    return Subject("organisations.region", row.code)
