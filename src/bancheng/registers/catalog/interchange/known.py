"""Which items of an archive are here already, and which versions of their guides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bancheng.registers.catalog.interchange.lines import ItemLine
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem

_INDEXED = ("code", "local_code", "source_key")
Rows = dict[tuple[str, ...], ImplementationItem]


class Known:
    """Items by every name under which one may be known, read in four statements whatever their number."""

    def __init__(self, lines: Sequence[ItemLine]) -> None:
        self._codes = _by(_rows(code__in={one.code for one in lines if one.code}), "code")
        self._local = _by(
            _rows(local_code__in={one.local_code for one in lines if one.local_code}), "region_id", "local_code"
        )
        keys = {one.source_key for one in lines if one.source_key}
        self._sources = _by(_rows(source_key__in=keys), "region_id", "source", "source_key")
        self._named = self._by_name(lines)
        self._versions = self._read_versions()

    def item(self, line: ItemLine) -> ImplementationItem | None:
        """By its code, its local code, its source; one that bears none of these by organ, type and name."""
        found = self._codes.get((line.code,)) if line.code else None
        found = found or (self._local.get((line.region, line.local_code)) if line.local_code else None)
        found = found or (self._sources.get((line.region, line.source, line.source_key)) if line.source_key else None)
        if found is None and not (line.code or line.local_code or line.source_key):
            found = self._named.get((line.region, line.organ, line.item_type, line.name))
        return found

    def versions(self, item: ImplementationItem) -> dict[int, GuideVersion]:
        return self._versions.get(item.pk, {})

    def _by_name(self, lines: Sequence[ItemLine]) -> Rows:
        bare = [one for one in lines if not (one.code or one.local_code or one.source_key)]
        rows = _rows(name__in={one.name for one in bare}, code="", local_code="", source_key="")
        return {(row.region_id, row.organisation.name, row.item_type, row.name): row for row in rows}

    def _read_versions(self) -> dict[int, dict[int, GuideVersion]]:
        items = [row.pk for part in (self._codes, self._local, self._sources, self._named) for row in part.values()]
        found: dict[int, dict[int, GuideVersion]] = defaultdict(dict)
        for row in GuideVersion.objects.filter(item__in=items).defer("document"):
            found[row.item_id][row.number] = row
        return found


def _rows(**wanted: object) -> Iterable[ImplementationItem]:
    if not all(value for name, value in wanted.items() if name.endswith("__in")):
        return ()
    related = ImplementationItem.objects.select_related("basic", "organisation", "nature", "region", "current")
    # The condition of the partial index over that name, so that it is used.
    blank = {name: "" for name in _INDEXED if f"{name}__in" in wanted}
    return related.defer("current__body", "current__document").filter(**wanted).exclude(**blank)


def _by(rows: Iterable[ImplementationItem], *names: str) -> Rows:
    return {tuple(getattr(row, name) for name in names): row for row in rows}
