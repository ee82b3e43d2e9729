"""What other rooms may hold of identity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bancheng.ground.access import Actor

CodeSender = Callable[..., None]
"""`(phone: str, code: str, *, purpose: str, minutes: int)`: takes a one-time code to a phone; the body is kept nowhere.

It raises whatever went wrong. It must return within about a second: who waits for a page must not learn from the time.
"""

_sender: list[CodeSender] = []


def provide_code_sender(sender: CodeSender) -> None:
    """A higher room (messages) says how codes reach people; the last one named is used."""
    _sender[:] = [sender]


def code_sender() -> CodeSender:
    """The sender in use; raises RuntimeError when no room has named one."""
    if not _sender:
        raise RuntimeError("no room has provided a way to send one-time codes")
    return _sender[0]


class RepresentativeCheck(Protocol):
    """Whether the register of legal persons names the person of this ID number as representative of this credit code.

    None: it does not know the legal person. Raises Refused when the register does not answer. Keeps neither number.
    """

    def __call__(self, uscc: str, id_number: str, *, by: Actor) -> bool | None: ...


_representative_check: list[RepresentativeCheck] = []


def provide_representative_check(check: RepresentativeCheck) -> None:
    """A higher room (exchange) says how to ask who represents a legal person; the last one named is used."""
    _representative_check[:] = [check]


def representative_check() -> RepresentativeCheck | None:
    """The check in use; None when no room has named one."""
    return _representative_check[0] if _representative_check else None


@dataclass(frozen=True, slots=True)
class Role:
    """One role: key, Chinese label, group, actions (`room.verb`)."""

    key: str
    label: str
    group: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A natural person as pages show it; the numbers are masked."""

    id: int
    name: str
    id_masked: str
    phone_masked: str
    assurance: int
    assurance_label: str


@dataclass(frozen=True, slots=True)
class LegalPersonView:
    """A legal person, and in what quality the person asked about may act for it (法定代表人（负责人）, 经办人)."""

    id: int
    uscc: str
    name: str
    capacity: str = ""
    kind_label: str = ""
    represents: bool = False
    valid_to: date | None = None
    """Last day of an operator's authority; None without an end."""


@dataclass(frozen=True, slots=True)
class OperatorView:
    """The authority of one person to act for a legal person; `current` on the day asked."""

    id: int
    person_id: int
    name: str
    id_masked: str
    valid_from: date
    valid_to: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class HolderView:
    """Who holds a post on a day, and whether as A or standing in as B."""

    staff_id: int
    name: str
    ab: str
    standing_in: bool
    on_leave: bool = False


@dataclass(frozen=True, slots=True)
class StandIn:
    """The account of a B, the name of the A who is away, and the names of the posts that B works meanwhile."""

    account: int
    absent: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleGrantView:
    """A role as granted: where, from when to when (included), by whom."""

    id: int
    role: str
    label: str
    group_label: str
    region_name: str
    organisation_name: str
    valid_from: date
    valid_to: date | None
    granted_by: str
    current: bool


@dataclass(frozen=True, slots=True)
class HoldingView:
    """A post as held: A or B, from when to when (included)."""

    id: int
    post_id: int
    post_name: str
    organisation: str
    ab: str
    valid_from: date
    valid_to: date | None
    current: bool


@dataclass(frozen=True, slots=True)
class LeaveView:
    """Days away, both included."""

    id: int
    starts: date
    ends: date
    reason: str
    current: bool


@dataclass(frozen=True, slots=True)
class StaffView:
    """A member of staff for the list and the page of staff; `roles` are the labels of today's, `posts` those held today."""

    id: int
    number: str
    name: str
    title: str
    organisation_id: int
    organisation: str
    region_code: str
    region_name: str
    active: bool
    roles: tuple[str, ...]
    grants: tuple[RoleGrantView, ...] = ()
    posts: tuple[str, ...] = ()
    holdings: tuple[HoldingView, ...] = ()
    leaves: tuple[LeaveView, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffPage:
    """A page of the list of staff, by staff number; `next_cursor` "" at the end."""

    rows: tuple[StaffView, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class PowerView:
    """One power of a chief representative as granted; `holders` are on the post today, who stands in included."""

    id: int
    post_id: int
    post_name: str
    organisation_id: int
    organisation: str
    power: str
    power_label: str
    basis: str
    valid_from: date
    valid_to: date | None
    granted_by: str
    current: bool
    holders: tuple[HolderView, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffName:
    """A member of staff as others may name him: number, name and unit."""

    number: str
    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class TokenView:
    """An access token of the API as its owner sees it: its beginning, never the whole. `state`: active, expired or revoked."""

    id: int
    name: str
    prefix: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class KeptFilterView:
    """A filter that a person keeps for one list. `first`: the list opens with it."""

    id: int
    list: str
    title: str
    query: str
    first: bool
