"""What we do about the events of lower rooms."""

from __future__ import annotations

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.bundles.events import BundleClosed
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


@reacts_to(BundleClosed, title="邀请评价：一件事")
def invite_to_rate_the_whole(event: BundleClosed) -> None:
    """Whoever applied may say how the whole was, once; not where nothing was decided, nor of what officials try out."""
    found = bundles.parties(event.key)
    if found is not None and found.decided and not found.trial:
        services.invite_of_bundle(parties=found, by=system("好差评"))
