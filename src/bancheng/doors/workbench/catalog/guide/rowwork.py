"""Rows of a table added, moved, copied, taken out, before anything is saved: the page comes back with them in their new order.

What a button says: `up:2`, `down:2`, `copy:2`, `remove:2`, `add`, `pick:shop_kind` (an element of the dictionary), `usual`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from bancheng.doors.workbench.catalog.guide import stages
from bancheng.doors.workbench.catalog.guide.editing import MOST_ROWS, Editing
from bancheng.doors.workbench.catalog.guide.picking import Around
from bancheng.doors.workbench.catalog.guide.sections import Section
from bancheng.registers.catalog.types import ElementView

NOT_COPIED = {"key", "element"}
"""What must be there once: the copy is to get its own."""
_KINDS = {"choice": "choice", "bool": "bool", "int": "number", "decimal": "number", "money": "number", "area": "number"}


def worked(section: Section, body: dict[str, Any], data: QueryDict, region: str = "") -> Editing:
    """The section as it stands on the page, with what the button asks done to its rows. Nothing is checked or saved."""
    rows = _typed_rows(section, body, data)
    verb, _sign, what = data.get("do", "").partition(":")
    if verb in {"up", "down", "copy", "remove"} and what.isascii() and what.isdigit() and int(what) < len(rows):
        rows = _moved(rows, verb, int(what))
    elif verb == "pick":
        rows += picked(section, body, data)
    elif verb == "usual" and section.key == "stages":
        rows += stages.usual(what)
    return Editing(section, body, shown=rows[:MOST_ROWS], typed=_typed(section, data), region=region)


def _moved(rows: list[dict[str, Any]], verb: str, place: int) -> list[dict[str, Any]]:
    if verb == "copy":
        copied = {name: value for name, value in rows[place].items() if name not in NOT_COPIED}
        return [*rows[: place + 1], copied, *rows[place + 1 :]]
    row = rows.pop(place)
    if verb != "remove":
        rows.insert(max(0, place - 1) if verb == "up" else place + 1, row)
    return rows


def picked(section: Section, body: dict[str, Any], data: QueryDict) -> list[dict[str, Any]]:
    """The row about the element that the button names; none where it names none that is known."""
    verb, _sign, code = data.get("do", "").partition(":")
    view = Around(body).elements.get(code) if verb == "pick" else None
    return [_about(section, view)] if view else []


def _about(section: Section, view: ElementView) -> dict[str, Any]:
    if section.key == "fields":
        return {"element": view.code, "required": True}
    options = [{"value": value, "label": label} for value, label in view.options]
    row = {"element": view.code, "label": view.label, "kind": _KINDS.get(view.kind, "choice"), "unit": view.unit}
    return row | ({"options": options} if options else {})


def _typed(section: Section, data: QueryDict) -> Mapping[str, Any] | None:
    """The values of the section's own form as they were typed."""
    if section.form is None:
        return None
    form = section.form(data)
    return {name: field.widget.value_from_datadict(data, {}, name) for name, field in form.fields.items()}


def _typed_rows(section: Section, body: dict[str, Any], data: QueryDict) -> list[dict[str, Any]]:
    """The rows that are not blank, as they were typed."""
    table: Any = Editing(section, body, data).rows
    if table is None or not table.management_form.is_valid():
        return []
    return [
        {name: form.fields[name].widget.value_from_datadict(data, {}, form.add_prefix(name)) for name in form.fields}
        for form in table.forms
        if form.has_changed()
    ]
