"""Who acts, on what, and where: frozen values that every room passes around. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Subject:
    """A row named from a lower room without a foreign key: kind is `room.model`, key its stable identifier."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Via:
    """By what a right came that is not of a role of one's own. `name` as the journal and the pages tell it.

    `kind`: stand_in (B works for A, whose `key` this is, while A is away), powers (those of a post of a chief representative).
    """

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Grant:
    """One action allowed within a region subtree (12-digit code, "" = everywhere) and, if given, one organisation."""

    action: str
    region: str = ""
    organisation: int | None = None
    via: tuple[Via, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `kind`: anonymous, person, staff, machine or system. `account` is the key of the login, 0 without one."""

    kind: str
    key: str
    name: str
    account: int = 0
    assurance: int = 0
    grants: tuple[Grant, ...] = ()
    region: str = ""
    organisation: int | None = None
    roles: tuple[str, ...] = field(default=())


EVERYWHERE = "*"
"""Region of what concerns the whole installation (a default, a national list): only a grant for everywhere covers it."""

ANONYMOUS = Actor(kind="anonymous", key="", name="访客")


def system(name: str) -> Actor:
    """The platform itself, for timed jobs; `name` is the job in Chinese, as the journal shows it."""
    return Actor(kind="system", key="system", name=name, grants=(Grant("*"),))


@dataclass(frozen=True, slots=True)
class Target:
    """What is acted on, reduced to what decides: its subject, its region and its organisation.

    Region "" is what belongs to no region (a page, one's own desk): any grant covers it. What concerns all regions alike
    is EVERYWHERE.
    """

    subject: Subject | None = None
    region: str = ""
    organisation: int | None = None
    owner: str = ""
    """Key of the person whose own thing it is; an owner may always see it."""
