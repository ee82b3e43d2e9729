"""Work plans of the demonstration: the nodes of 2024 as history, where a bundle was taken in with its text and its plan."""

from __future__ import annotations

from collections.abc import Collection

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import PlanNode
from bancheng.ground.access import Actor
from bancheng.ground.law import today
from bancheng.registers.duties import services as duties

KINDS = ("bundles.plan", "bundles.milestone")
RESULT = "演示数据：这个节点是历史，按“已在平台发布”记为完成"


def load_plans(regions: Collection[str], *, by: Actor) -> int:
    """Open the nodes that the rules of these regions set, register the plans of their published bundles, strike out what is
    past; returns how many plans. For regions whose list was taken in just now: what people entered is not touched.

    A bundle that is only on the list has no plan: its nodes stay open, and overdue once their day is gone.
    """
    if not any(selectors.batch_nodes(region)[0] for region in regions):
        return 0
    duties.open_due_kinds(only=KINDS)
    published = {line.id for region in regions for line in selectors.register(region) if line.state == "published"}
    planned = sum(_register(one, by) for one in _open(by, published) if one.is_plan)
    for one in _open(by, published):
        if not one.is_plan and one.set_for < today():
            services.close_milestone(one.duty.id, result=RESULT, by=by)
    return planned


def _open(by: Actor, bundles: Collection[int]) -> list[PlanNode]:
    return [one for one in selectors.plan_ledger(by) if one.duty.state == "open" and one.bundle_id in bundles]


def _register(node: PlanNode, by: Actor) -> bool:
    plan = selectors.work_plan(by, str(node.bundle_id)).proposed
    if plan is None:
        return False
    services.register_plan(
        node.bundle_id,
        goal=plan.goal,
        measures=plan.measures,
        division=plan.division,
        milestones_of_plan=plan.milestones,
        file_number="演示文号",
        by=by,
    )
    return True
