"""The guides in force that charge something."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.schema import GuideDocument
from bancheng.registers.catalog.types import ItemFacts

CHARGED = Q(state="published", current__document__fees__charged=True)


def charging_items(region: str, where: Q | None = None) -> Iterator[tuple[ItemFacts, GuideDocument]]:
    """Items in force in a region and below whose guide charges, by organ and name, each with its document."""
    narrowed = (CHARGED & where) if where is not None else CHARGED
    rows = catalog.item_facts(where=narrowed, region=region)
    documents = dict(catalog.documents(row.version_id for row in rows if row.version_id is not None))
    for row in sorted(rows, key=lambda one: (one.organ, one.name, one.id)):
        if row.version_id in documents:
            yield row, documents[row.version_id]
