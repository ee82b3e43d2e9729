"""What other rooms may hold of duties: kinds they declare, duties as pages show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bancheng.ground.access import Subject
from bancheng.ground.law import Light, TermUnit


@dataclass(frozen=True, slots=True)
class Rung:
    """Tell a role so many days before the last day; 0 is the last day itself, a negative number is after it.

    `at`: a function of organisations. Who holds the role in the organ of the region with that function is told like the
    unit's own people, and sees the duty: the keeper of a list, whose role reaches no further than his own organ.
    """

    days_before: int
    role: str
    at: str = ""

    @property
    def key(self) -> str:
        return f"{self.days_before}:{self.role}"


@dataclass(frozen=True, slots=True)
class Opening:
    """A duty that a kind says must be open now."""

    title: str
    opened_on: date
    due_on: date
    subject: Subject | None = None
    basis: str = ""
    organisation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of duty: who owes it, the ladder of reminders, and (for those that come by the calendar) when it opens.

    `unit`: in what its ladder counts, WORKDAY where its rule is in working days, else DAY.
    `openings(today)` gives all that should be open by now; those that were opened before are left alone.
    `where`: the sentence for whoever would close it by hand, of a kind that only its own room closes, when what is owed is
    there; "" for the others.
    """

    key: str
    title: str
    role: str
    ladder: tuple[Rung, ...]
    openings: Callable[[date], tuple[Opening, ...]] | None = None
    unit: TermUnit = TermUnit.DAY
    where: str = ""


_declared: dict[str, Kind] = {}


def kind(
    key: str,
    *,
    title: str,
    role: str,
    ladder: tuple[tuple[int, str] | tuple[int, str, str], ...],
    openings: Callable[[date], tuple[Opening, ...]] | None = None,
    unit: TermUnit = TermUnit.DAY,
    where: str = "",
) -> Kind:
    """Declare a kind of duty, `room.what`; each room does so in its `kinds.py`. A second declaration is a mistake.

    A rung of the ladder is (days before, role) or (days before, role, function of the organ `at` which it sits).
    """
    rungs = tuple(Rung(*rung) for rung in sorted(ladder, key=lambda rung: -rung[0]))
    if "." not in key or not ladder or len({rung.key for rung in rungs}) < len(rungs):
        raise ValueError(f"kind of duty {key!r}: the key is `room.what`, and every rung stands once on a ladder")
    if key in _declared:
        raise ValueError(f"kind of duty {key!r} is declared twice")
    return _declared.setdefault(key, Kind(key, title, role, rungs, openings, unit, where))


def unit_of(key: str) -> TermUnit:
    """In what a kind counts its days; DAY for one that no room declares any more."""
    return _declared[key].unit if key in _declared else TermUnit.DAY


def where_closed(key: str) -> str:
    """Where a duty of the kind is closed, told to who would do it by hand; "" where he may, or no room declares it any more."""
    return _declared[key].where if key in _declared else ""


class UnknownKind(LookupError):
    """No room declares a duty of this kind."""


def kind_of(key: str) -> Kind:
    """The declaration of a key; raises UnknownKind."""
    try:
        return _declared[key]
    except KeyError:
        raise UnknownKind(f"no room declares a duty of kind {key!r}") from None


def kinds() -> tuple[Kind, ...]:
    """All declared kinds, by key."""
    return tuple(_declared[key] for key in sorted(_declared))


@dataclass(frozen=True, slots=True)
class ReminderView:
    """A rung behind us: whom it told (Chinese), how many days before the last day, how many people (0: passed over)."""

    whom: str
    days_before: int
    told: int


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty on the day asked. Days are working days: `total` in all, `used` so far, `left` until the last day (< 0 over).

    `due_on` is the last day: where the day set is no working day, the next one that is.
    """

    id: int
    kind: str
    title: str
    role: str
    role_label: str
    organisation: str
    subject: Subject | None
    basis: str
    opened_on: date
    due_on: date
    state: str
    state_label: str
    overdue: bool
    light: Light
    total: int
    used: int
    left: int
    mine: bool
    may_close: bool
    closed_by: str = ""
    result: str = ""
    reminders: tuple[ReminderView, ...] = ()
    closed_on: date | None = None
