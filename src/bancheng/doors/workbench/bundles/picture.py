"""The plan of a bundle as a picture: who starts at once, who waits for whom. Pure numbers; the template draws them as SVG.

Layers stand side by side from left to right, so that the picture is as wide as the plan is deep: it fits beside an editor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import Link

WIDTH, HEIGHT, GAP, REACH, MARGIN = 138, 62, 12, 40, 8
LONGEST = 9
"""Characters of a name that fit into a box."""


@dataclass(frozen=True, slots=True)
class Node:
    """One member: its box (x, y of its upper left corner) and what stands in it. `conditional`: not in every situation."""

    link: Link
    short: str
    organ: str
    line: str
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def right(self) -> int:
        return self.x + WIDTH

    @property
    def level(self) -> int:
        """The height at which lines come and go."""
        return self.y + HEIGHT // 2

    @property
    def conditional(self) -> bool:
        return bool(self.link.why)


@dataclass(frozen=True, slots=True)
class Picture:
    """Its size, boxes, lines (SVG paths), and the whole of it in a sentence."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[str, ...]
    said: str
    box_width: int = WIDTH
    box_height: int = HEIGHT


def picture(links: Sequence[Link], region: str = "") -> Picture | None:
    """The members that take part, in layers from left to right; None without any. `region`: its name is left out of organs."""
    active = [link for link in links if link.active]
    if not active:
        return None
    layers = [[link for link in active if link.layer == layer] for layer in sorted({link.layer for link in active})]
    highest = max(map(len, layers))
    whole = highest * HEIGHT + (highest - 1) * GAP + 2 * MARGIN
    nodes = {
        link.key: _node(link, region, MARGIN + rank * (WIDTH + REACH), _top(place, len(layer), whole))
        for rank, layer in enumerate(layers)
        for place, link in enumerate(layer)
    }
    lines = tuple(_line(nodes[key], node) for node in nodes.values() for key in node.link.after if key in nodes)
    width = len(layers) * WIDTH + (len(layers) - 1) * REACH + 2 * MARGIN
    return Picture(width, whole, tuple(nodes.values()), lines, _said(layers))


def _top(place: int, count: int, whole: int) -> int:
    used = count * HEIGHT + (count - 1) * GAP
    return (whole - used) // 2 + place * (HEIGHT + GAP)


def _node(link: Link, region: str, x: int, y: int) -> Node:
    days = _("%(n)s 个工作日") % {"n": link.days} if link.days else _("当场办结")
    line = f"{days} · {_('第 %(n)s 天') % {'n': link.done}}" if link.done else days
    organ = (link.organ.partition(region)[2] if region else "") or link.organ
    return Node(link, _short(link.label), _short(organ, LONGEST + 2), line, x, y)


def _short(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _line(before: Node, after: Node) -> str:
    bend = REACH // 2
    start, end = before.right, after.x - 5
    return f"M{start} {before.level}C{start + bend} {before.level} {end - bend} {after.level} {end} {after.level}"


def _said(layers: Sequence[Sequence[Link]]) -> str:
    """First at once, then what waits, by layers."""
    labels = {link.key: link.label for layer in layers for link in layer}
    parts = [_("同时开始：%s") % "、".join(link.label for link in layers[0])]
    for link in (link for layer in layers[1:] for link in layer):
        waits = "、".join(labels[key] for key in link.after if key in labels)
        parts.append(_("%(name)s等%(waits)s的结果") % {"name": link.label, "waits": waits})
    return "；".join(parts)
