"""Who may do what with the lists of items, and the subjects of their journals."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand, may, region_stem
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ItemFacts

VIEW, EDIT, REVIEW, RECEIVE = "lists.view", "lists.edit", "lists.review", "lists.receive"
PROOFS, INTERMEDIARIES, STANDARDS = "lists.proofs", "lists.intermediaries", "lists.standards"
COMMISSION = "lists.commission"
Rows = TypeVar("Rows", bound=Model)
NO_ITEM = "没有找到这个事项，或者它不在您的管理范围内。"


def item_subject(item: int) -> Subject:
    """The stream of an item's modes and stars."""
    return Subject("lists.item", str(item))


def item_for(by: Actor, action: str, item: int) -> ItemFacts:
    """The item, for an actor who may do this to it. Raises AccessDenied: not visible when absent or out of scope."""
    found = catalog.item_facts(items=[item]) if 0 < item < 2**63 else ()
    if not found:
        raise AccessDenied(NO_ITEM, visible=False, action=action)
    demand(by, action, Target(item_subject(item), region=found[0].region_code, organisation=found[0].organisation_id))
    return found[0]


def regions_within(actor: Actor, action: str, rows: QuerySet[Rows]) -> QuerySet[Rows]:
    """The rows (with `region`) of the regions in which one of the actor's grants allows the action.

    Such lists belong to a region, not to one organ: who may see them for an organ sees those of its region.
    """
    covered = Q(pk__in=())
    for grant in set(actor.grants):
        if not may(Actor(kind=actor.kind, key=actor.key, name="", grants=(grant,)), action).allowed:
            continue
        if not grant.region and grant.organisation is None:
            return rows
        place = grant.region or actor.region
        covered |= Q(region__code__startswith=region_stem(place)) if place else Q(pk__in=())
    return rows.filter(covered)
