"""待复核: a suspected revival is put before a reviewer; what he keeps, with a reason, may be published.

The review is closed by `inheritance.reviews.close_review`, which asks catalog.publish for this source.
"""

from __future__ import annotations

from collections.abc import Iterable

from bancheng.ground.access import Actor
from bancheng.registers.catalog.inheritance.reviews import SUSPICION, raise_reviews
from bancheng.registers.catalog.lint.past import past
from bancheng.registers.catalog.lint.revival import reason, suspicions, word_of
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.schema import Basis


def hold(item: ImplementationItem, bases: Iterable[Basis], *, by: Actor) -> int:
    """Raise a review for each cancelled item that this one may revive, once; returns how many. `bases`: of its guide, beside
    those of its matter. For services that have checked who asks. No statement for a name without one of the eleven words.
    """
    if not word_of(item.name):
        return 0
    known = past((item.region_id,), item=item)
    found = suspicions(
        known,
        item_id=item.pk,
        name=item.name,
        region=item.region_id,
        basic_code=item.basic.code if item.basic else "",
        bases=bases,
    )
    raised = 0
    for one in found:
        if (item.pk, one.cancelled.key) not in known.released:
            raised += raise_reviews(items=[item], source=SUSPICION, key=one.cancelled.key, reason=reason(one), by=by)
    return raised
