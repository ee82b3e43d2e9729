"""What a hall screen pages through: the guides in force of a region's own organs, the frequent ones first."""

from __future__ import annotations

from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.selectors.guides import document
from bancheng.registers.catalog.types import ScreenGuide, ScreenPage


def screen_guides(region: str, *, number: int = 1, size: int = 6) -> ScreenPage:
    """Page `number` of a region (12 digits); behind the last page stands the first again, so that a screen goes round."""
    rows = ImplementationItem.objects.filter(
        region=region, state=ImplementationItem.State.PUBLISHED, current__isnull=False
    )
    total = rows.count()
    pages = max(1, -(-total // size))
    number = number if 1 <= number <= pages else 1
    keys = rows.order_by("-weight", "pk").values_list("pk", "current", "current__number", "current__digest")
    few = keys[(number - 1) * size : number * size]
    guides = tuple(ScreenGuide(item, document(version, digest), n, digest) for item, version, n, digest in few)
    return ScreenPage(guides, number, pages, total)
