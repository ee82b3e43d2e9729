"""What happened to an application through a bundle; announced in the transaction that did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleEvent:
    """`key` of the application (`Subject("bundles.case", key)`), its `number`; `bundle` the line of the list; `lead` its organ."""

    key: str
    number: str
    bundle: int
    name: str
    lead: int
    region: str
    at: datetime
    trial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleSubmitted(BundleEvent):
    """The one form came in; `parts` of its members were handed to their organs. `due`: by the critical path."""

    parts: int
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnded(BundleEvent):
    """A member came to its end: granted, refused, withdrawn, stopped with what it waited for, or dropped by its lead."""

    part: str
    label: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartNeedsMore(BundleEvent):
    """What a member waited for is there, and something is still missing that only the applicant has."""

    part: str
    label: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartAdded(BundleEvent):
    """A member became needed on the way, for this reason; who applied has to complete it."""

    part: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleClosed(BundleEvent):
    """Every member has its result. `outcome`: whole, partial or failed."""

    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCalled(BundleEvent):
    """Several members will come to the place together. `visit`: of `JointVisit`."""

    visit: int
