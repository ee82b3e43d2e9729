"""Reading the ledger of walk-throughs (走流程体验)."""

from __future__ import annotations

from bancheng.casework.bundles import running
from bancheng.casework.bundles.kinds import WALK_PROBLEM
from bancheng.casework.bundles.models import BundleCase
from bancheng.casework.bundles.plan_types import Walked, WalkProblem
from bancheng.ground.access import AccessDenied, Actor
from bancheng.registers.duties import selectors as duties


def walk_ledger(actor: Actor, *, case: str = "") -> tuple[WalkProblem, ...]:
    """The problems in the actor's scope, the latest day first; of one walk-through, if said. Three queries."""
    found = duties.ledger(actor, (WALK_PROBLEM.key,), about=f"{case}-" if case else "")
    keys = {one.subject.key.partition("-")[0] for one in found if one.subject}
    rows = {row.key: row for row in BundleCase.objects.filter(key__in=keys).select_related("region")}
    lines = ((one, rows.get(one.subject.key.partition("-")[0])) for one in found if one.subject)
    return tuple(
        WalkProblem(duty=one, case_key=row.key, bundle=row.name, region_name=row.region.name)
        for one, row in reversed(list(lines))
        if row is not None
    )


def walked(actor: Actor, key: str) -> Walked:
    """A walk-through, by its key or by that of one of its problems. Raises AccessDenied, not visible, also for a real case."""
    row, parts = running.demand_sight(actor, key.partition("-")[0])
    if not row.trial:
        raise AccessDenied("没有找到这次走流程体验。", visible=False, action=running.VIEW)
    organs = {row.lead_id: row.lead.name} | {one.organisation_id: one.organisation.name for one in parts}
    may_report = running.is_applicant(actor, row) or running.steers(actor, row)
    return Walked(row.key, row.name, row.region_id, tuple(organs.items()), may_report, walk_ledger(actor, case=row.key))
