"""Regions and the profile of each. What every page asks is answered from a snapshot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from bancheng.ground.access import region_stem
from bancheng.ground.codes import CodeError, RegionLevel, ancestor_codes, region_code
from bancheng.registers.organisations import snapshots
from bancheng.registers.organisations.models import Organisation, Profile, Region
from bancheng.registers.organisations.types import PLACEHOLDERS, OrganisationNode, ProfileView, RegionNode, RegionView

NEUTRAL = ProfileView()


@dataclass(frozen=True, slots=True)
class _Places:
    """What a page asks: the served regions with all above them, host names, profiles by region."""

    regions: Mapping[str, RegionView]
    hosts: Mapping[str, str]
    default: str
    profiles: Mapping[str, ProfileView]
    served: tuple[RegionNode, ...]


def region(code: str) -> RegionView | None:
    """One region by its code (2 to 12 digits); None when there is none."""
    try:
        full = region_code(code)
    except CodeError:
        return None
    known = _places().regions.get(full)
    if known is not None:
        return known
    rows = {row.code: row for row in Region.objects.filter(code__in=(full, *ancestor_codes(full)))}
    return _view(rows[full], rows) if full in rows else None


def ancestors(code: str) -> tuple[RegionView, ...]:
    """The regions above, nearest first."""
    rows = {row.code: row for row in Region.objects.filter(code__in=ancestor_codes(code))}
    return tuple(_view(rows[above], rows) for above in ancestor_codes(code) if above in rows)


def names(codes: Iterable[str]) -> dict[str, str]:
    """The name of each of these regions, by its code. One query, for the few that a page shows."""
    return dict(Region.objects.filter(code__in=list(codes)).values_list("code", "name"))


def subtree(code: str) -> QuerySet[Region]:
    """The region and all below it, in the order of their codes."""
    return Region.objects.filter(code__startswith=region_stem(region_code(code)))


def counties() -> QuerySet[Region]:
    """The registered regions from the provinces to the counties, served or not, in the order of their codes."""
    return Region.objects.filter(code__endswith="0" * 6).order_by("code")


def region_for(*, host: str = "", chosen: str = "") -> RegionView | None:
    """The region of a page: the chosen one if it is served and lies under the host's own, else the host's, else the first.

    `host` may carry a port. None only when no region is served at all.
    """
    places = _places()
    home = places.hosts.get(host.partition(":")[0].lower(), "")
    picked = places.regions.get(chosen)
    if picked is not None and picked.served and (not home or chosen.startswith(region_stem(home))):
        return picked
    return places.regions.get(home or places.default)


def served_regions() -> tuple[RegionNode, ...]:
    """The served regions with those above them, as trees from the provinces; `region.served` marks the ones to pick."""
    return _places().served


def profile_of(code: str) -> ProfileView:
    """How the region presents itself: the profile attached nearest above it, with the branding set for its own place."""
    places = _places()
    for at in _upwards(code):
        profile = places.profiles.get(at)
        if profile is not None:
            return _localised(profile, code)
    return NEUTRAL


def label(code: str, key: str, default: str = "") -> str:
    """The local word for a key, else the default."""
    return profile_of(code).label(key, default)


def profiles() -> QuerySet[Profile]:
    """All profiles with their regions."""
    return Profile.objects.prefetch_related("regions")


def tree(code: str = "", *, levels: int = 5, organisations: bool = True) -> tuple[RegionNode, ...]:
    """The region (or every province) with the `levels` levels below it and, if asked, their organisations. Two queries."""
    rows = list(
        Region.objects.filter(code__startswith=region_stem(region_code(code))) if code else Region.objects.all()
    )
    top = RegionLevel(rows[0].level) if code and rows else RegionLevel.PROVINCE
    order = list(RegionLevel)
    deepest = order[min(order.index(top) + levels, len(order) - 1)]
    shown = [row for row in rows if order.index(RegionLevel(row.level)) <= order.index(deepest)]
    organs = _organisations_in(code, {row.code for row in shown}) if organisations else {}
    return _nested(shown, organs)


def _places() -> _Places:
    return snapshots.kept(snapshots.PLACES, _read)


def _read() -> _Places:
    served = list(Region.objects.filter(served=True).order_by("order", "code"))
    codes = {above for row in served for above in ancestor_codes(row.code)} - {row.code for row in served}
    rows = {row.code: row for row in (*served, *Region.objects.filter(code__in=codes))}
    order = {row.code: row.order for row in served}
    return _Places(
        regions=MappingProxyType({code: _view(row, rows) for code, row in rows.items()}),
        hosts=MappingProxyType({row.host.lower(): row.code for row in served if row.host}),
        default=served[0].code if served else "",
        profiles=MappingProxyType(_read_profiles()),
        served=_picker(_nested(sorted(rows.values(), key=lambda row: row.code), {}), order),
    )


def _read_profiles() -> dict[str, ProfileView]:
    found: dict[str, ProfileView] = {}
    for row in Profile.objects.order_by("in_force_from", "key").prefetch_related("regions"):
        view = ProfileView(
            key=row.key,
            name=row.name,
            document=row.document,
            site_name=row.site_name,
            script=row.script,
            in_force_from=row.in_force_from,
            branding=MappingProxyType(dict(row.branding)),
            labels=MappingProxyType(dict(row.labels)),
        )
        # Two profiles on one region: the later document presents it.
        found.update({attached.code: view for attached in row.regions.all()})
    return found


def _localised(profile: ProfileView, code: str) -> ProfileView:
    """The profile with what its branding says for this place (`regions`: code → fields), nearest first."""
    places: Mapping[str, Mapping[str, Any]] = profile.branding.get("regions", {})
    for at in _upwards(code):
        if at in places:
            own = dict(places[at])
            site_name = str(own.pop("site_name", profile.site_name))
            labels = MappingProxyType({**profile.labels, **own.pop("labels", {})})
            branding = MappingProxyType({**profile.branding, **own})
            return replace(profile, site_name=site_name, branding=branding, labels=labels)
    return profile


def _upwards(code: str) -> tuple[str, ...]:
    try:
        return (region_code(code), *ancestor_codes(code))
    except CodeError:
        return ()


def _view(row: Region, rows: Mapping[str, Region]) -> RegionView:
    above = [rows[code].name for code in reversed(ancestor_codes(row.code)) if code in rows]
    return RegionView(
        row.code, row.name, RegionLevel(row.level), row.parent_id or "", row.served, path=(*above, row.name)
    )


def _picker(nodes: tuple[RegionNode, ...], order: Mapping[str, int]) -> tuple[RegionNode, ...]:
    """The trees as people pick from them: placeholders skipped, each beside the first region it leads to."""

    def first(node: RegionNode) -> int:
        return min(order[one.region.code] for one in node.walk() if one.region.served)

    def shown(node: RegionNode) -> tuple[RegionNode, ...]:
        children = _picker(node.children, order)
        return children if node.region.name in PLACEHOLDERS else (replace(node, children=children),)

    return tuple(sorted((one for node in nodes for one in shown(node)), key=first))


def _nested(rows: list[Region], organs: Mapping[str, tuple[OrganisationNode, ...]]) -> tuple[RegionNode, ...]:
    """Rows (sorted by code) as trees; a row whose parent is not among them is a root."""
    by_code = {row.code: row for row in rows}
    below: defaultdict[str, list[Region]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in by_code else ""].append(row)

    def grown(parent: str) -> tuple[RegionNode, ...]:
        return tuple(
            RegionNode(_view(row, by_code), grown(row.code), organs.get(row.code, ()))
            for row in sorted(below[parent], key=lambda row: (row.order, row.code))
        )

    return grown("")


def _organisations_in(code: str, shown: set[str]) -> dict[str, tuple[OrganisationNode, ...]]:
    found = Organisation.objects.order_by("id")
    if code:
        found = found.filter(region__code__startswith=region_stem(region_code(code)))
    rows = [row for row in found if row.region_id in shown]
    known = {row.pk: row for row in rows}
    below: defaultdict[int, list[Organisation]] = defaultdict(list)
    roots: defaultdict[str, list[Organisation]] = defaultdict(list)
    for row in rows:
        above = known.get(row.parent_id or 0)
        if above is not None and above.region_id == row.region_id:
            below[above.pk].append(row)
        else:
            roots[row.region_id].append(row)

    def grown(row: Organisation) -> OrganisationNode:
        children = tuple(grown(child) for child in below[row.pk])
        return OrganisationNode(row.pk, row.name, row.kind, row.get_kind_display(), row.active, children)

    return {code: tuple(grown(row) for row in organs) for code, organs in roots.items()}
