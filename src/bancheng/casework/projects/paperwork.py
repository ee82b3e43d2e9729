"""The 项目登记单 of a project that has its code, numbered with it and rendered after the transaction."""

from __future__ import annotations

from bancheng.casework.projects.models import Project
from bancheng.casework.projects.papers import Registration
from bancheng.casework.projects.rules.words import INDUSTRIES, KINDS
from bancheng.ground.access import Actor
from bancheng.ground.codes.projects import PROJECT_TYPES
from bancheng.ground.law import today
from bancheng.registers.documents import services as documents
from bancheng.registers.organisations import selectors as organisations

DEVELOPMENT = "development"
"""The function of the organs that take projects in (发展改革)."""


def issue_registration(row: Project, *, by: Actor) -> str:
    """Issue the paper in the caller's transaction; its number, "" where no 发改 answers for the region."""
    organ = organisations.organisation_for(row.region_id, DEVELOPMENT)
    if organ is None or row.code is None:
        return ""
    names = {one.region_id: one.region.name for one in row.sites.select_related("region")}
    paper = Registration(
        code=row.code,
        name=row.name,
        firm=row.firm,
        uscc=row.uscc,
        handled=KINDS[row.kind],
        project_type=PROJECT_TYPES[row.project_type],
        industry=INDUSTRIES[row.industry],
        investment=f"{row.investment:,.2f} 万元",
        sites=tuple(f"{names[site.region_id]} {site.address}" for site in row.sites.order_by("place")),
        starts_on=row.starts_on,
        registered_on=today(),
        organ=organ.name,
    )
    made = documents.issue(
        paper,
        subject=row.subject,
        organisation=organisations.organ_words(organ.pk),
        region=row.region_id,
        owner=f"legal:{row.legal_person_id}",
        by=by,
        number=f"项目登记{row.code}",
    )
    return str(made.number)
