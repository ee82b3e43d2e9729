"""The catalogue desk around the list: the tree, the facets with their counts, how each guide stands, the state tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.forms import NARROWED, ItemFilters
from bancheng.doors.workbench.lists import address
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import DeskFacet, ItemStanding, StaffFilters, StaffItem

SHOWN = 12
"""Values of a facet that are shown at once; the others unfold."""


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value of a facet: where it leads, and whether it is chosen (then it leads back)."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A facet as a box that folds; open where something of it is chosen."""

    label: str
    first: tuple[FacetLink, ...]
    others: tuple[FacetLink, ...]
    chosen: bool


def around(request: StaffRequest, query: StaffFilters, filters: ItemFilters) -> dict[str, Any]:
    """Tree and facets of the list, and what is chosen in them."""
    found = selectors.overview(request.actor, query)
    boxes = [_box(request, facet, str(filters.value(facet.key))) for facet in found.facets if facet.values]
    branches = [
        (
            branch,
            address(request, region=branch.region_code, organisation=""),
            [
                (organ, address(request, region=branch.region_code, organisation=str(organ.organisation_id)))
                for organ in branch.organs
            ],
        )
        for branch in found.tree
    ]
    return {
        "boxes": boxes,
        "branches": branches,
        "chosen_region": query.region,
        "chosen_organ": query.organisation,
        "everywhere_url": address(request, region="", organisation=""),
    }


def lines(items: tuple[StaffItem, ...]) -> list[tuple[StaffItem, ItemStanding]]:
    """Each item with how its guide stands."""
    standings = selectors.standings_of(items)
    return [(item, standings[item.id]) for item in items]


def standing_cells(standing: ItemStanding) -> tuple[Any, ...]:
    """Completeness, what is missing and the findings as cells of an export."""
    told = standing.completeness
    findings: Any = _("未检查") if standing.findings is None else standing.findings
    return (f"{told.percent}%" if told else "", "、".join(told.missing) if told else "", findings)


def _box(request: StaffRequest, facet: DeskFacet, chosen: str) -> FacetBox:
    links = tuple(
        FacetLink(label, count, address(request, **{facet.key: "" if code == chosen else code}), code == chosen)
        for code, label, count in facet.values
    )
    return FacetBox(facet.label, links[:SHOWN], links[SHOWN:], bool(chosen) and facet.key in NARROWED)
