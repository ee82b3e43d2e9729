"""What the rows of one bundle may choose from: its members with their guides, what they ask for, where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.types import Candidate, Conflict, MemberGuide
from bancheng.doors.workbench.catalog.guide.picking import Around, named

Choices = list[tuple[str, Any]]


@dataclass(frozen=True)
class Team(Around):
    """`stored`: the text as it is saved or begun from; None while there is none. `items`: those that rows on the page name."""

    stored: BundleBody | None = None
    items: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def members(self) -> Mapping[str, str]:
        """Key → label, in order."""
        return {one.key: one.label for one in self.stored.members} if self.stored else {}

    @cached_property
    def guides(self) -> Mapping[str, MemberGuide]:
        return selectors.guides_of(self.stored) if self.stored else {}

    @cached_property
    def candidates(self) -> Mapping[int, Candidate]:
        """The items of the members and of the rows on the page, those that exist."""
        own = {one.item for one in self.stored.members} if self.stored else set()
        return selectors.candidates({*own, *self.items})

    @cached_property
    def conflicts(self) -> Mapping[str, Conflict]:
        """By kind.code.attribute, what members say differently; settled or not."""
        found = selectors.merged_now(self.stored).conflicts if self.stored else ()
        return {f"{one.kind}.{one.code}.{one.attribute}": one for one in found}

    def papers_of(self, member: str) -> Choices:
        """(code, name) of the papers that a member asks for."""
        guide = self.guides.get(member)
        return [(one.code, f"{one.name}（{one.code}）") for one in guide.document.materials] if guide else []

    def papers_of_all(self) -> Choices:
        """The same of every member, under its name."""
        return [(label, self.papers_of(key)) for key, label in self.members.items() if self.papers_of(key)]

    def fields_of(self, member: str) -> Choices:
        """(element, name) of what a member's form asks."""
        guide = self.guides.get(member)
        if guide is None:
            return []
        labels = self.elements
        return [
            (one.element, one.label or (labels[one.element].label if one.element in labels else one.element))
            for one in guide.document.fields
        ]


def named_items(rows: Iterable[Mapping[str, Any]]) -> frozenset[int]:
    """The items that rows name, as far as these are numbers that a database can hold."""
    said = (str(row.get("item") or "") for row in rows)
    return frozenset(int(text) for text in said if text.isascii() and text.isdigit() and len(text) < 19)


__all__ = ["Choices", "Team", "named", "named_items"]
