"""The kinds of duty that come of bundles: the work plan, its milestones, and what a walk-through has found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bancheng.casework.bundles import milestones
from bancheng.casework.bundles.finding import KIND
from bancheng.casework.bundles.milestones import Node
from bancheng.casework.bundles.models import Bundle
from bancheng.ground.journal.selectors import told_of
from bancheng.registers.duties.types import Opening, kind

BASIS = "“高效办成一件事”工作方案的时间节点"


def plan_openings(on: date) -> tuple[Opening, ...]:
    """The plans that a batch asks for and that nobody has registered yet."""
    found = list(_owed(on, milestones.PLAN))
    keys = [str(row.pk) for row, _ in found]
    planned = {one.key for one in told_of(KIND, keys, (milestones.REGISTERED,))}
    return tuple(_opening(row, node) for row, node in found if str(row.pk) not in planned)


def milestone_openings(on: date) -> tuple[Opening, ...]:
    """The milestones that a batch sets for all its bundles, planned or not."""
    return tuple(_opening(row, node) for row, node in _owed(on, milestones.MILESTONE))


def _owed(on: date, wanted: str) -> Iterator[tuple[Bundle, Node]]:
    """Each bundle of a batch with the nodes of a kind that its region sets and that are open by this day."""
    nodes: dict[str, tuple[Node, ...]] = {}
    for row in Bundle.objects.exclude(batch="").order_by("region_id", "order", "pk"):
        if row.region_id not in nodes:
            nodes[row.region_id] = milestones.nodes_in(row.region_id, on)
        for node in nodes[row.region_id]:
            if node.kind == wanted and node.opens_on <= on and node.is_for(row):
                yield row, node


def _opening(row: Bundle, node: Node) -> Opening:
    return Opening(
        title=milestones.title_of(row.name, node.goal),
        opened_on=node.opens_on,
        due_on=node.due_on,
        subject=milestones.subject_of_node(row.pk, node.due_on),
        basis=BASIS,
        organisation_id=milestones.owner_of(row),
    )


# The lead's own people, and the service centre, which keeps the ledger and strikes out what is done (台账管理、对账销号).
LADDER = (
    (30, "catalog_editor"),
    (7, "catalog_editor"),
    (7, "service_officer", milestones.CENTRE),
    (0, "catalog_editor"),
    (-1, "catalog_editor"),
    (-1, "organ_head"),
    (-1, "service_officer", milestones.CENTRE),
)

PLAN = kind(
    milestones.PLAN,
    title="制定一件事工作方案",
    where="请登记工作方案，登记以后这个节点自动办结。",
    role="service_officer",
    ladder=LADDER,
    openings=plan_openings,
)
MILESTONE = kind(
    milestones.MILESTONE,
    title="一件事工作节点",
    role="service_officer",
    ladder=LADDER,
    openings=milestone_openings,
)
WALK_PROBLEM = kind(
    "bundles.walk_problem",
    title="走流程发现的问题",
    role="service_officer",
    ladder=(
        (3, "catalog_editor"),
        (3, "service_officer", milestones.CENTRE),
        (0, "catalog_editor"),
        (-1, "organ_head"),
        (-1, "service_officer", milestones.CENTRE),
    ),
)
