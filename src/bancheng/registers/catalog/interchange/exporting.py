"""From the catalogue of a region, or of all, to an archive. The same catalogue gives the same parts, wherever it lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any

from django.db.models import QuerySet

from bancheng.ground import files
from bancheng.ground.access import region_stem
from bancheng.ground.codes import ancestor_codes
from bancheng.ground.files import FileMissing
from bancheng.registers.catalog.imports.running import Teller
from bancheng.registers.catalog.interchange import lines
from bancheng.registers.catalog.interchange.archive import Writer
from bancheng.registers.catalog.models import (
    BasicItem,
    Element,
    Facet,
    GuideVersion,
    ImplementationItem,
    MaterialType,
    Nature,
    Synonym,
)
from bancheng.registers.organisations import selectors as organisations

_CHUNK = 200


def items_of(region: str) -> QuerySet[ImplementationItem]:
    """The items of a region and below it ("" of all), in an order that no database number has a part in."""
    rows = ImplementationItem.objects.select_related("basic", "organisation", "nature", "region")
    if region:
        rows = rows.filter(region__code__startswith=region_stem(region))
    order = ("region_id", "organisation__name", "item_type", "name", "code", "local_code", "source", "source_key")
    return rows.order_by(*order, "pk")


def write_archive(file: IO[bytes], *, region: str, teller: Teller) -> tuple[lines.Manifest, list[str]]:
    """Write the catalogue of a region ("" for all) into `file`; the manifest, and the attachments the store did not have.

    Which items are in it is settled at the beginning; a guide published while it is written may or may not be in it.
    """
    keys = _keys(region)
    items = items_of(region)
    writer = Writer(file, region=region)
    attachments: set[str] = set()

    def tell() -> None:
        teller.advance(1)

    writer.part("regions", _regions(items))
    writer.part("organisations", _organs(items))
    writer.part("natures", (_line(lines.NatureLine, row) for row in Nature.objects.order_by("code")))
    writer.part("elements", (_line(lines.ElementLine, row) for row in Element.objects.order_by("code")))
    writer.part("materials", (_line(lines.MaterialLine, row) for row in MaterialType.objects.order_by("code")))
    writer.part("words", (_line(lines.WordLine, row) for row in Facet.objects.order_by("kind", "code")))
    writer.part("synonyms", (_line(lines.SynonymLine, row) for row in Synonym.objects.order_by("term")))
    writer.part("basics", (_line(lines.BasicLine, row) for row in _basics(region, items)))
    writer.part("items", _items(keys), tell)
    writer.part("versions", _versions(keys, attachments), tell)
    for digest in sorted(attachments):
        try:
            with files.open_file(digest) as stream:
                writer.attachment(digest, stream)
        except FileMissing:
            writer.missing.append(digest)
    return writer.close(), writer.missing


def item_line(row: ImplementationItem, key: str) -> lines.ItemLine:
    """One item; whatever a database numbers is named by its code or its name."""
    return lines.ItemLine(
        key=key,
        region=row.region_id,
        organ=row.organisation.name,
        basic=row.basic.code if row.basic else "",
        nature=row.nature.code,
        updated_at=row.updated_at,
        **_values(lines.ItemLine, row, leave={"key", "region", "organ", "basic", "nature", "updated_at"}),
    )


def _line(model: type[Any], row: Any) -> Any:
    return model(**_values(model, row))


def _values(model: type[lines.Line], row: Any, leave: Iterable[str] = ()) -> dict[str, Any]:
    left = set(leave)
    return {name: getattr(row, name) for name in model.model_fields if name not in left}


def _keys(region: str) -> dict[int, str]:
    """The key of each item: by its code, else its local code, else its source, else by what it is; doubles are counted."""
    seen: Counter[str] = Counter()
    keys: dict[int, str] = {}
    for row in items_of(region).iterator(chunk_size=2000):
        key = key_of(row)
        seen[key] += 1
        keys[row.pk] = key if seen[key] == 1 else f"{key}#{seen[key]}"
    return keys


def key_of(row: ImplementationItem) -> str:
    if row.code:
        return f"c:{row.code}"
    if row.local_code:
        return f"l:{row.region_id}/{row.local_code}"
    if row.source_key:
        return f"s:{row.region_id}/{row.source}/{row.source_key}"
    return f"n:{row.region_id}/{row.organisation.name}/{row.item_type}/{row.name}"


def _regions(items: QuerySet[ImplementationItem]) -> Iterator[lines.RegionLine]:
    named = set(items.order_by().values_list("region_id", flat=True).distinct())
    for code in sorted(named | set(chain.from_iterable(ancestor_codes(one) for one in named))):
        found = organisations.region(code)
        if found is not None:
            yield lines.RegionLine(code=code, name=found.name)


def _organs(items: QuerySet[ImplementationItem]) -> Iterator[lines.OrganLine]:
    wanted = items.order_by().values("organisation").distinct()
    rows = organisations.organisations(active=None).filter(pk__in=wanted).order_by("region_id", "name")
    for row in rows:
        yield lines.OrganLine(region=row.region_id, **_values(lines.OrganLine, row, leave={"region"}))


def _basics(region: str, items: QuerySet[ImplementationItem]) -> QuerySet[BasicItem]:
    rows = BasicItem.objects.order_by("code")
    return rows.filter(pk__in=items.order_by().exclude(basic=None).values("basic")) if region else rows


def _items(keys: dict[int, str]) -> Iterator[lines.ItemLine]:
    order = list(keys)
    for start in range(0, len(order), _CHUNK):
        part = order[start : start + _CHUNK]
        rows = items_of("").in_bulk(part)
        yield from (item_line(rows[pk], keys[pk]) for pk in part if pk in rows)


def _versions(keys: dict[int, str], attachments: set[str]) -> Iterator[lines.VersionLine]:
    """Every version in the order of the items, some hundred items a statement; the files they name go into `attachments`."""
    order = list(keys)
    for start in range(0, len(order), _CHUNK):
        part = order[start : start + _CHUNK]
        rows: dict[int, list[GuideVersion]] = {pk: [] for pk in part}
        for row in GuideVersion.objects.filter(item__in=part).order_by("number"):
            rows[row.item_id].append(row)
        for pk in part:
            for row in rows[pk]:
                attachments |= attached(row.document or row.body)
                values = _values(lines.VersionLine, row, leave={"item"})
                yield lines.VersionLine(item=keys[pk], **values)


def attached(document: Any) -> set[str]:
    """The digests of the files that the materials of a guide name; a draft may say anything."""
    found: set[str] = set()
    materials = document.get("materials") if isinstance(document, dict) else None
    for material in materials if isinstance(materials, list) else ():
        given = material.get("attachments") if isinstance(material, dict) else None
        for one in given if isinstance(given, list) else ():
            digest = one.get("file") if isinstance(one, dict) else None
            if isinstance(digest, str) and len(digest) == 64 and set(digest) <= set("0123456789abcdef"):
                found.add(digest)
    return found
