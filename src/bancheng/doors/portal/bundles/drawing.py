"""The pictures of a bundle as plain numbers; templates draw them as SVG, and say the same in words beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import Link, Saving

WIDTH, HEIGHT, GAP, REACH, MARGIN = 152, 56, 16, 72, 10
LONGEST = 9
"""Characters of a label that fit into a box."""
BAR = 120


@dataclass(frozen=True, slots=True)
class Node:
    """One member: its box (x, y of its upper left corner) and what stands in it."""

    key: str
    short: str
    line: str
    state: str
    """sure, open (看情况) or idle (不用办)."""
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def level(self) -> int:
        return self.y + HEIGHT // 2


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


def graph(links: Sequence[Link]) -> Graph:
    """Who waits for whom, from the left: the members by when they can start; those not concerned stand below."""
    active = [link for link in links if link.active]
    columns = [[link for link in active if link.layer == layer] for layer in sorted({link.layer for link in active})]
    tallest = max(map(len, columns), default=0)
    nodes = {
        link.key: _node(link, _at(place, REACH), _at(row, GAP, HEIGHT) + (tallest - len(column)) * (HEIGHT + GAP) // 2)
        for place, column in enumerate(columns)
        for row, link in enumerate(column)
    }
    abreast = max(len(columns), 2)
    for number, link in enumerate(link for link in links if not link.active):
        row, place = divmod(number, abreast)
        nodes[link.key] = _node(link, _at(place, REACH), _at(tallest + row, GAP, HEIGHT))
    lines = tuple(_line(nodes[before], nodes[link.key]) for link in active for before in link.after if before in nodes)
    width = max((node.x + WIDTH for node in nodes.values()), default=0) + MARGIN
    height = max((node.y + HEIGHT for node in nodes.values()), default=0) + MARGIN
    return Graph(width, height, tuple(nodes.values()), lines, _said(links))


def _at(place: int, gap: int, size: int = WIDTH) -> int:
    return MARGIN + place * (size + gap)


def _node(link: Link, x: int, y: int) -> Node:
    state = "idle" if not link.active else "open" if link.undecided else "sure"
    words = {"idle": _("您不用办"), "open": _("看情况 · %(days)s"), "sure": "%(days)s"}
    short = link.label if len(link.label) <= LONGEST else f"{link.label[: LONGEST - 1]}…"
    return Node(link.key, short, words[state] % {"days": days(link.days)}, state, x, y)


def days(count: int) -> str:
    """“5 个工作日”, “当场办好”."""
    return _("%(n)s 个工作日") % {"n": count} if count else _("当场办好")


def _line(before: Node, after: Node) -> str:
    bend, start, end = REACH // 2, before.x + WIDTH, after.x - 5
    return f"M{start} {before.level}C{start + bend} {before.level} {end - bend} {after.level} {end} {after.level}"


def _said(links: Sequence[Link]) -> str:
    names = {link.key: link.label for link in links}
    parts = []
    for link in links:
        if not link.active:
            parts.append(_("%(name)s（您不用办）") % {"name": link.label})
        elif link.after:
            above = "、".join(names[key] for key in link.after)
            parts.append(_("%(name)s（等%(above)s的结果）") % {"name": link.label, "above": above})
        else:
            parts.append(_("%(name)s（马上开始）") % {"name": link.label})
    return "；".join(parts)


@dataclass(frozen=True, slots=True)
class Count:
    """One count one by one and together, with the lengths of its two bars."""

    key: str
    label: str
    unit: str
    saving: Saving
    before: int
    after: int

    @property
    def sentence(self) -> str:
        facts = {"apart": self.saving.apart, "together": self.saving.together, "unit": self.unit}
        if self.saving.spared <= 0:
            return _("%(together)s %(unit)s，和分别办一样") % facts
        return _("原来 %(apart)s %(unit)s，现在 %(together)s %(unit)s") % facts


def counts(told: Iterable[tuple[str, str, str, Saving]]) -> tuple[Count, ...]:
    """(key, label, unit, saving) as lines of two bars, each pair to its own scale."""
    found = []
    for key, label, unit, saving in told:
        most = max(saving.apart, saving.together, 1)
        found.append(Count(key, label, unit, saving, BAR * saving.apart // most, BAR * saving.together // most))
    return tuple(found)
