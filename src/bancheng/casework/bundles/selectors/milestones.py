"""Reading work plans: the ledger of nodes, one plan with its history, and what the lists still lack."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from bancheng.casework.bundles import finding, milestones
from bancheng.casework.bundles.keys import BATCH_NODES, STAGES_YEAR
from bancheng.casework.bundles.milestones import Node
from bancheng.casework.bundles.models import Bundle
from bancheng.casework.bundles.plan_types import PlanEntry, PlanNode, StagesLeft, WorkPlan, WorkPlanPage
from bancheng.casework.bundles.seeds import NAMED, PlannedMember
from bancheng.casework.bundles.selectors.listing import upwards
from bancheng.casework.bundles.stages import STAGES
from bancheng.ground.access import AccessDenied, Actor, may
from bancheng.ground.journal.selectors import entries_of, told_of
from bancheng.ground.law import today
from bancheng.registers.duties import selectors as duties
from bancheng.registers.duties.types import DutyView
from bancheng.registers.organisations import selectors as organisations

VIEW = "duties.view"
NOT_THERE = "没有找到这件事的工作方案。"


def plan_ledger(actor: Actor, *, bundle: int = 0) -> tuple[PlanNode, ...]:
    """Every node of the work plans in the actor's scope, by its day; of one bundle, if said. Three queries."""
    about = f"{bundle}-" if bundle else ""
    found = duties.ledger(actor, (milestones.PLAN, milestones.MILESTONE), about=about)
    rows = _bundles({milestones.bundle_of(one.subject.key) for one in found if one.subject})
    nodes = (_node(one, rows) for one in found)
    return tuple(sorted((one for one in nodes if one is not None), key=lambda one: (one.set_for, one.bundle_id)))


def work_plan(actor: Actor, key: str) -> WorkPlanPage:
    """The work plan of a bundle, by its key as a number or by that of one of its nodes ("12", "12-20241031").

    Raises AccessDenied, not visible, out of scope or absent.
    """
    bundle = milestones.bundle_of(key)
    row = _bundles({bundle}).get(bundle)
    if row is None or not may(actor, VIEW, finding.target_of(row)).allowed:
        raise AccessDenied(NOT_THERE, visible=False, action=VIEW)
    entries = entries_of(finding.subject_of(row)).filter(verb=milestones.REGISTERED, refused=False)
    history = tuple(PlanEntry(one.at, one.actor_name, milestones.plan_of(one.facts)) for one in entries)
    return WorkPlanPage(
        bundle_id=row.pk,
        name=row.name,
        lead=finding.lead_name(row),
        batch=row.batch,
        region_code=row.region_id,
        region_name=row.region.name,
        planned=planned_members([row.pk]).get(row.pk, ()),
        plan=history[-1].plan if history else None,
        proposed=_proposed(row),
        nodes=plan_ledger(actor, bundle=row.pk),
        history=tuple(reversed(history)),
        may_register=may(actor, "bundles.edit", finding.target_of(row)).allowed,
    )


def batch_nodes(region: str) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """The nodes that hold in a region (12 digits) today, and the parts of their rule that cannot be read."""
    return milestones.nodes_of(str(organisations.rule(BATCH_NODES.key, region, today())))


def stages_without(region: str) -> StagesLeft:
    """The stages of the two life lines that have no bundle in force in a region (12 digits) or above it (ONE-16)."""
    there = Bundle.objects.filter(current__isnull=False, kind=Bundle.Kind.THING, region_id__in=upwards(region))
    taken = set(there.values_list("stage", flat=True))
    year = organisations.rule(STAGES_YEAR.key, region, today())
    return StagesLeft(int(year), tuple(one for one in STAGES if one.key not in taken))


def planned_members(bundles: Collection[int]) -> Mapping[int, tuple[PlannedMember, ...]]:
    """Bundle → the members that a list names for it, where no text does yet."""
    told = told_of(finding.KIND, [str(one) for one in bundles], (NAMED,))
    return {int(one.key): _members(one.facts) for one in told}


def _members(facts: Mapping[str, Any]) -> tuple[PlannedMember, ...]:
    return tuple(PlannedMember(str(one["name"]), str(one["organ"])) for one in facts["members"])


def _bundles(keys: Collection[int]) -> dict[int, Bundle]:
    rows = Bundle.objects.filter(pk__in=[key for key in keys if 0 < key < 2**63])
    return {row.pk: row for row in rows.select_related("region", "lead", "current")}


def _node(one: DutyView, rows: Mapping[int, Bundle]) -> PlanNode | None:
    row = rows.get(milestones.bundle_of(one.subject.key)) if one.subject else None
    if row is None:
        return None
    return PlanNode(
        duty=one,
        bundle_id=row.pk,
        name=row.name,
        batch=row.batch,
        region_code=row.region_id,
        region_name=row.region.name,
        goal=milestones.goal_in(one.title, row.name),
        set_for=milestones.day_of(one.subject),
        is_plan=one.kind == milestones.PLAN,
    )


def _proposed(row: Bundle) -> WorkPlan | None:
    """The plan that the bundle's own text has, of the draft before that in force."""
    versions = row.versions.filter(state__in=["draft", "published"]).order_by("-number").values_list("body", flat=True)
    for body in versions:
        plan = body.get("plan") or {}
        if plan:
            days = tuple((date.fromisoformat(str(one["on"])), str(one["goal"])) for one in plan.get("milestones", ()))
            return WorkPlan(plan.get("goal", ""), plan.get("measures", ""), plan.get("division", ""), days, "")
    return None
