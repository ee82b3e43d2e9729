"""Reading what was cancelled, for the search for disguised revivals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Min, Q
from pydantic import ValidationError

from bancheng.ground import law
from bancheng.ground.access import region_stem
from bancheng.registers.catalog.inheritance.reviews import SUSPICION
from bancheng.registers.catalog.lint.revival import WORDS, Cancelled, Ground, Past, grounds, word_of
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem, ItemChange, ItemReview
from bancheng.registers.catalog.schema import Basis

_HANDED = (ItemChange.Kind.TAKE_OVER, ItemChange.Kind.HAND_DOWN)


def past(regions: Sequence[str], *, item: ImplementationItem | None = None) -> Past:
    """What was cancelled where the items of these regions (12-digit codes) lie, and what reviewers said of them.

    `item`: the only one that is asked about (with `basic` at hand), so that a large catalogue is not read for it; none at all
    is read for a name without one of the eleven words. Two statements where nothing was ever cancelled, up to seven otherwise.
    """
    if item is not None and not word_of(item.name):
        return Past()
    provinces = {region[:2] for region in regions if region}
    if not provinces:
        return Past()
    cancelled = [*_matters(provinces), *_items(provinces)]
    if not cancelled:
        return Past()
    by_ground: dict[Ground, list[Cancelled]] = defaultdict(list)
    for one in cancelled:
        for ground in one.grounds:
            by_ground[ground].append(one)
    if item is not None:
        return Past(cancelled, by_ground, _began(provinces, item), _released(provinces, item), _locked_of(item))
    return Past(cancelled, by_ground, _began(provinces), _released(provinces), _locked(provinces))


def readable_bases(rows: Any) -> tuple[Basis, ...]:
    """Stored bases as typed ones; what is none is left out."""
    found: list[Basis] = []
    for row in rows if isinstance(rows, list) else ():
        try:
            found.append(Basis.model_validate(row))
        except ValidationError:
            continue
    return tuple(found)


def _matters(provinces: set[str]) -> Iterator[Cancelled]:
    """Matters cancelled in the basic catalogue hold for their whole province, national ones (00) everywhere."""
    rows = list(_in(BasicItem.objects.filter(state=BasicItem.State.CANCELLED), "code", {*provinces, "00"}))
    rested = _last_bases(Q(item__basic__in=[row.pk for row in rows]), "item__basic_id") if rows else {}
    for row in rows:
        found = grounds(readable_bases(row.basis)) | rested.get(row.pk, frozenset())
        stem = "" if row.code.startswith("00") else row.code[:2]
        if found:
            yield Cancelled(f"basic:{row.code}", row.name, row.cancelled_on or date.min, stem, found)


def _items(provinces: set[str]) -> Iterator[Cancelled]:
    """Items cancelled while the matter goes on elsewhere hold where they were offered; a handing over is no cancelling."""
    rows = _in(ImplementationItem.objects.exclude(cancelled_on=None), "region__code", provinces)
    found = [row for row in rows.select_related("basic") if not row.basic or row.basic.state == BasicItem.State.ACTIVE]
    moved = _moved(provinces) if found else set()
    found = [row for row in found if row.pk not in moved]
    if not found:
        return
    rested = _last_bases(Q(item__in=[row.pk for row in found]), "item_id")
    for row in found:
        own = rested.get(row.pk, frozenset()) | (grounds(readable_bases(row.basic.basis)) if row.basic else frozenset())
        if own and row.cancelled_on:
            yield Cancelled(
                f"item:{row.pk}",
                row.name,
                row.cancelled_on,
                region_stem(row.region_id),
                own,
                row.basic.code if row.basic else "",
            )


def _moved(provinces: set[str]) -> set[int]:
    """The items that a handing down or a taking over has closed: they live on elsewhere."""
    changes = _in(ItemChange.objects.filter(kind__in=_HANDED, withdrawn_at=None), "item__region__code", provinces)
    told: Iterable[Any] = changes.values_list("details", flat=True)
    return {key for details in told if isinstance(details, dict) for key in details.get("closing", ())}


def _last_bases(which: Q, key: str) -> dict[int, frozenset[Ground]]:
    """What the last published guides rested on, by item or by matter."""
    rows = GuideVersion.objects.filter(which).exclude(state=GuideVersion.State.DRAFT).order_by("item_id", "number")
    last: dict[tuple[int, int], Any] = {}
    for owner, item, stored in rows.values_list(key, "item_id", "body__basis"):
        last[owner, item] = stored
    found: dict[int, frozenset[Ground]] = {}
    for (owner, _), stored in last.items():
        found[owner] = found.get(owner, frozenset()) | grounds(readable_bases(stored))
    return found


def _began(provinces: set[str], item: ImplementationItem | None = None) -> Mapping[int, date]:
    """The day on which each item that bears one of the words was first published."""
    named = Q(item=item) if item is not None else reduce(or_, (Q(item__name__contains=word) for word in WORDS))
    rows = GuideVersion.objects.filter(named).exclude(state=GuideVersion.State.DRAFT)
    first = _in(rows, "item__region__code", provinces).order_by().values("item").annotate(first=Min("published_at"))
    return {row["item"]: law.in_shanghai(row["first"]).date() for row in first if row["first"]}


def _released(provinces: set[str], item: ImplementationItem | None = None) -> frozenset[tuple[int, str]]:
    kept = ItemReview.objects.filter(source=SUSPICION, outcome=ItemReview.Outcome.KEPT).exclude(closed_at=None)
    kept = kept.exclude(remark="") if item is None else kept.exclude(remark="").filter(item=item)
    return frozenset(_in(kept, "item__region__code", provinces).values_list("item_id", "key"))


def _locked(provinces: set[str]) -> Mapping[str, frozenset[Ground]]:
    """The locked bases of the matters in use that bear one of the words."""
    named = reduce(or_, (Q(name__contains=word) for word in WORDS))
    rows = _in(BasicItem.objects.filter(named, state=BasicItem.State.ACTIVE), "code", {*provinces, "00"})
    pairs: Iterable[tuple[str, Any]] = rows.exclude(basis=[]).values_list("code", "basis")
    return {code: grounds(readable_bases(stored)) for code, stored in pairs}


def _locked_of(item: ImplementationItem) -> Mapping[str, frozenset[Ground]]:
    return {item.basic.code: grounds(readable_bases(item.basic.basis))} if item.basic else {}


def _in(rows: Any, field: str, starts: set[str]) -> Any:
    return rows.filter(reduce(or_, (Q(**{f"{field}__startswith": start}) for start in sorted(starts))))
