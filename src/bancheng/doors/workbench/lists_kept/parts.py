"""What the pages of kept lists are made of: a table of rows, a page of facts with acts and tables below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.regions import county_choices, in_scope
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground.access import may
from bancheng.registers.organisations import selectors as organisations


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text, where it leads, its tag (ok, warn, bad, info, plain) and a line below."""

    text: Any
    url: str = ""
    tag: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """A table under its own heading. `act` is one way on (label, url) for who may go it."""

    key: str
    title: Any
    heads: tuple[Any, ...]
    rows: tuple[tuple[Cell, ...], ...]
    nothing: Any
    note: Any = ""
    act: tuple[Any, str] | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a page; `serious` ones are marked."""

    label: Any
    url: str
    serious: bool = False


def board(
    key: str,
    title: Any,
    heads: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    nothing: Any,
    note: Any = "",
    act: tuple[Any, str] | None = None,
) -> Board:
    """A table out of rows of cells and plain texts."""
    made = tuple(tuple(one if isinstance(one, Cell) else Cell(one) for one in row) for row in rows)
    return Board(key, title, tuple(heads), made, nothing, note, act)


def places(request: StaffRequest, action: str) -> list[tuple[str, str]]:
    """(code, name) of the regions down to the counties in which the person may do the action."""
    return in_scope(request.actor, action, county_choices())


def organs(request: StaffRequest, *, region: str = "") -> list[tuple[str, str]]:
    """(key, name) of the organs in use of a region, or of one's own."""
    rows = organisations.organisations(region=region or request.actor.region or None)
    return [(str(row.pk), row.name) for row in rows]


def after(request: StaffRequest) -> int:
    """The cursor of the address; 0 for the first page."""
    return number(request.GET.get("after")) or 0


def allowed(request: StaffRequest, action: str) -> bool:
    """Whether the button is shown; the service decides in the end."""
    return may(request.actor, action).allowed
