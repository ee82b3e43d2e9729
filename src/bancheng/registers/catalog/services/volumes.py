"""How often items are used, as counted by the rooms above, and their place in the order of results with it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from bancheng.registers.catalog.models import ImplementationItem, SearchEntry
from bancheng.registers.catalog.search.weighing import weighed
from bancheng.registers.catalog.services.indexing import ITEM

BATCH = 500


def keep_volumes(counted: Mapping[int, int]) -> int:
    """Keep the cases of a year by item id and rank by them; items that are not named had none. Returns how many changed.

    A figure derived from cases and no act of anybody: it is not journaled, and a run that is killed is repeated whole.
    """
    kept = dict(ImplementationItem.objects.filter(volume__gt=0).values_list("pk", "volume"))
    changed = sorted(pk for pk in kept.keys() | counted.keys() if kept.get(pk, 0) != counted.get(pk, 0))
    return sum(_keep(changed[at : at + BATCH], counted) for at in range(0, len(changed), BATCH))


def _keep(keys: list[int], counted: Mapping[int, int]) -> int:
    with transaction.atomic():
        items = list(ImplementationItem.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        for item in items:
            item.volume = counted.get(item.pk, 0)
        ImplementationItem.objects.bulk_update(items, ["volume"])
        weights = {str(item.pk): weighed(item.weight, item.volume) for item in items}
        entries = list(SearchEntry.objects.filter(kind=ITEM, key__in=weights))
        for entry in entries:
            entry.lighter = -weights[entry.key]
        SearchEntry.objects.bulk_update(entries, ["lighter"])
    return len(items)
