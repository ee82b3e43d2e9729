"""A running bundle as a picture: who waits for whom, how far each is. Pure numbers; the template draws them as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import PartView, RunLine
from bancheng.doors.frame.boxes import Box, Sheet, waits

SHEET = Sheet(width=156, height=62, gap=14, reach=44, margin=8, longest=9)
TONES = {"granted": "ok", "refused": "bad", "withdrawn": "off", "stopped": "off", "dropped": "off", "held": "wait"}
MARKS = {"ok": "✓", "bad": "✕", "off": "–", "wait": "○", "late": "!", "near": "△", "run": "●"}


@dataclass(frozen=True, slots=True)
class Node:
    """One member: its box and what stands in it. `critical`: the overall date hangs on it."""

    part: PartView
    short: str
    line: str
    tone: str
    mark: str
    critical: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Picture:
    """Its size, boxes, lines (SVG paths, and whether the overall date hangs on them), and the whole of it in a sentence."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[tuple[str, bool], ...]
    said: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A member as a mark in a list: shape and colour together, the words for who sees neither."""

    label: str
    words: str
    tone: str
    mark: str


def dots(line: RunLine, states: dict[str, str], lights: dict[str, str]) -> tuple[Dot, ...]:
    """The members of one line of the board, in their order."""
    found = []
    for label, state, light in line.parts:
        tone = tone_of(state, light)
        late = light in {"overdue", "warning"} and tone in {"late", "near"}
        words = f"{states.get(state, state)}，{lights[light]}" if late else states.get(state, state)
        found.append(Dot(label, words, tone, MARKS[tone]))
    return tuple(found)


def tone_of(state: str, light: str) -> str:
    """ok, bad, off, wait, or for what is under way late, near or run."""
    if state in TONES:
        return TONES[state]
    return {"overdue": "late", "warning": "near"}.get(light, "run")


def picture(parts: Sequence[PartView]) -> Picture | None:
    """The members that take part, in columns from the left by when they can start; None without any."""
    if not parts:
        return None
    critical, placed = critical_path(parts), list(SHEET.columns(parts))
    boxes = {one.key: box for one, box in placed}
    after = {one.key: one.after for one in parts}
    lines = tuple(
        (SHEET.line(boxes[before], boxes[key]), {before, key} <= critical) for before, key in waits(after, boxes)
    )
    nodes = tuple(_node(one, box, one.key in critical) for one, box in placed)
    return Picture(*SHEET.size(boxes.values()), nodes, lines, _said(parts))


def critical_path(parts: Sequence[PartView]) -> frozenset[str]:
    """The members that the overall date hangs on: back from the last one, each time to the latest it waits for."""
    here = {one.key: one for one in parts}
    found: list[str] = []
    one = _latest(parts)
    while one is not None and one.key not in found:
        found.append(one.key)
        one = _latest([here[key] for key in one.after if key in here])
    return frozenset(found)


def _latest(parts: Sequence[PartView]) -> PartView | None:
    """Of those still to come the one that is done last; of several the one that starts later."""
    dated = [
        (one.due_on, one.layer, -place, one)
        for place, one in enumerate(parts)
        if one.due_on is not None and one.ended_at is None
    ]
    return max(dated)[3] if dated else None


def _node(part: PartView, box: Box, critical: bool) -> Node:
    tone = tone_of(part.state, part.light)
    if part.ended_at is not None:
        line = _("%(month)s月%(day)s日有结果") % {"month": part.ended_at.month, "day": part.ended_at.day}
    elif part.due_on is not None:
        line = _("%(month)s月%(day)s日前") % {"month": part.due_on.month, "day": part.due_on.day}
    else:
        line = ""
    return Node(part, SHEET.short(part.label), line, tone, MARKS[tone], critical, box)


def _said(parts: Sequence[PartView]) -> str:
    names = {one.key: one.label for one in parts}
    said = []
    for one in parts:
        above = "、".join(names[key] for key in one.after if key in names)
        if above:
            facts = {"name": one.label, "state": one.state_label, "above": above}
            said.append(_("%(name)s（%(state)s，接在%(above)s之后）") % facts)
        else:
            said.append(_("%(name)s（%(state)s）") % {"name": one.label, "state": one.state_label})
    return "；".join(said)
