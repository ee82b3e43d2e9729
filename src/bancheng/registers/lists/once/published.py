"""The public lists of 一次办妥: what is done in one go, the negative list, the four ends, the stars."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from bancheng.ground.access import region_stem
from bancheng.ground.codes import LEVELS
from bancheng.ground.law import in_shanghai
from bancheng.registers.lists.batches.reading import listed_items
from bancheng.registers.lists.keys import BASIS_FOUR_ENDS, BASIS_NEGATIVE, BASIS_ONCE, BASIS_STARS
from bancheng.registers.lists.models import ItemDepth
from bancheng.registers.lists.once.reading import negative_entries
from bancheng.registers.lists.public import Column, public_list
from bancheng.registers.lists.types.once import ENDS, MODES
from bancheng.registers.lists.types.public import Row
from bancheng.registers.lists.types.stars import STAR_WORDS

ITEM, ORGAN = Column("name", "事项名称"), Column("organ", "实施单位", proper=True)
YES, NO = "提供", "—"


@public_list(
    code="once",
    title="“一次办妥”事项清单",
    intro="经审核、在网上或者大厅最多跑一次就能办成的事项，按批公布。",
    article=BASIS_ONCE,
    columns=(ITEM, ORGAN, Column("mode", "办理模式"), Column("batch", "批次"), Column("day", "公布日期")),
    facets=("mode", "organ", "batch"),
    of_guides=True,
)
def once(region: str) -> Sequence[Row]:
    """The items of delivered lists that are still done in one go."""
    return [
        {
            "name": entry.item.name,
            "organ": entry.item.organisation.name,
            "mode": MODES[entry.item.once_mode.mode],
            "batch": entry.list.batch.name,
            "day": f"{in_shanghai(day):%Y-%m-%d}" if (day := entry.list.delivered_at) else "",
            "subject": f"catalog.item:{entry.item_id}",
        }
        for entry in listed_items(region)
        if hasattr(entry.item, "once_mode") and entry.item.once_mode.mode in {"online", "hall"}
    ]


@public_list(
    code="negative",
    title="“一次办妥”负面清单",
    intro="目前既不能网上办、也不能跑一次办成的事项，每项写明原因和优化提升计划；做到以后移出。",
    article=BASIS_NEGATIVE,
    columns=(
        *(ITEM, ORGAN, Column("reason", "列入原因", wide=True), Column("plan", "优化提升计划", wide=True)),
        Column("day", "列入日期"),
    ),
    facets=("organ",),
    of_guides=True,
)
def negative(region: str) -> Sequence[Row]:
    """What is on the negative list now."""
    return [
        {
            "name": one.item_name,
            "organ": one.organ,
            "reason": one.reason,
            "plan": one.plan,
            "day": one.entered_on.isoformat(),
            "subject": f"catalog.item:{one.item_id}",
        }
        for one in negative_entries(region)
    ]


@public_list(
    code="four-ends",
    title="四端协同事项清单",
    intro="每个事项在窗口端、PC 端、移动端、自助端哪几端可以办。",
    article=BASIS_FOUR_ENDS,
    columns=(ITEM, ORGAN, *(Column(key, label) for key, label in ENDS.items()), Column("visits", "到现场次数")),
    facets=("organ", *ENDS),
    of_guides=True,
)
def four_ends(region: str) -> Sequence[Row]:
    """Which ends the guide in force of each item offers."""
    return [
        {
            "name": row.item.name,
            "organ": row.item.organisation.name,
            **{key: YES if getattr(row, key) else NO for key in ENDS},
            "visits": str(row.visits),
            "subject": f"catalog.item:{row.item_id}",
        }
        for row in _depths(region)
    ]


@public_list(
    code="stars",
    title="网办星级清单",
    intro="每个事项网上办理到什么程度。三星级：网上申请、办结核验；四星级：除证照寄递环节外，全程网上办理。",
    article=BASIS_STARS,
    columns=(
        *(ITEM, ORGAN, Column("level", "行使层级"), Column("star", "星级"), Column("why", "认定理由", wide=True)),
        Column("version", "指南版本"),
    ),
    facets=("star", "organ", "level"),
    of_guides=True,
)
def stars(region: str) -> Sequence[Row]:
    """The star of each item that has a guide in force."""
    return [
        {
            "name": row.item.name,
            "organ": row.item.organisation.name,
            "level": LEVELS.get(row.item.use_level, row.item.use_level),
            "star": STAR_WORDS[row.stars],
            "why": row.reason,
            "version": f"第 {row.number} 版",
            "subject": f"catalog.item:{row.item_id}",
        }
        for row in _depths(region)
    ]


def _depths(region: str) -> QuerySet[ItemDepth]:
    rows = ItemDepth.objects.filter(item__region__code__startswith=region_stem(region), item__state="published")
    return rows.select_related("item__organisation").order_by("item__organisation", "item")
