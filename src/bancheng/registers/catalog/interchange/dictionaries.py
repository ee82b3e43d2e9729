"""The dictionaries of an archive against those that are here: what is missing is added, what differs is told and left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from bancheng.ground.access import EVERYWHERE, Actor, Subject, Target, may
from bancheng.ground.codes import BasicCode, CodeError
from bancheng.ground.journal import append
from bancheng.registers.catalog.authority import IMPORT
from bancheng.registers.catalog.dictionaries import elements_changed
from bancheng.registers.catalog.interchange.archive import Reader
from bancheng.registers.catalog.interchange.noting import Notes
from bancheng.registers.catalog.models import BasicItem, Element, Facet, MaterialType, Nature, Synonym


@dataclass(frozen=True, slots=True)
class Book:
    """One dictionary: its part, its table, by what a row is known, what is compared, how it is called."""

    part: str
    model: type[models.Model]
    key: tuple[str, ...]
    compared: tuple[str, ...]
    label: str


BOOKS = (
    Book("natures", Nature, ("code",), ("label",), "事项性质"),
    Book("elements", Element, ("code",), ("label", "kind", "unit", "max_length", "options", "sensitive"), "数据元"),
    Book("materials", MaterialType, ("code",), ("name", "kind"), "材料目录"),
    Book("words", Facet, ("kind", "code"), ("label", "audience"), "分类词"),
    Book("synonyms", Synonym, ("term",), ("means",), "同义词"),
    Book("basics", BasicItem, ("code",), ("name", "main_item", "item_type", "basis", "state"), "基本目录事项"),
)


def take_in(reader: Reader, notes: Notes, *, by: Actor) -> dict[str, int]:
    """Add what the dictionaries lack; returns how many rows of each part. What belongs to all regions asks for all of them."""
    added: dict[str, int] = {}
    everywhere = may(by, IMPORT, Target(region=EVERYWHERE)).allowed
    with transaction.atomic():
        for book in BOOKS:
            fresh = list(_missing(book, reader, notes))
            if fresh and not everywhere and book.part != "basics":
                notes.say(
                    f"{book.part}.scope",
                    book.part,
                    f"{book.label}缺 {len(fresh)} 条，属于全平台，请由平台的管理员导入。",
                )
                fresh = []
            if book.part == "basics":
                fresh = [row for row in fresh if _may_enter(row, notes, by)]
            book.model._default_manager.bulk_create(fresh, batch_size=500)
            added[book.part] = len(fresh)
        if added["elements"]:
            elements_changed()
        if sum(added.values()):
            append(Subject("catalog.dictionary", "all"), "take_in_archive", by=by, facts={"added": added})
    return added


def _missing(book: Book, reader: Reader, notes: Notes) -> Iterable[models.Model]:
    held = {tuple(getattr(row, name) for name in book.key): row for row in book.model._default_manager.all()}
    labels = _labels(held.values()) if book.part == "natures" else set()
    for number, line, why in reader.lines(book.part):
        where = f"{book.part}.jsonl 第 {number} 行"
        if line is None:
            notes.say("archive.line", where, f"这一行不能识别，没有导入：{why}。")
            continue
        values = line.model_dump()
        key = tuple(values[name] for name in book.key)
        here = held.get(key)
        if here is None and values.get("label") in labels:
            notes.say("natures.differs", where, f"事项性质“{values['label']}”在这里用的是别的代码，没有导入 {key[0]}。")
        elif here is None:
            row = book.model(**values)
            held[key] = row
            yield row
        elif different := _different(book, here, values):
            told = "、".join(different)
            notes.say(
                f"{book.part}.differs",
                where,
                f"{book.label} {'.'.join(key)} 与这里的不同（{told}），没有覆盖，请核对。",
            )


def _labels(rows: Iterable[Any]) -> set[str]:
    return {row.label for row in rows}


def _different(book: Book, here: models.Model, values: Mapping[str, Any]) -> list[str]:
    labels = {
        field.name: str(field.help_text) for field in book.model._meta.get_fields() if hasattr(field, "help_text")
    }
    return [labels[name].split("：")[0] for name in book.compared if getattr(here, name) != values[name]]


def _may_enter(row: Any, notes: Notes, by: Actor) -> bool:
    """A matter belongs to its province, or to the nation: whoever imports for a county brings it for his own items."""
    try:
        sound = BasicCode.parse(row.code).type == row.item_type
    except CodeError:
        sound = False
    if not sound:
        notes.say(
            "basics.code", row.code, f"“{row.name}”的基本编码 {row.code} 不合编码规则，或者与事项类型不一致，没有登记。"
        )
        return False
    if may(by, IMPORT, Target(region=EVERYWHERE)).allowed or any(
        grant.region.startswith(row.code[:2]) for grant in by.grants if grant.action in {IMPORT, "catalog.*", "*"}
    ):
        return True
    notes.say("basics.scope", row.code, f"基本目录事项 {row.code}（{row.name}）不在您可以导入的省份，没有登记。")
    return False
