"""Boxes in columns from the left, each behind those it waits for. Plain numbers; templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Placed(Protocol):
    """What stands in a column: `layer` counts from 0, what waits for nothing first."""

    @property
    def key(self) -> str: ...

    @property
    def layer(self) -> int: ...


One = TypeVar("One", bound=Placed)


@dataclass(frozen=True, slots=True)
class Box:
    """The upper left corner of one box, and its size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def level(self) -> int:
        """The height at which lines come and go."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of a picture in units of its drawing: a box, between boxes of a column, between columns, around all."""

    width: int
    height: int
    gap: int
    reach: int
    margin: int
    longest: int
    """Characters of a name that fit into a box."""

    def box(self, column: int, row: int, below: int = 0) -> Box:
        """The box at this place, `below` half rows lower."""
        step = self.height + self.gap
        x = self.margin + column * (self.width + self.reach)
        return Box(x, self.margin + row * step + below * step // 2, self.width, self.height)

    def columns(self, found: Iterable[One]) -> Iterator[tuple[One, Box]]:
        """Each with its box, by layers; a short column stands at half the height of the tallest."""
        layers: dict[int, list[One]] = {}
        for one in found:
            layers.setdefault(one.layer, []).append(one)
        tallest = max(map(len, layers.values()), default=0)
        for place, layer in enumerate(sorted(layers)):
            for row, one in enumerate(layers[layer]):
                yield one, self.box(place, row, tallest - len(layers[layer]))

    def size(self, boxes: Iterable[Box]) -> tuple[int, int]:
        """Width and height of a picture of these boxes."""
        held = tuple(boxes)
        width = max((one.x + one.width for one in held), default=0) + self.margin
        return width, max((one.y + one.height for one in held), default=0) + self.margin

    def line(self, before: Box, after: Box) -> str:
        """The path of a line from the right of one box to just before the left of another."""
        bend, start, end = self.reach // 2, before.x + before.width, after.x - 5
        return f"M{start} {before.level}C{start + bend} {before.level} {end - bend} {after.level} {end} {after.level}"

    def short(self, text: str, more: int = 0) -> str:
        """As much of a name as fits."""
        most = self.longest + more
        return text if len(text) <= most else f"{text[: most - 1]}…"


def waits(after: Mapping[str, Sequence[str]], boxes: Mapping[str, Box]) -> Iterator[tuple[str, str]]:
    """(before, key) of every line between two boxes that there are."""
    for key in boxes:
        for before in after.get(key, ()):
            if before in boxes:
                yield before, key
