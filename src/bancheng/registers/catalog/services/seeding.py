"""Content sets put in whole: dictionaries, and the guides of a region with their codes, published. Safe to repeat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from django.db import models, transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject, Target, demand
from bancheng.ground.journal import append
from bancheng.registers.catalog import rules
from bancheng.registers.catalog.authority import EDIT, PUBLISH, basic_subject, demand_everywhere, item_subject
from bancheng.registers.catalog.composing import compose_code
from bancheng.registers.catalog.dictionaries import dictionary, elements_changed
from bancheng.registers.catalog.inheritance.locking import stored, typed_inherited
from bancheng.registers.catalog.lint.engine import examiner
from bancheng.registers.catalog.models import (
    BasicItem,
    Element,
    Facet,
    ImplementationItem,
    MaterialType,
    Nature,
    Synonym,
)
from bancheng.registers.catalog.seeds import DictionarySeed, GuideSeed, TakenIn
from bancheng.registers.catalog.services.basic import mint_codes
from bancheng.registers.catalog.services.publishing import Publication, publish_all
from bancheng.registers.catalog.types import LintSubject
from bancheng.registers.organisations import selectors as organisations


def take_in_dictionaries(*, seed: DictionarySeed, by: Actor) -> int:
    """Add the rows that are missing; returns how many. What is there, edited or not, is left as it is."""
    demand_everywhere(by, EDIT)
    with transaction.atomic():
        added = _add(Element, ("code",), (_element(row) for row in seed.elements))
        if added:
            elements_changed()
        added += _add(MaterialType, ("code",), (MaterialType(**row) for row in seed.materials))
        places = count(1)
        natures = (
            Nature(code=row["code"], label=row["label"], built_in=True, order=next(places)) for row in seed.natures
        )
        added += _add(Nature, ("code",), natures)
        added += _add(Facet, ("kind", "code"), (Facet(**row, order=place) for place, row in enumerate(seed.words)))
        added += _add(
            Synonym, ("term",), (Synonym(term=row["term"], means=list(row["means"])) for row in seed.synonyms)
        )
        if added:
            append(Subject("catalog.dictionary", "all"), "take_in_dictionaries", by=by, facts={"added": added})
    return added


def take_in_guides(
    *, guides: Sequence[GuideSeed], region: str, source: str, by: Actor, effective_from: date | None = None
) -> TakenIn:
    """Give a region the items and published guides of a set that it lacks, in one transaction.

    Each goes to the organ of its kind in the region, or the nearest above; where there is none, or where the guide has a
    fault, it is left out with a note. Matters get codes of the province, the same in every region of it; a matter without a
    legal basis gets that of its first guide, and every guide is published with the basis of its matter (四级四同). An item
    once taken in is never touched again, whatever was made of it.
    """
    demand(by, EDIT, Target(region=region))
    demand(by, PUBLISH, Target(region=region))
    with transaction.atomic():
        present = ImplementationItem.objects.filter(source=source, source_key__in=[seed.key for seed in guides])
        # An organ above the region may offer the same guide to several regions: once is enough.
        known = set(present.values_list("source_key", "organisation_id"))
        chosen, notes = _placed(guides, region, known)
        matters, new = _matters([seed for seed, _ in chosen], region[:2], by)
        items = _items(_free(chosen, matters, notes), matters, source, by)
        bodies = {seed.key: seed.body for seed, _ in chosen}
        publications = [Publication(item, typed_inherited(bodies[item.source_key], item.basic)) for item in items]
        publish_all(publications, effective_from=effective_from or law.today(), by=by)
    return TakenIn(items=len(items), matters=new, notes=tuple(notes))


def _element(row: Mapping[str, Any]) -> Element:
    values = dict(row)
    return Element(kind=values.pop("type"), **values)


def _add(model: type[models.Model], key: tuple[str, ...], rows: Iterable[models.Model]) -> int:
    known = set(model._default_manager.values_list(*key))
    fresh = [row for row in rows if tuple(getattr(row, name) for name in key) not in known]
    model._default_manager.bulk_create(fresh, batch_size=500)
    return len(fresh)


def _placed(
    guides: Sequence[GuideSeed], region: str, known: set[tuple[str, int]]
) -> tuple[list[tuple[GuideSeed, Any]], list[str]]:
    """Each missing guide with its organ; notes for those without one and for those that may not be published."""
    words, lint = dictionary(), examiner((region,))
    organs = {kind: organisations.organisation_for(region, kind) for kind in {seed.organ_kind for seed in guides}}
    chosen: list[tuple[GuideSeed, Any]] = []
    notes: list[str] = []
    for seed in guides:
        organ = organs[seed.organ_kind]
        if organ is None:
            notes.append(f"{seed.key} {seed.name}：{region} 没有职能为 {seed.organ_kind} 的机构，没有装入。")
        elif (seed.key, organ.pk) in known:
            continue
        elif faults := [
            fault for fault in (*rules.check(seed.body, words), *lint(_subject(seed, organ))) if fault.blocks
        ]:
            notes.append(f"{seed.key} {seed.name}：{faults[0].path}，{faults[0].sentence}，没有装入。")
        else:
            chosen.append((seed, organ))
    return chosen, notes


def _subject(seed: GuideSeed, organ: Any) -> LintSubject:
    """A guide before it has an item."""
    return LintSubject(0, seed.name, seed.item_type, organ.region_id, organ.pk, "", "", seed.body)


def _matters(seeds: Sequence[GuideSeed], province: str, by: Actor) -> tuple[dict[str, BasicItem], int]:
    """The basic item of each guide by key, and how many are new; the same name and type is the same matter."""
    rows = BasicItem.objects.filter(code__startswith=province, state=BasicItem.State.ACTIVE).order_by("-code")
    known = {(row.item_type, row.name): row for row in rows}
    fresh: list[BasicItem] = []
    wanted = {(seed.item_type, seed.name): seed for seed in seeds if (seed.item_type, seed.name) not in known}
    for item_type in sorted({item_type for item_type, _ in wanted}):
        of_type = [seed for seed in wanted.values() if seed.item_type == item_type]
        for seed, code in zip(of_type, mint_codes(province, item_type, len(of_type)), strict=True):
            basis = stored(seed.body.basis)
            made = BasicItem(code=code, name=seed.name, main_item=seed.main_item, item_type=item_type, basis=basis)
            fresh.append(made)
    BasicItem.objects.bulk_create(fresh, batch_size=200)
    for row in fresh:
        known[row.item_type, row.name] = row
        append(basic_subject(row), "create_basic_item", by=by, facts={"name": row.name, "item_type": row.item_type})
    matters = {seed.key: known[seed.item_type, seed.name] for seed in seeds}
    _settle_bases(seeds, matters, by)
    return matters, len(fresh)


def _settle_bases(seeds: Sequence[GuideSeed], matters: Mapping[str, BasicItem], by: Actor) -> None:
    """A matter that came in without a legal basis gets that of its first guide."""
    for seed in seeds:
        matter = matters[seed.key]
        if not matter.basis:
            matter.basis = stored(seed.body.basis)
            matter.save(update_fields=["basis"])
            facts = {"changed": {"basis": [[], matter.basis]}, "reason": f"装入指南 {seed.key}"}
            append(basic_subject(matter), "edit_basic_item", by=by, facts=facts)


def _free(
    chosen: Sequence[tuple[GuideSeed, Any]], matters: dict[str, BasicItem], notes: list[str]
) -> list[tuple[GuideSeed, Any]]:
    """Those whose organ does not offer the same matter already, entered by hand or imported."""
    held = set(
        ImplementationItem.objects.filter(
            basic__in=matters.values(), organisation__in=[organ for _, organ in chosen]
        ).values_list("organisation_id", "basic_id")
    )
    free: list[tuple[GuideSeed, Any]] = []
    for seed, organ in chosen:
        key = (organ.pk, matters[seed.key].pk)
        if key in held:
            notes.append(f"{seed.key} {seed.name}：{organ.name}已经有编码相同的事项，没有装入。")
        else:
            held.add(key)
            free.append((seed, organ))
    return free


def _items(
    chosen: Sequence[tuple[GuideSeed, Any]], matters: dict[str, BasicItem], source: str, by: Actor
) -> list[ImplementationItem]:
    natures = Nature.objects.in_bulk()
    items: list[ImplementationItem] = []
    for seed, organ in chosen:
        item = ImplementationItem(
            basic=matters[seed.key],
            name=seed.name,
            main_item=seed.main_item,
            item_type=seed.item_type,
            nature=natures[seed.nature],
            use_level=seed.use_level,
            organisation=organ,
            region=organ.region,
            source=source,
            source_key=seed.key,
            weight=seed.weight,
            icon=seed.icon,
            updated_at=law.now(),
        )
        item.code = compose_code(item)
        items.append(item)
    ImplementationItem.objects.bulk_create(items, batch_size=200)
    for item in items:
        facts = {"name": item.name, "basic_code": matters[item.source_key].code, "organisation": item.organisation_id}
        append(item_subject(item), "create_item", by=by, facts=facts)
    return items
