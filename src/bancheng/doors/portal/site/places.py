"""The served regions under the profile that presents them, as the picker shows them."""

from __future__ import annotations

from dataclasses import dataclass

from bancheng.registers.organisations import selectors
from bancheng.registers.organisations.types import RegionNode, RegionView


@dataclass(frozen=True, slots=True)
class ProfilePlaces:
    """One local plan with its trees of regions; `key` is "" for regions without a plan."""

    key: str
    name: str
    trees: tuple[RegionNode, ...]


def _served(node: RegionNode) -> tuple[RegionNode, ...]:
    """The served regions at and below a node; one that is not served gives way to those below it."""
    below = tuple(found for child in node.children for found in _served(child))
    return (RegionNode(node.region, below),) if node.region.served else below


def _offered(region: RegionView, host: str) -> bool:
    found = selectors.region_for(host=host, chosen=region.code)
    return found is not None and found.code == region.code


def by_profile(host: str) -> tuple[ProfilePlaces, ...]:
    """Every served region that this host offers, grouped by profile in the order of the regions. No query but the snapshot's."""
    groups: dict[str, list[RegionNode]] = {}
    names: dict[str, str] = {}
    for tree in selectors.served_regions():
        for node in _served(tree):
            if not _offered(node.region, host):
                continue
            profile = selectors.profile_of(node.region.code)
            names[profile.key] = profile.name
            groups.setdefault(profile.key, []).append(node)
    return tuple(ProfilePlaces(key, names[key], tuple(nodes)) for key, nodes in groups.items())
