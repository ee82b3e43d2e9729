"""水电气网联合报装 from the page of a project, with what the project has said already (PRJ-08)."""

from __future__ import annotations

from bancheng.casework.bundles import services as bundles
from bancheng.casework.projects import finding, scope
from bancheng.casework.projects.services.attaching import ELEMENT
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors as identity

BUNDLE = "utilities"
"""The key of the bundle in the list of each region."""
OF_A_FIRM = {"applicant_nature": "org", "for_project": True}


def begin_utilities(project: str, *, by: Actor, region: str = "") -> str:
    """Begin the bundle for a coded project at one of its places (the first, unless `region` says so); the key of the application.

    The firm is the applicant; code, name, place and firm are filled in. Raises AccessDenied, Refused: projects.not_coded,
    projects.no_site, and as `bundles.begin` does where the place does not offer it.
    """
    row = scope.demand_firm(by, finding.find(project))
    if row.state != "registered" or row.code is None:
        raise Refused("projects.not_coded", "项目赋码以后才能办理水电气网联合报装。")
    sites = list(row.sites.order_by("place"))
    site = next((one for one in sites if not region or one.region_id == region), None)
    if site is None:
        raise Refused("projects.no_site", "这个地方不是项目的建设地点，请从建设地点中选择。")
    values = {
        ELEMENT: row.code,
        "project_name": row.name,
        "project_address": site.address,
        "org_name": row.firm,
        "org_uscc": row.uscc,
    }
    key = bundles.begin(
        region=site.region_id, key=BUNDLE, by=by, answers=OF_A_FIRM, values=values, project_code=row.code
    )
    capacity = (
        "representative" if identity.may_act_for(by, row.legal_person_id) == "法定代表人（负责人）" else "operator"
    )
    bundles.set_applicant(key, by=by, capacity=capacity, uscc=row.uscc)
    return key
