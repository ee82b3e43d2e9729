"""The pictures of a bundle as plain numbers; templates draw them as SVG, and say the same in words beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import Link, Saving
from bancheng.doors.frame.boxes import Box, Sheet, waits

SHEET = Sheet(width=152, height=56, gap=16, reach=72, margin=10, longest=9)
BAR = 120


@dataclass(frozen=True, slots=True)
class Node:
    """One member: its box and what stands in it."""

    short: str
    line: str
    state: str
    """sure, open (看情况) or idle (不用办)."""
    box: Box


@dataclass(frozen=True, slots=True)
class Graph:
    """The picture: its size, boxes, lines (SVG paths) and the whole of it in a sentence."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[str, ...]
    said: str


def graph(links: Sequence[Link]) -> Graph:
    """Who waits for whom, from the left: the members by when they can start; those not concerned stand below."""
    active = list(SHEET.columns(link for link in links if link.active))
    layers = [link.layer for link, _box in active]
    tallest, abreast = max(map(layers.count, layers), default=0), max(len(set(layers)), 2)
    idle = [
        (link, SHEET.box(number % abreast, tallest + number // abreast))
        for number, link in enumerate(link for link in links if not link.active)
    ]
    boxes = {link.key: box for link, box in (*active, *idle)}
    after = {link.key: link.after for link, _box in active}
    lines = tuple(SHEET.line(boxes[before], boxes[key]) for before, key in waits(after, boxes))
    nodes = tuple(_node(link, box) for link, box in (*active, *idle))
    return Graph(*SHEET.size(boxes.values()), nodes, lines, _said(links))


def _node(link: Link, box: Box) -> Node:
    state = "idle" if not link.active else "open" if link.undecided else "sure"
    words = {"idle": _("您不用办"), "open": _("看情况 · %(days)s"), "sure": "%(days)s"}
    return Node(SHEET.short(link.label), words[state] % {"days": days(link.days)}, state, box)


def days(count: int) -> str:
    """“5 个工作日”, “当场办好”."""
    return _("%(n)s 个工作日") % {"n": count} if count else _("当场办好")


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
