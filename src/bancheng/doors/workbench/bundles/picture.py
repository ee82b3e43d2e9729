"""The plan of a bundle as a picture: who starts at once, who waits for whom. Pure numbers; the template draws them as SVG.

Layers stand side by side from left to right, so that the picture is as wide as the plan is deep: it fits beside an editor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import Link
from bancheng.doors.frame.boxes import Box, Sheet, waits

SHEET = Sheet(width=138, height=62, gap=12, reach=40, margin=8, longest=9)


@dataclass(frozen=True, slots=True)
class Node:
    """One member: its box and what stands in it. `conditional`: not in every situation."""

    short: str
    organ: str
    line: str
    conditional: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Picture:
    """Its size, boxes, lines (SVG paths), and the whole of it in a sentence."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[str, ...]
    said: str


def picture(links: Sequence[Link], region: str = "") -> Picture | None:
    """The members that take part, in layers from left to right; None without any. `region`: its name is left out of organs."""
    placed = list(SHEET.columns(link for link in links if link.active))
    if not placed:
        return None
    boxes = {link.key: box for link, box in placed}
    after = {link.key: link.after for link, _box in placed}
    lines = tuple(SHEET.line(boxes[before], boxes[key]) for before, key in waits(after, boxes))
    nodes = tuple(_node(link, region, box) for link, box in placed)
    return Picture(*SHEET.size(boxes.values()), nodes, lines, _said([link for link, _box in placed]))


def _node(link: Link, region: str, box: Box) -> Node:
    days = _("%(n)s 个工作日") % {"n": link.days} if link.days else _("当场办结")
    line = f"{days} · {_('第 %(n)s 天') % {'n': link.done}}" if link.done else days
    organ = (link.organ.partition(region)[2] if region else "") or link.organ
    return Node(SHEET.short(link.label), SHEET.short(organ, 2), line, bool(link.why), box)


def _said(links: Sequence[Link]) -> str:
    """First at once, then what waits, by layers."""
    labels = {link.key: link.label for link in links}
    first = links[0].layer
    parts = [_("同时开始：%s") % "、".join(link.label for link in links if link.layer == first)]
    for link in (link for link in links if link.layer != first):
        waited = "、".join(labels[key] for key in link.after if key in labels)
        parts.append(_("%(name)s等%(waits)s的结果") % {"name": link.label, "waits": waited})
    return "；".join(parts)
