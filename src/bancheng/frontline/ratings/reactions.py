"""What we do about the events of lower rooms."""

from __future__ import annotations

from bancheng.casework.cases.events import CaseClosed
from bancheng.casework.cases.selectors.parties import parties
from bancheng.frontline.ratings import services
from bancheng.ground.access import system
from bancheng.ground.jobs import reacts_to


@reacts_to(CaseClosed, title="邀请评价")
def invite_to_rate(event: CaseClosed) -> None:
    """Whoever applied may say how it was; a case is invited once, however often this runs.

    A part of a bundle is not: the whole is one service event (settled 16). Nor is what officials try out.
    """
    found = parties(event.case)
    if found is not None and not found.part_of and not found.trial:
        services.invite(parties=found, by=system("好差评"))
