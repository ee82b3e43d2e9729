"""The verification buttons of a case: what can be asked of which register, and what came of it."""

from __future__ import annotations

from bancheng.casework.cases import finding, standing, verifiers
from bancheng.casework.cases.models import Verification
from bancheng.casework.cases.services.verifying import POSTS, STATES
from bancheng.casework.cases.types import VerifiableView, VerificationView
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import in_shanghai


def verifiable(actor: Actor, case: str) -> tuple[VerifiableView, ...]:
    """Every field and material of the case that has a verification interface, with its latest result.

    For who takes in, reviews or decides. Raises AccessDenied.
    """
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    if actor.kind != "staff" or standing.roles(actor, row).isdisjoint(POSTS):
        raise AccessDenied("核验由受理岗、审查岗和审批岗办理。", visible=True, action=standing.REVIEW)
    latest = {(one.element, one.line): _view(one) for one in row.verifications.all()}
    going = row.state in STATES
    fields = tuple(
        VerifiableView(
            element=one.element,
            line=0,
            name=one.label,
            shown=one.shown,
            source=one.verifier.label,
            reach=Verification.Reach(one.reach).label,
            latest=latest.get((one.element, None)),
            open=going,
        )
        for one in verifiers.fields_of(row)
    )
    return fields + tuple(
        VerifiableView(
            element="",
            line=paper.line,
            name=paper.name,
            shown=paper.reason or paper.source,
            source=source,
            reach=Verification.Reach.NETWORK.label,
            latest=latest.get(("", paper.line)),
            open=going,
        )
        for paper, source in verifiers.lines_of(row)
    )


def verifications(actor: Actor, case: str) -> tuple[VerificationView, ...]:
    """All that was asked about a case and what came of it, first to last. For staff in whose scope it is. One query."""
    row = standing.demand_sight(actor, finding.find(case))
    if actor.kind != "staff":
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    return tuple(_view(one) for one in row.verifications.all())


def _view(one: Verification) -> VerificationView:
    return VerificationView(
        name=one.name,
        source=one.source,
        reach=one.get_reach_display(),
        outcome=one.outcome,
        outcome_label=one.get_outcome_display(),
        at=in_shanghai(one.at),
        by_name=one.by_name,
    )
