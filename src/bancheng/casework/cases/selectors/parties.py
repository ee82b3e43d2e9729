"""Whose a case is and where it belongs, for rooms above that react to what happened to it. No right is asked."""

from __future__ import annotations

from dataclasses import dataclass

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.types import POSTS
from bancheng.ground.access import Subject


@dataclass(frozen=True, slots=True)
class CaseParties:
    """The case with the keys of whoever is behind it; `posts` (Chinese) hold its open stages now.

    `filer` is the person who filed; `agent`: he did so for another, in his own name. `part_of`: the whole that it belongs to.
    """

    case: str
    number: str
    item: int
    item_name: str
    organisation: int
    region: str
    state: str
    applicant: int | None
    legal_person: int | None
    filer: int | None
    agent: bool
    posts: tuple[str, ...]
    part_of: str = ""
    trial: bool = False


@dataclass(frozen=True, slots=True)
class CaseMark:
    """Where a case stands: what a door needs that has just changed it, or that tells of a refusal."""

    subject: Subject
    number: str
    state: str
    state_label: str
    version: int


def mark(case: str) -> CaseMark | None:
    """The mark of a case by its key or number; None when there is none. One query; it asks no right, as `parties`."""
    row = finding.find(case, Case.objects.only("key", "number", "state", "version"))
    if row is None:
        return None
    return CaseMark(standing.subject_of(row), row.number or "", row.state, CASE.label(row.state), row.version)


def parties(case: str) -> CaseParties | None:
    """The parties of a case by its key or number; None when there is none. Two queries.

    For reactions and other work of the platform itself: it asks no right, so nothing of it may reach a page unscoped.
    """
    row = finding.find(case)
    if row is None:
        return None
    posts = CaseTask.objects.filter(case=row, state=CaseTask.State.OPEN).order_by("pk").values_list("post", flat=True)
    return CaseParties(
        case=row.key,
        number=row.number or "",
        item=row.item_id,
        item_name=row.item_name,
        organisation=row.organisation_id,
        region=row.region_id,
        state=row.state,
        applicant=row.applicant_id,
        legal_person=row.legal_person_id,
        filer=row.filer_id,
        agent=row.capacity == Case.Capacity.AGENT,
        part_of=row.part_of,
        trial=row.trial,
        posts=tuple(POSTS.get(post, post) for post in dict.fromkeys(posts)),
    )
