"""The progress board of 跨省通办: each target against the items of its name that a region's catalogue holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from bancheng.ground.access import region_stem
from bancheng.ground.codes import ancestor_codes
from bancheng.ground.law import Calendar, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ItemFacts
from bancheng.registers.lists.models import CrossTarget, ItemDepth
from bancheng.registers.lists.types.cross import STATES, CrossBoard, TargetLine
from bancheng.registers.organisations import selectors as organisations

ACCEPTANCE = {"online": "全程网办", "collect": "异地代收代办", "several": "多地联办"}
ORDER = {state: place for place, state in enumerate(STATES)}


def cross_board(region: str) -> CrossBoard:
    """The targets that hold for a region (its own and those of the regions above) and how far its catalogue is.

    A target is done when an item of its name in the region, or in one above that offers it for all, is handled across
    provinces by its guide in force. Four queries.
    """
    rows = list(targets_at(region))
    names = {name for row in rows for name in _names(row)}
    items = _items(region, names)
    depths = {
        row.item_id: row
        for row in ItemDepth.objects.filter(item__in=[one.id for found in items.values() for one in found])
    }
    calendar = organisations.calendar()
    lines = tuple(_line(row, [one for name in _names(row) for one in items[name]], depths, calendar) for row in rows)
    counts = {state: sum(line.state == state for line in lines) for state in STATES}
    return CrossBoard(len(lines), counts["done"], counts, lines)


def targets_at(region: str) -> list[CrossTarget]:
    """The targets in force of a region and of those above it, by batch and number."""
    places = [region, *ancestor_codes(region)] if region else []
    rows = CrossTarget.objects.filter(region__in=places, withdrawn_on=None)
    return list(rows.order_by("batch", "number", "pk"))


def _names(row: CrossTarget) -> tuple[str, ...]:
    return tuple(row.matches) or (row.name,)


def _items(region: str, names: set[str]) -> defaultdict[str, list[ItemFacts]]:
    found: defaultdict[str, list[ItemFacts]] = defaultdict(list)
    if not names:
        return found
    near = Q(region__code__startswith=region_stem(region)) | Q(region__in=ancestor_codes(region))
    for item in catalog.item_facts(where=near & Q(name__in=names) & ~Q(state="cancelled")):
        found[item.name].append(item)
    return found


def _line(row: CrossTarget, items: Sequence[ItemFacts], depths: dict[int, ItemDepth], calendar: Calendar) -> TargetLine:
    judged = sorted(((_state(one, depths.get(one.id)), one) for one in items), key=lambda pair: ORDER[pair[0]])
    state, best = judged[0] if judged else ("absent", None)
    depth = depths.get(best.id) if best else None
    questions = 0
    if best and best.version_id is not None:
        questions = len(catalog.document(best.version_id, best.digest).questions)
    return TargetLine(
        id=row.pk,
        batch=row.batch,
        number=row.number,
        name=row.name,
        department=row.department,
        due_on=row.due_on,
        note=row.note,
        state=state,
        item_id=best.id if best else None,
        item_name=best.name if best else "",
        organ=best.organ if best else "",
        acceptance=ACCEPTANCE.get(depth.acceptance, "") if depth else "",
        situations=questions,
        late=state != "done" and calendar.workday_on_or_after(row.due_on) < today(),
    )


def _state(item: ItemFacts, depth: ItemDepth | None) -> str:
    if item.state != "published" or depth is None:
        return "draft"
    return "done" if depth.scope == "nation" else "guide"
