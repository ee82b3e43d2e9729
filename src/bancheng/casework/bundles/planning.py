"""并联审批: what runs beside what, how long the whole takes, and what the citizen is spared. Pure.

The overall term is the critical path of the promised terms (settled question 17): members without a feed between them run at
the same time, and one that waits for a result starts when its last predecessor is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bancheng.casework.bundles.merging import MemberGuide, Merged
from bancheng.casework.bundles.schema import Feed
from bancheng.registers.catalog.types import Limit, Material

WORKDAYS_OF = {"workday": 1.0, "day": 5 / 7, "month": 22.0, "year": 250.0}
"""To compare plans only: a date is computed by the calendar, in the unit of its term."""


@dataclass(frozen=True, slots=True)
class Saving:
    """One count one by one and together: 11 份 → 5 份."""

    apart: int
    together: int

    @property
    def spared(self) -> int:
        return self.apart - self.together


@dataclass(frozen=True, slots=True)
class Savings:
    """减环节、减材料、减时限、减跑动, and the fields filled in. `days` are working days; `forms` the applications written."""

    forms: Saving
    fields: Saving
    materials: Saving
    days: Saving
    visits: Saving


def working_days(limit: Limit) -> int:
    """A promised term in working days, as the page compares plans; 0 for an instant or where no number is promised."""
    if limit.n is None:
        return 0
    return -(-int(limit.n * WORKDAYS_OF[limit.unit] * 1000) // 1000)


def finishing(members: Iterable[MemberGuide], feeds: Sequence[Feed]) -> Mapping[str, int]:
    """Member → the working day of the plan on which it is done; members stand in an order that respects the feeds."""
    done: dict[str, int] = {}
    for one in members:
        begins = max((done.get(feed.before, 0) for feed in feeds if feed.after == one.key), default=0)
        done[one.key] = begins + working_days(one.document.promised)
    return done


def layers(members: Iterable[MemberGuide], feeds: Sequence[Feed]) -> tuple[tuple[str, ...], ...]:
    """The members by when they can start: the first layer at once, each next one when what it waits for is there."""
    depth: dict[str, int] = {}
    for one in members:
        depth[one.key] = max(
            (depth[feed.before] + 1 for feed in feeds if feed.after == one.key and feed.before in depth), default=0
        )
    return tuple(
        tuple(key for key, level in depth.items() if level == wanted) for wanted in sorted(set(depth.values()))
    )


def savings(merged: Merged) -> Savings:
    """What these answers spare, counted from the guides of the members that take part."""
    found = merged.situations
    apart = [
        sum(_is_asked_for(line.material) for line in found[one.key].materials if line.applies is not False)
        for one in merged.active
    ]
    done = finishing(merged.active, merged.feeds)
    return Savings(
        forms=Saving(len(merged.active), 1),
        fields=Saving(sum(len(found[one.key].fields) for one in merged.active), len(merged.asked)),
        materials=Saving(sum(apart), len(merged.handed_in)),
        days=Saving(sum(working_days(one.document.promised) for one in merged.active), max(done.values(), default=0)),
        visits=Saving(sum(one.document.visits for one in merged.active), merged.body.visits),
    )


def _is_asked_for(material: Material) -> bool:
    """One by one, every paper that is no mere option is named to the citizen, also what a register spares him."""
    return material.necessity != "optional"
