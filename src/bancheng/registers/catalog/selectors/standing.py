"""精简成效: what new versions have taken away in steps, materials, days and trips, by organ (CAT-43)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from bancheng.ground.access import Actor, region_stem
from bancheng.registers.catalog.measuring import deltas, measures
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.selectors.staff import VIEW, scope_of
from bancheng.registers.catalog.types.standing import MEASURES, BatchLine, Gains, ItemGain, Measures, OrganGain

PUBLISHED = GuideVersion.State.PUBLISHED
MOST = 2000
BATCH = 200
MEASURED = ("stages", "materials", "promised", "visits")
WORKDAYS = {"workday", "instant"}

Pair = tuple[int, int, int, int, date]
"""The ids and the numbers of the two versions that are compared, and the day of the later one."""


def gains(
    actor: Actor, *, since: date, until: date, region: str = "", organisation: int | None = None, most: int = MOST
) -> Gains:
    """What became of the items in scope from the version in force before `since` to that in force on `until`.

    An item that had none before is compared with its first one; one without a second version does not count, nor does a
    version taken back. At most `most` items are read, the lowest ids first. Three statements, and one for each 200 items.
    """
    items = _renewed(actor, since, until, region, organisation)
    keys = list(items.order_by("pk").values_list("pk", flat=True)[: most + 1])
    found = tuple(_gains(_pairs(keys[:most], since, until)))
    organs = _organs(found)
    return Gains(since, until, organs, found, _sum(found, 0, "", ""), cut=len(keys) > most)


def _renewed(
    actor: Actor, since: date, until: date, region: str, organisation: int | None
) -> QuerySet[ImplementationItem]:
    """The items in scope that got another version within the period."""
    covered = scope_of(actor, VIEW)
    if covered is None:
        return ImplementationItem.objects.none()
    before = GuideVersion.objects.filter(item=OuterRef("item"), state=PUBLISHED, number__lt=OuterRef("number"))
    later = GuideVersion.objects.filter(
        Exists(before), item=OuterRef("pk"), state=PUBLISHED, effective_from__range=(since, until)
    )
    rows = ImplementationItem.objects.filter(covered).filter(Exists(later))
    if region:
        rows = rows.filter(region__code__startswith=region_stem(region))
    return rows.filter(organisation=organisation) if organisation is not None else rows


def _pairs(items: Sequence[int], since: date, until: date) -> dict[int, Pair]:
    """By item, the two versions to compare."""
    rows = GuideVersion.objects.filter(item__in=items, state=PUBLISHED, effective_from__lte=until)
    versions: dict[int, list[tuple[int, int, date]]] = {}
    for item, pk, number, day in rows.order_by("number").values_list("item", "pk", "number", "effective_from"):
        if day is not None:  # never, once published
            versions.setdefault(item, []).append((pk, number, day))
    found: dict[int, Pair] = {}
    for item, line in versions.items():
        first = next((one for one in reversed(line) if one[2] < since), line[0])
        last = line[-1]
        if first[1] < last[1]:
            found[item] = (first[0], last[0], first[1], last[1], last[2])
    return found


def _gains(pairs: dict[int, Pair]) -> Iterator[ItemGain]:
    keys = sorted(pairs)
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        read = _measured(key for item in batch for key in pairs[item][:2])
        rows = ImplementationItem.objects.filter(pk__in=batch).order_by("pk")
        named = rows.values_list("pk", "name", "organisation", "organisation__name", "region__name")
        for pk, name, organ, organ_name, region_name in named:
            before, after, first, last, day = pairs[pk]
            told = deltas(read[before], read[after])
            yield ItemGain(pk, name, organ, organ_name, region_name, first, last, day, told)


def _measured(versions: Iterable[int]) -> dict[int, Measures]:
    rows = GuideVersion.objects.filter(pk__in=list(versions)).order_by()
    columns = [f"document__{part}" for part in MEASURED]
    return {pk: measures(dict(zip(MEASURED, parts, strict=True))) for pk, *parts in rows.values_list("pk", *columns)}


def _organs(found: Sequence[ItemGain]) -> tuple[OrganGain, ...]:
    """The organs, who saved most first."""
    grouped: dict[int, list[ItemGain]] = {}
    for one in found:
        grouped.setdefault(one.organisation_id, []).append(one)
    rows = [_sum(rows, key, rows[0].organ, rows[0].region_name) for key, rows in grouped.items()]
    return tuple(sorted(rows, key=lambda row: (sum(row.sums.values()), row.organ)))


def _sum(found: Sequence[ItemGain], organisation: int, organ: str, region_name: str) -> OrganGain:
    sums, unlike = dict.fromkeys(MEASURES, 0), 0
    for one in found:
        for delta in one.deltas:
            if delta.key == "days" and (delta.change is None or delta.unit not in WORKDAYS):
                unlike += 1
            elif delta.change is not None:
                sums[delta.key] += delta.change
    return OrganGain(organisation, organ, region_name, len(found), sums, unlike)


def batch_lines(result: Any) -> tuple[BatchLine, ...]:
    """The report out of the result of a job that published a batch; nothing out of any other."""
    rows = result.get("lines", ()) if isinstance(result, dict) else ()
    return tuple(BatchLine(item, name, number, tuple(sentences)) for item, name, number, sentences in rows)
