"""What the search knows of bundles: a published one is found by its name and by what people call it, before any item.

Not by its summary nor by its members: who looks for a licence looks for the licence, and its guide names the bundle.
"""

from __future__ import annotations

from bancheng.casework.bundles import finding, keeping
from bancheng.casework.bundles.models import Bundle
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.services import index_entries, provide_entries, unlist_entries
from bancheng.registers.catalog.types import SearchDocument

MOST = 1_000
"""A weight; the place in the list is taken from it, and the demonstration stands before the others."""


def index(row: Bundle) -> None:
    """Bring the entry of a bundle into step with its line and its version in force."""
    document = _document(row)
    if document is None:
        drop(row)
    else:
        index_entries(kind=finding.KIND, documents=[document])


def drop(row: Bundle) -> None:
    """Nobody finds it any more."""
    unlist_entries(kind=finding.KIND, keys=[str(row.pk)])


@provide_entries("bundles")
def rebuild() -> int:
    """Write the entry of every published bundle anew; returns how many."""
    rows = Bundle.objects.filter(current__isnull=False).select_related("current", "lead").order_by("pk")
    return index_entries(kind=finding.KIND, documents=[one for one in map(_document, rows) if one is not None])


def _document(row: Bundle) -> SearchDocument | None:
    version = row.current
    if version is None:
        return None
    made = keeping.made_of(version, catalog.digests(version.pinned.values()))
    spared = keeping.counted(made)
    label = str(row.get_kind_display())
    return SearchDocument(
        key=str(row.pk),
        title=row.name,
        region_code=row.region_id,
        audience=row.audience,
        weight=MOST - min(row.order, MOST) + (MOST if row.demonstration else 0),
        words=(f"{row.name}{label}", label, *made.body.keywords),
        card={
            "key": row.key,
            "label": label,
            "summary": made.body.summary[:300],
            "organ": str(row.lead.name) if row.lead is not None else "",
            "members": len(made.body.members),
            "days": spared.days.together,
            "materials": [spared.materials.apart, spared.materials.together],
            "visits": spared.visits.together,
        },
    )
