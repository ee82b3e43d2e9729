"""The star dashboard: rates by department and level against dated targets (CAT-17), and the stars of single items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from bancheng.ground.access import Actor
from bancheng.ground.codes import LEVELS
from bancheng.ground.law import today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.lists import keys
from bancheng.registers.lists.authority import VIEW
from bancheng.registers.lists.depths.rules import FOUR, THREE
from bancheng.registers.lists.models import ItemDepth, UnitList, UnitListEntry
from bancheng.registers.lists.types.stars import Share, StarBoard, StarRow, Target
from bancheng.registers.organisations import selectors as organisations

TARGETS = (
    (keys.TARGET_ONLINE.key, "网上办理率"),
    (keys.TARGET_THREE_STARS.key, "三星级以上"),
    (keys.TARGET_FOUR_STARS.key, "四星级以上"),
)
TOP = 5


@dataclass(slots=True)
class _Tally:
    name: str
    items: int = 0
    online: int = 0
    listed: int = 0
    done: int = 0
    stars: list[int] = field(default_factory=lambda: [0] * (TOP + 1))

    def add(self, group: Mapping[str, Any]) -> None:
        self.items += group["items"]
        self.online += group["online"]
        self.listed += group["listed"]
        self.done += group["done"]
        rated = [group[f"star{star}"] for star in range(1, TOP + 1)]
        for star, n in enumerate((group["items"] - sum(rated), *rated)):
            self.stars[star] += n


def targets(region: str, on: date | None = None) -> tuple[Target, ...]:
    """What the locality wants reached: the share in force on the day, else the next one to come with its day."""
    return tuple(_target(key, label, region, on or today()) for key, label in TARGETS)


def star_board(actor: Actor, *, region: str, on: date | None = None) -> StarBoard:
    """The items in use of a region with all below it, in the actor's scope, counted by department and by level.

    An item without a star yet (its guide was not read) counts as an item below every target. The database counts: one
    statement for the items, however many there are, beside those of the targets.
    """
    day = on or today()
    wanted = targets(region, day)
    groups = catalog.tally_items(
        by=("organisation_id", "organisation__name", "use_level"),
        counts=_counted(),
        where=Q(state="published"),
        actor=actor,
        action=VIEW,
        region=region,
    )
    organs: dict[str, _Tally] = {}
    levels: dict[str, _Tally] = {}
    total = _Tally("合计")
    for group in groups:
        level = group["use_level"]
        organs.setdefault(str(group["organisation_id"]), _Tally(group["organisation__name"])).add(group)
        levels.setdefault(level, _Tally(LEVELS.get(level, level))).add(group)
        total.add(group)
    rows = [_row(key, tally, wanted, day) for key, tally in organs.items()]
    rows.sort(key=lambda row: (not row.interview, all(share.met for share in row.shares), row.name))
    by_level = tuple(_row(key, levels[key], wanted, day) for key in sorted(levels))
    return StarBoard(day, wanted, tuple(rows), by_level, _row("", total, wanted, day))


def _counted() -> dict[str, Q]:
    """What is counted of the items of a group."""
    delivered = UnitListEntry.objects.filter(list__state=UnitList.State.DELIVERED).values("item")
    listed = Q(pk__in=delivered)
    return {
        "online": Q(depth__pc=True) | Q(depth__mobile=True),
        "listed": listed,
        "done": listed & Q(once_mode__mode__in=["online", "hall"]),
        **{f"star{star}": Q(depth__stars=star) for star in range(1, TOP + 1)},
    }


def stars_for(items: Iterable[int]) -> dict[int, tuple[int, str]]:
    """The star of each item that has a guide in force, and why."""
    rows = ItemDepth.objects.filter(item__in=list(items)).values_list("item", "stars", "reason")
    return {item: (stars, reason) for item, stars, reason in rows}


def _target(key: str, label: str, region: str, day: date) -> Target:
    now = organisations.rule_at(key, region, day)
    if int(now.value) > 0:
        return Target(key, label, int(now.value), now.valid_from)
    coming = [one for one in organisations.rule_versions(region, key=key, on=day) if one.state == "future"]
    if coming:
        soonest = min(coming, key=lambda one: one.valid_from)
        return Target(key, label, int(soonest.value), soonest.valid_from)
    return Target(key, label, 0, None)


def _row(key: str, tally: _Tally, wanted: tuple[Target, ...], day: date) -> StarRow:
    reached = (tally.online, sum(tally.stars[THREE:]), sum(tally.stars[FOUR:]))
    online, three, four = (
        Share(target, n, tally.items, due=target.due_on is None or target.due_on <= day)
        for target, n in zip(wanted, reached, strict=True)
    )
    return StarRow(key, tally.name, tally.items, online, three, four, tuple(tally.stars), tally.listed, tally.done)
