"""The cases of the last twelve months, handed to the catalogue: what is used most is found first."""

from __future__ import annotations

from datetime import timedelta

from bancheng.ground import law
from bancheng.registers.catalog import services as catalog
from bancheng.registers.lists.candidates.ranking import counted_between
from bancheng.registers.organisations import selectors as organisations

YEAR = timedelta(days=365)


def recount() -> int:
    """Count every province that has a served region, over the 365 days before today; how many items changed."""
    until = law.today() - timedelta(days=1)
    since = until - YEAR + timedelta(days=1)
    volumes: dict[int, int] = {}
    for province in organisations.served_regions():
        found = counted_between(province.region.code, since, until)
        volumes |= {item: counts.cases for item, counts in found.items() if counts.cases}
    return catalog.keep_volumes(volumes)
