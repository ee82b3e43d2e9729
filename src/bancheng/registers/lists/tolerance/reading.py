"""What the guide in force of an item lets come later, read once for each version and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F, Q

from bancheng.ground.access import region_stem
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument, ItemFacts
from bancheng.registers.lists.models import ItemTolerance
from bancheng.registers.lists.public import Column, public_list
from bancheng.registers.lists.types import SUBJECT
from bancheng.registers.lists.types.public import Row

CODE = "tolerance"
BATCH = 200
TOLERABLE = "tolerable"
IN_USE = Q(state="published", current__isnull=False)
Names = tuple[tuple[str, ...], tuple[str, ...]]


def names_of(document: GuideDocument) -> Names:
    """Main and tolerable materials by name: what comes later is tolerable, what is required is a main one."""
    asked = [one for one in document.materials if not one.generated]
    main = tuple(one.name for one in asked if one.necessity == "required")
    return main, tuple(one.name for one in asked if one.necessity == TOLERABLE)


def read_guides(items: Iterable[int]) -> int:
    """Keep what the guides in force of these items say; returns how many were read. May run again at any time."""
    wanted, done = list(items), 0
    for start in range(0, len(wanted), BATCH):
        with transaction.atomic():
            done += _keep(catalog.item_facts(items=wanted[start : start + BATCH], where=Q(current__isnull=False)))
    return done


def catch_up() -> int:
    """Read what came into force by its date alone; returns how many guides were read."""
    behind = Q(current__isnull=False) & (Q(tolerance=None) | ~Q(tolerance__version=F("current")))
    done, after = 0, 0
    while found := catalog.item_facts(where=behind, after=after, size=BATCH):
        with transaction.atomic():
            done += _keep(found)
        after = found[-1].id
    return done


@public_list(
    code=CODE,
    title="容缺受理事项清单",
    intro="主要材料齐全、次要材料暂缺的，作出承诺后先行受理。这里逐项列明主要申请材料和可以容缺受理的材料。",
    columns=(
        Column("name", "事项名称"),
        Column("main", "主要申请材料", wide=True),
        Column("tolerable", "可容缺受理的材料", wide=True),
    ),
    of_guides=True,
)
def tolerance(region: str) -> Sequence[Row]:
    """The items of the region and below whose guide in force lets a material come later, by organ and id."""
    kept_none = Q(tolerance__version=F("current"), tolerance__tolerable=[])
    found = catalog.item_facts(where=IN_USE & ~kept_none, region=region)
    here = ItemTolerance.objects.filter(item__region__code__startswith=region_stem(region)).exclude(tolerable=[])
    kept = {row.item_id: row for row in here}
    rows = []
    for one in sorted(found, key=lambda item: (item.region_code, item.organisation_id, item.id)):
        main, tolerable = _names(one, kept.get(one.id))
        if tolerable:
            told = {"name": one.name, "main": "\n".join(main), "tolerable": "\n".join(tolerable)}
            rows.append(told | {SUBJECT: f"catalog.item:{one.id}"})
    return rows


def _names(item: ItemFacts, row: ItemTolerance | None) -> Names:
    if row is not None and row.version_id == item.version_id:
        return tuple(row.main), tuple(row.tolerable)
    assert item.version_id is not None
    return names_of(catalog.document(item.version_id, item.digest))


def _keep(found: Sequence[ItemFacts]) -> int:
    rows = []
    for one in found:
        if one.version_id is not None:
            main, tolerable = names_of(catalog.document(one.version_id, one.digest))
            rows.append(
                ItemTolerance(item_id=one.id, version_id=one.version_id, main=list(main), tolerable=list(tolerable))
            )
    ItemTolerance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["item"], update_fields=["version", "main", "tolerable"]
    )
    return len(rows)
