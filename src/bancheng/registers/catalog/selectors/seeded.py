"""The items that came out of one source, by their key there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bancheng.registers.catalog.models import ImplementationItem


def items_of_source(source: str, keys: Collection[str], regions: Collection[str]) -> Mapping[int, str]:
    """By the id of the item, its key in the source: of these keys, in these regions (12-digit codes). One query."""
    rows = ImplementationItem.objects.filter(source=source, source_key__in=set(keys), region__in=set(regions))
    return dict(rows.values_list("pk", "source_key"))
