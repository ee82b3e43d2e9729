"""The stage graph as a picture: where each stage stands and how the lines run. Pure numbers; the template draws them as SVG.

Stages that wait for nothing stand at the top; each other one stands below the last it waits for. What is wrong with the rows
(an unknown stage, a circle) is told beside them; the picture leaves such a line out and shows the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide.rows import STAGES
from bancheng.ground.codes import LEVELS
from bancheng.registers.catalog.types import POSTS

WIDTH, HEIGHT, GAP, RISE, MARGIN = 168, 64, 20, 40, 10
LONGEST = 10
"""Characters of a name that fit into a box."""


@dataclass(frozen=True, slots=True)
class Node:
    """One stage: its box (x, y of its upper left corner), what stands in it; `place` is its row, from 0."""

    key: str
    name: str
    short: str
    line: str
    small: str
    internal: bool
    conditional: bool
    x: int
    y: int
    place: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def bottom(self) -> int:
        return self.y + HEIGHT


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture: its size, boxes, lines (SVG paths) and the whole of it in a sentence."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[str, ...]
    said: str
    box_width: int = WIDTH
    box_height: int = HEIGHT


def graph(rows: Sequence[Mapping[str, Any]]) -> Graph | None:
    """The picture of the rows as they stand, finished or not; None without any."""
    known = {str(row.get("key") or f"row{place}"): (place, row) for place, row in enumerate(rows)}
    if not known:
        return None
    after = {key: [one for one in _after(row) if one in known and one != key] for key, (_place, row) in known.items()}
    ranks = _ranks(after)
    layers: list[list[str]] = [[] for _rank in range(max(ranks.values()) + 1)]
    for key in known:
        layers[ranks[key]].append(key)
    widest = max(map(len, layers))
    whole = widest * WIDTH + (widest - 1) * GAP + 2 * MARGIN
    nodes = {
        key: _node(key, known[key], _left(column, len(layer), whole), MARGIN + rank * (HEIGHT + RISE))
        for rank, layer in enumerate(layers)
        for column, key in enumerate(layer)
    }
    lines = tuple(_line(nodes[above], nodes[key]) for key in known for above in after[key] if ranks[above] < ranks[key])
    height = len(layers) * HEIGHT + (len(layers) - 1) * RISE + 2 * MARGIN
    return Graph(whole, height, tuple(nodes.values()), lines, _said(tuple(nodes.values()), after))


def _after(row: Mapping[str, Any]) -> list[str]:
    found = row.get("after") or ()
    return [str(key) for key in found] if isinstance(found, list | tuple) else []


def _ranks(after: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How many stages stand above each: one more than the lowest it waits for. A line that closes a circle counts for none."""
    ranks: dict[str, int] = {}
    for first in after:
        waiting = [first]
        while waiting:
            key = waiting[-1]
            open_ones = [above for above in after[key] if above not in ranks and above not in waiting]
            if open_ones and key not in ranks:
                waiting.append(open_ones[0])
                continue
            ranks.setdefault(key, max((ranks[above] + 1 for above in after[key] if above in ranks), default=0))
            waiting.pop()
    return ranks


def _left(column: int, count: int, whole: int) -> int:
    used = count * WIDTH + (count - 1) * GAP
    return (whole - used) // 2 + column * (WIDTH + GAP)


def _node(key: str, found: tuple[int, Mapping[str, Any]], x: int, y: int) -> Node:
    place, row = found
    name = str(row.get("name") or key)
    days = row.get("days")
    post = POSTS.get(str(row.get("post")), "")
    line = f"{post} · {_('%(n)s 个工作日') % {'n': days}}" if days not in (None, "") else post
    small = [LEVELS.get(str(row.get("level")), "")] if row.get("level") else []
    small += [_("两人")] if row.get("two_persons") else []
    small += [_("内部")] if row.get("internal") else []
    return Node(
        key=key,
        name=name,
        short=name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…",
        line=line,
        small=" · ".join(small) or str(STAGES.get(str(row.get("kind")), "")),
        internal=bool(row.get("internal")),
        conditional=bool(row.get("when")),
        x=x,
        y=y,
        place=place,
    )


def _line(above: Node, below: Node) -> str:
    bend = RISE // 2
    start, end = above.bottom, below.y - 5
    return f"M{above.middle} {start}C{above.middle} {start + bend} {below.middle} {end - bend} {below.middle} {end}"


def _said(nodes: Sequence[Node], after: Mapping[str, Sequence[str]]) -> str:
    names = {node.key: node.name for node in nodes}
    parts = []
    for node in nodes:
        above = "、".join(names[key] for key in after[node.key])
        parts.append(_("%(name)s（%(above)s之后）") % {"name": node.name, "above": above} if above else node.name)
    return "；".join(parts)
