"""The demo catalogue laid over a profile: dictionaries, codes of its province, items and guides of its served counties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bancheng.ground.access import Actor
from bancheng.profiles.catalogue_reading import HERE, read_content
from bancheng.registers.catalog import services
from bancheng.registers.organisations import selectors as organisations

SOURCE = "demo"


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """What one profile got: rows of dictionaries, new matters in the basic catalogue, items with published guides."""

    words: int
    matters: int
    items: int
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"指南 {self.items} 篇，新赋基本编码 {self.matters} 个"


def load_catalogue(
    profile_key: str, by: Actor, *, progress: Callable[[str], None] | None = None, folder: Path = HERE
) -> LoadedCatalogue:
    """Load what a profile lacks; a second load changes nothing, and an item edited since is not touched.

    The profile's regions and organisations must be there. `progress` is told in Chinese what is left out and why. Raises
    ContentError for a dictionary that cannot be read.
    """
    content = read_content(folder)
    say = progress or (lambda _: None)
    words = services.take_in_dictionaries(seed=content.dictionaries, by=by)
    notes = list(content.problems)
    matters = items = 0
    for region in served_by(profile_key):
        taken = services.take_in_guides(guides=content.guides, region=region, source=SOURCE, by=by)
        matters, items = matters + taken.matters, items + taken.items
        notes += taken.notes
    for note in notes:
        say(note)
    return LoadedCatalogue(words, matters, items, tuple(notes))


def served_by(profile_key: str) -> tuple[str, ...]:
    """The codes of the regions open to the public that this profile governs."""
    codes = (node.region.code for tree in organisations.served_regions() for node in tree.walk() if node.region.served)
    return tuple(sorted(code for code in codes if organisations.profile_of(code).key == profile_key))
