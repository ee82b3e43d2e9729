"""What of an item is public today: the version in force, its state, its entry in the search. Recomputed, never patched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from bancheng.ground import law
from bancheng.registers.catalog.classing import words_of
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.services.indexing import index_items, unlist_items

State = ImplementationItem.State
Rebuild = Callable[[], int]

_rebuilders: dict[str, Rebuild] = {}


def refresh(items: Iterable[ImplementationItem]) -> None:
    """Set `current`, `state` and `words` of each item and bring the search into step. The items are changed in place.

    In force is the published version with the highest number whose day has come. Without one, or once its day of
    cancellation has come, an item is not listed.
    """
    rows = list(items)
    today = law.today()
    in_force = _in_force([row.pk for row in rows], today)
    listed: list[tuple[ImplementationItem, GuideVersion]] = []
    unlisted: list[int] = []
    changed: list[ImplementationItem] = []
    for row in rows:
        version = in_force.get(row.pk)
        state = _state(row, version, today)
        if (row.current_id, row.state) != (version.pk if version else None, state):
            row.current, row.state = version, state
            row.words, row.listed_at = words_of(version.document if version else None), law.now()
            changed.append(row)
        if version is not None and state == State.PUBLISHED:
            listed.append((row, version))
        else:
            unlisted.append(row.pk)
    with transaction.atomic():
        ImplementationItem.objects.bulk_update(changed, ["current", "state", "listed_at", "words"], batch_size=200)
        index_items(listed)
        unlist_items(unlisted)


def take_effect(on: date | None = None) -> int:
    """List what comes into force and drop what is cancelled today; run each night. Returns how many items changed."""
    today = on or law.today()
    due = GuideVersion.objects.filter(
        item=OuterRef("pk"), state=GuideVersion.State.PUBLISHED, effective_from__lte=today
    ).filter(Q(item__current=None) | Q(number__gt=F("item__current__number")))
    with transaction.atomic():
        rows = list(
            ImplementationItem.objects.select_for_update(of=("self",))
            .exclude(state=State.CANCELLED)
            .filter(Exists(due) | Q(cancelled_on__lte=today))
            .order_by("pk")
        )
        refresh(rows)
    return len(rows)


def provide_entries(name: str) -> Callable[[Rebuild], Rebuild]:
    """Register how a room above writes the entries of its own kind anew; `name` is that room."""

    def register(rebuild: Rebuild) -> Rebuild:
        _rebuilders[name] = rebuild
        return rebuild

    return register


def reindex() -> int:
    """Write the entry of everything public anew (after a change of folding or terms); returns how many."""
    return _reindex_items() + sum(_rebuilders[name]() for name in sorted(_rebuilders))


def _reindex_items() -> int:
    rows = ImplementationItem.objects.filter(state=State.PUBLISHED).select_related("current").order_by("pk")
    count = 0
    batch: list[tuple[ImplementationItem, GuideVersion]] = []
    for row in rows.iterator(chunk_size=200):
        if row.current is not None:
            batch.append((row, row.current))
        if len(batch) == 200:
            count += index_items(batch)
            batch = []
    return count + index_items(batch)


def _in_force(items: list[int], today: date) -> dict[int, GuideVersion]:
    versions = GuideVersion.objects.filter(
        item__in=items, state=GuideVersion.State.PUBLISHED, effective_from__lte=today
    ).order_by("item", "number")
    return {version.item_id: version for version in versions}


def _state(row: ImplementationItem, version: GuideVersion | None, today: date) -> str:
    if row.state == State.CANCELLED or (row.cancelled_on is not None and row.cancelled_on <= today):
        return State.CANCELLED
    if version is None:
        return State.DRAFT
    return State.SUSPENDED if row.state == State.SUSPENDED else State.PUBLISHED
