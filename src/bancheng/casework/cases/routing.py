"""To which post a stage of a case goes: that of the guide, but a decision may be routed to the chief representative."""

from __future__ import annotations

from django.db.models import Q

from bancheng.casework.cases.models import Case, DecisionRoute
from bancheng.casework.cases.rules import stages
from bancheng.ground.law import today
from bancheng.registers.catalog.types import Stage
from bancheng.registers.identity import selectors as identity

CHIEF = "chief"
DECIDING = "decide"
POWER = "decide"


def post_for(case: Case, stage: Stage) -> str:
    """The kind of post whose queue the stage joins now.

    A route to a chief representative leads nowhere while nobody holds his power to decide: then the organ's own approvers
    have it, so that no case waits before an empty chair.
    """
    usual = stages.post_of(stage)
    if stage.kind != DECIDING or route_of(case) != DecisionRoute.To.CHIEF:
        return usual
    return CHIEF if identity.holders_of_power(POWER, case.organisation_id).exists() else usual


def route_of(case: Case) -> str:
    """The route in force today for the case's item: its own before that of the organ, the newer before the older; "" for none."""
    day = today()
    rows = DecisionRoute.objects.filter(
        Q(item=case.item_id) | Q(item=None),
        Q(valid_to=None) | Q(valid_to__gte=day),
        organisation=case.organisation_id,
        valid_from__lte=day,
        revoked_at=None,
    )
    found = sorted(rows.values_list("item", "pk", "to"), key=lambda row: (row[0] is not None, row[1]))
    return str(found[-1][2]) if found else ""
