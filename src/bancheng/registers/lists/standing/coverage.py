"""应上尽上: items off the platform of their level, each with its exception or red (CAT-41)."""

from __future__ import annotations

from django.db.models import Q

from bancheng.ground.access import Actor
from bancheng.ground.codes import LEVELS
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ItemFacts
from bancheng.registers.lists.authority import VIEW
from bancheng.registers.lists.types.standing import Coverage, OffLine

LIVING = ~Q(state="cancelled")
EXCEPTED = ~Q(off_platform="")
ON = Q(state="published", off_platform="")
RED = LIVING & Q(off_platform="") & ~Q(state="published")
LARGEST = 500


def coverage(
    actor: Actor,
    *,
    region: str = "",
    organisation: int | None = None,
    red_only: bool = False,
    after: int = 0,
    size: int = 100,
) -> Coverage:
    """What of the actor's scope is on the platform. On it is an item with a guide in force that citizens can find.

    The lines are what is off, by rising id, behind the id `after`. Five queries.
    """
    own = Q() if organisation is None else Q(organisation=organisation)

    def counted(where: Q) -> int:
        return catalog.count_items(where=own & where, actor=actor, action=VIEW, region=region)

    off = RED if red_only else RED | (LIVING & EXCEPTED)
    count = max(1, min(size, LARGEST))
    found = catalog.item_facts(
        where=own & off, actor=actor, action=VIEW, region=region, after=max(after, 0), size=count + 1
    )
    return Coverage(
        total=counted(LIVING),
        on=counted(ON),
        excepted=counted(LIVING & EXCEPTED),
        red=counted(RED),
        lines=tuple(map(_line, found[:count])),
        next_cursor=str(found[count - 1].id) if len(found) > count else "",
    )


def _line(item: ItemFacts) -> OffLine:
    return OffLine(
        item_id=item.id,
        name=item.name,
        organisation_id=item.organisation_id,
        organ=item.organ,
        region_name=item.region_name,
        use_level=LEVELS.get(item.use_level, item.use_level),
        state_label=item.state_label,
        exception=item.off_platform_label,
        reason=item.off_platform_reason,
    )
