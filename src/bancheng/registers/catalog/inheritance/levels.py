"""国家、省、市、县: one matter at all its levels side by side, down to the item that somebody looks at (CAT-03, CAT-05)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bancheng.ground.access import Actor
from bancheng.ground.codes import ITEM_TYPES, LEVELS
from bancheng.registers.catalog.inheritance.describing import describer
from bancheng.registers.catalog.inheritance.locking import bases
from bancheng.registers.catalog.inheritance.uniform import ELEMENTS, read_materials, told
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, UpstreamEntry
from bancheng.registers.catalog.rules import limit_text
from bancheng.registers.catalog.schema import Basis, Limit
from bancheng.registers.catalog.selectors.staff import implementation
from bancheng.registers.catalog.types import LevelColumn, LevelRow, Levels
from bancheng.registers.organisations import selectors as organisations

NAME, CODE, BASIS, TYPE = "事项名称", "事项编码", "设定依据", "事项类型"
LOCKED = (NAME, CODE, BASIS, TYPE)
PROMISED = "承诺办结时限"
READ = "读："
"""Before a label: the value in the words that people read, where it is compared in others."""


def levels(actor: Actor, item_id: int) -> Levels:
    """The lists above, the basic catalogue, the organs of the regions above and the item, with the four locked elements,
    the six uniform ones and the promise. Raises AccessDenied (not visible) for an item out of scope. Four statements.
    """
    item = implementation(actor, item_id)
    columns: list[tuple[LevelColumn, dict[str, str]]] = []
    if item.basic is not None:
        entries = UpstreamEntry.objects.filter(basics=item.basic).order_by("list", "code")
        columns += [(LevelColumn(row.get_list_display(), row.edition), _of_entry(row)) for row in entries]
        columns.append((LevelColumn("基本目录", item.basic.get_state_display()), _of_basic(item.basic)))
    columns += [(_heading(row), _of_item(row)) for row in _chain(item)]
    labels = (*LOCKED, *ELEMENTS.values(), PROMISED)
    return Levels(
        columns=tuple(column for column, _ in columns),
        rows=tuple(_row(label, [values for _, values in columns]) for label in labels),
    )


def _row(label: str, columns: list[dict[str, str]]) -> LevelRow:
    """One element at all levels: compared as the report of uniformity compares it, shown as people read it."""
    said = {values[label] for values in columns if values.get(label)}
    shown = tuple(values.get(READ + label) or values.get(label, "") for values in columns)
    return LevelRow(label, shown, label in LOCKED, len(said) <= 1)


def _chain(item: ImplementationItem) -> list[ImplementationItem]:
    """The items of the same matter in the regions above, the highest first, and the item itself."""
    above = [region.code for region in organisations.ancestors(item.region_id)]
    related = ImplementationItem.objects.select_related("basic", "organisation", "region", "current")
    if item.basic is None:
        return list(related.filter(pk=item.pk))
    same = related.filter(basic=item.basic, region__in=above, cancelled_on=None).exclude(pk=item.pk)
    rank = {code: place for place, code in enumerate(reversed(above))}
    upper = sorted(same.defer("current__body"), key=lambda row: (rank[row.region_id], row.pk))
    return [*upper, *related.filter(pk=item.pk)]


def _heading(row: ImplementationItem) -> LevelColumn:
    return LevelColumn(row.region.name, f"{row.organisation.name}，{LEVELS.get(row.use_level, row.use_level)}", row.pk)


def _of_entry(row: UpstreamEntry) -> dict[str, str]:
    return {NAME: row.name, BASIS: row.basis}


def _of_basic(row: BasicItem) -> dict[str, str]:
    return {NAME: row.name, CODE: row.code, BASIS: _bases(bases(row.basis)), TYPE: _type(row.item_type)}


def _of_item(row: ImplementationItem) -> dict[str, str]:
    """What the guide in force says; of an item without one, what the register knows."""
    values = {NAME: row.name, CODE: row.basic.code if row.basic else "", TYPE: _type(row.item_type)}
    if row.current is None or row.current.document is None:
        return values
    document: Mapping[str, Any] = row.current.document
    values[NAME] = document["identity"]["name"]
    values[BASIS] = _bases(bases(document["basis"]))
    values |= {label: "；".join(told(part, document[part])) for part, label in ELEMENTS.items()}
    values[READ + ELEMENTS["materials"]] = "；".join(read_materials(document["materials"], describer(document)))
    values[PROMISED] = limit_text(Limit.model_validate(document["promised"]))
    return values


def _bases(rows: Iterable[Basis]) -> str:
    return "；".join(f"{row.law}{row.article}" for row in rows)


def _type(code: str) -> str:
    return ITEM_TYPES[code].name if code in ITEM_TYPES else code
