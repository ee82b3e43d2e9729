"""The stages of a guide as their table needs them: keys given, order made explicit, a circle told at its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide.picking import PREVIOUS
from bancheng.registers.catalog.types import Fault

USUAL: Mapping[str, tuple[tuple[str, str, str, str], ...]] = {
    "promised": (
        ("intake", "收件", "intake", "clerk"),
        ("accept", "受理", "accept", "clerk"),
        ("review", "审查", "review", "reviewer"),
        ("decide", "决定", "decide", "approver"),
        ("deliver", "送达", "deliver", "result_desk"),
    ),
    "instant": (
        ("accept", "受理", "accept", "clerk"),
        ("decide", "当场决定", "decide", "approver"),
        ("deliver", "送达", "deliver", "result_desk"),
    ),
}
"""The walk that most matters take: key, name, kind, post; each after the one before."""


def usual(handling: str) -> list[dict[str, Any]]:
    """The rows of the usual walk, to be changed by the author."""
    steps = USUAL.get(handling, USUAL["promised"])
    return [
        {"key": key, "name": name, "kind": kind, "post": post} | ({"after": [steps[place - 1][0]]} if place else {})
        for place, (key, name, kind, post) in enumerate(steps)
    ]


def finished(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with a key each, and “the one above” by its key."""
    taken = {str(row["key"]) for row in rows if row.get("key")}
    keyed = []
    for row in rows:
        if not row.get("key"):
            kind = str(row.get("kind", "stage"))
            key = next(name for n in range(1, 1000) if (name := kind if n == 1 else f"{kind}_{n}") not in taken)
            taken.add(key)
            row = {"key": key, **row}
        keyed.append(dict(row))
    return [_joined(row, keyed[place - 1]["key"] if place else "") for place, row in enumerate(keyed)]


def _joined(row: dict[str, Any], above: str) -> dict[str, Any]:
    wanted = [above if key == PREVIOUS else str(key) for key in row.get("after") or ()]
    kept = [key for key in dict.fromkeys(wanted) if key and key != row["key"]]
    others = {name: value for name, value in row.items() if name != "after"}
    return others | ({"after": kept} if kept else {})


def circle(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The keys of a circle in the order of waiting, the first one again at the end; [] where there is none."""
    graph = {str(row.get("key", "")): [str(key) for key in row.get("after") or ()] for row in rows}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [str(key) for key in error.args[1]]
    return []


def at_the_row(faults: Sequence[Fault], rows: Sequence[Mapping[str, Any]]) -> Sequence[Fault]:
    """The fault of a circle, which belongs to the graph, told in names at the first row of the circle."""
    return [_of_circle(fault, rows) if fault.code == "guide.stage_cycle" else fault for fault in faults]


def _of_circle(fault: Fault, rows: Sequence[Mapping[str, Any]]) -> Fault:
    keys = circle(rows)
    place = next((n for n, row in enumerate(rows) if row.get("key") in keys), None)
    if place is None:
        return fault
    names = {str(row.get("key")): str(row.get("name") or row.get("key")) for row in rows}
    told = " → ".join(f"“{names.get(key, key)}”" for key in keys)
    sentence = _("这些环节互相等待，谁也不能先办：%(told)s。请去掉其中一处“在哪些环节之后”") % {"told": told}
    return replace(fault, path=f"stages.{place}.after", sentence=sentence)
