"""Whose an application through a bundle is, for rooms above that react to what happened to it. No right is asked."""

from __future__ import annotations

from dataclasses import dataclass

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import BundlePart

State = BundlePart.State


@dataclass(frozen=True, slots=True)
class BundleParties:
    """The application with the keys of whoever is behind it. `decided`: a department has said yes or no to any of it."""

    key: str
    number: str
    name: str
    lead: int
    region: str
    applicant: int | None
    legal_person: int | None
    filer: int
    agent: bool
    trial: bool
    decided: bool


def parties(key: str) -> BundleParties | None:
    """By its key or its number; None when there is none, or it was not handed in. Two queries.

    For reactions and other work of the platform itself: nothing of it may reach a page unscoped.
    """
    row = running.find(key)
    if row is None or row.number is None:
        return None
    return BundleParties(
        key=row.key,
        number=row.number,
        name=row.name,
        lead=row.lead_id,
        region=row.region_id,
        applicant=row.applicant_id,
        legal_person=row.legal_person_id,
        filer=row.filer_id,
        agent=row.capacity == "agent",
        trial=row.trial,
        decided=row.parts.filter(state__in=(State.GRANTED, State.REFUSED)).exists(),
    )
