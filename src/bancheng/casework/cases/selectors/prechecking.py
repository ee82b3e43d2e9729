"""The check before handing in, for who applies, for the window that fills in, and afterwards for who takes in."""

from __future__ import annotations

from bancheng.casework.cases import finding, materials, prechecking, standing
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Precheck
from bancheng.casework.cases.types import PrecheckHint
from bancheng.ground.access import AccessDenied, Actor
from bancheng.registers.catalog import selectors as catalog


def hints_of_draft(actor: Actor, case: str) -> tuple[tuple[PrecheckHint, ...], str]:
    """What would come back from the window as the draft stands, and the digest to send along when it is handed in.

    For who applies and for the windows in whose scope the item is. Raises AccessDenied, invisible.
    """
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    if standing.roles(actor, row).isdisjoint({"applicant", "clerk"}):
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    if row.state != "draft":
        return (), ""
    document = document_of(row)
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, row, elements)
    found = prechecking.hints_of(row, document, situation, elements, materials.rows_of(row))
    return found, prechecking.digest_of(found)


def hints_of_case(actor: Actor, case: str) -> tuple[tuple[PrecheckHint, ...], bool]:
    """The same list as it stood when the application was handed in, and whether the applicant had seen it.

    For staff in whose scope the case is. Raises AccessDenied, invisible.
    """
    row = standing.demand_sight(actor, finding.find(case))
    if actor.kind != "staff":
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    return kept_hints(row)


def kept_hints(row: Case) -> tuple[tuple[PrecheckHint, ...], bool]:
    """The same of a case that was read. A query only where something was kept (`finding.with_names` says so)."""
    kept = Precheck.objects.filter(case=row).first() if getattr(row, "prechecked", True) else None
    return ((), False) if kept is None else (tuple(PrecheckHint(**one) for one in kept.hints), kept.shown)
