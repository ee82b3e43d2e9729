"""Rows of a section added, moved, taken out, proposals taken over, before anything is saved: the page comes back with them.

What a button says: `up:2`, `down:2`, `copy:2`, `remove:2`, `add`, `pick:17` (an item, or an element of the dictionary),
`take:shop>food>M0002` (a proposed feed), `take:*` (all of them).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.types import Proposal
from bancheng.doors.workbench.bundles.editing import MOST_ROWS, Editing
from bancheng.doors.workbench.bundles.rows import LONGEST_LABEL
from bancheng.doors.workbench.bundles.sections import ASKED, FEEDS, FIRST
from bancheng.doors.workbench.catalog.guide import rowwork as guide_rows
from bancheng.doors.workbench.catalog.guide.sections import Section

NOT_COPIED = {"key", "item", "element"}
ALL = "*"


def worked(
    section: Section, body: Mapping[str, Any], data: QueryDict, *, stored: BundleBody | None, region: str
) -> Editing:
    """The section as it stands on the page, with what the button asks done to its rows. Nothing is checked or saved."""
    sent = Editing(section, body, data, stored=stored, region=region)
    rows = _typed_rows(sent, data)
    verb, _sign, what = data.get("do", "").partition(":")
    if verb in {"up", "down", "copy", "remove"} and what.isascii() and what.isdigit() and int(what[:6]) < len(rows):
        rows = _moved(rows, verb, int(what[:6]))
    elif verb == "pick":
        rows += _picked(section, body, data, rows)
    elif verb == "take" and section.key == FEEDS and stored is not None:
        rows = _taken(stored, rows, what)
    typed = {name: _value(sent.form, name, data) for name in sent.form.fields} if sent.form is not None else None
    return Editing(section, body, stored=stored, region=region, shown=rows[:MOST_ROWS], typed=typed)


def _value(form: Any, name: str, data: QueryDict) -> Any:
    return form.fields[name].widget.value_from_datadict(data, {}, form.add_prefix(name))


def _typed_rows(sent: Editing, data: QueryDict) -> list[dict[str, Any]]:
    """The rows that are not blank, as they were typed."""
    if not sent.rows.management_form.is_valid():
        return []
    return [{name: _value(form, name, data) for name in form.fields} for form in sent.rows.forms if form.has_changed()]


def _moved(rows: list[dict[str, Any]], verb: str, place: int) -> list[dict[str, Any]]:
    if verb == "copy":
        copied = {name: value for name, value in rows[place].items() if name not in NOT_COPIED}
        return [*rows[: place + 1], copied, *rows[place + 1 :]]
    row = rows.pop(place)
    if verb != "remove":
        rows.insert(max(0, place - 1) if verb == "up" else place + 1, row)
    return rows


def _picked(
    section: Section, body: Mapping[str, Any], data: QueryDict, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The row about the item or the element that the button names; none where it names none."""
    if section.key == ASKED:
        return guide_rows.picked(section, dict(body), data)
    what = str(data.get("do", "")).partition(":")[2]
    if section.key != FIRST or not (what.isascii() and what.isdigit() and len(what) < 19):
        return []
    found = selectors.candidates([int(what)]).get(int(what))
    if found is None or any(str(row.get("item")) == what for row in rows):
        return []
    return [{"item": found.item, "label": found.name[:LONGEST_LABEL]}]


def _taken(stored: BundleBody, rows: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    """The rows with the proposal of that name, or all proposals, taken over."""
    wanted: tuple[Proposal, ...] = selectors.proposed(stored)
    chosen = [one for one in wanted if what in {ALL, one.key}]
    for one in chosen:
        if one.instead is None:
            rows = [*rows, one.feed.model_dump(mode="json")]
        else:
            rows = [one.feed.model_dump(mode="json") if _same(row, one) else row for row in rows]
    return rows


def _same(row: Mapping[str, Any], proposal: Proposal) -> bool:
    old = proposal.instead
    return old is not None and (row.get("before"), row.get("after"), row.get("material") or "") == (
        old.before,
        old.after,
        old.material,
    )
