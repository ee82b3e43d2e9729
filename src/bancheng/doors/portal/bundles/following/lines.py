"""One's own bundles in the list of what one applied for: one line each, with a dot for every member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.types import PART_STATES, RunLine
from bancheng.doors.portal.bundles.following.showing import mark, mark_of
from bancheng.doors.portal.cases.showing import Mark
from bancheng.ground.access import Actor

PARTS = {"all": "all", "draft": "draft", "open": "running", "done": "closed"}
"""The parts of the list of cases → those of bundles."""
MOST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A bundle with its mark, and (label, mark) of each member."""

    line: RunLine
    mark: Mark
    dots: tuple[tuple[str, Mark], ...]


def listed(actor: Actor, part: str) -> tuple[Line, ...]:
    """Newest first."""
    page = selectors.own_bundles(actor, part=PARTS.get(part, "all"), size=MOST)
    return tuple(_line(one) for one in page.lines)


def counts(actor: Actor) -> Mapping[str, int]:
    """How many stand in each part of the list of cases."""
    found = selectors.own_bundle_counts(actor)
    return {part: found.get(theirs, 0) for part, theirs in PARTS.items()}


def _line(one: RunLine) -> Line:
    dots = () if one.state == "draft" else one.parts
    return Line(one, mark_of(one), tuple((label, mark(state, PART_STATES[state])) for label, state, _light in dots))
