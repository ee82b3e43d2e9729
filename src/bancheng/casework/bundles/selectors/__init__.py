"""Reading bundles and the applications made through them."""

from bancheng.casework.bundles.selectors.answering import AskedPaper, ToAnswer, to_answer
from bancheng.casework.bundles.selectors.applying import draft, filed, running_bundle, state_of
from bancheng.casework.bundles.selectors.boards import (
    board,
    board_counts,
    of_case,
    of_project,
    own_bundle_counts,
    own_bundles,
)
from bancheng.casework.bundles.selectors.coordinating import Askable, addable, askable, bundles_run, offered_at_window
from bancheng.casework.bundles.selectors.journeys import gone, history, journeys, life_line, with_item
from bancheng.casework.bundles.selectors.listing import of_items, page, preview, public, register, upwards
from bancheng.casework.bundles.selectors.members import member_draft, to_complete
from bancheng.casework.bundles.selectors.milestones import (
    batch_nodes,
    plan_ledger,
    planned_members,
    stages_without,
    work_plan,
)
from bancheng.casework.bundles.selectors.parties import BundleParties, parties
from bancheng.casework.bundles.selectors.walking import walk_ledger, walked
from bancheng.casework.bundles.selectors.workshop import (
    batches,
    candidates,
    compared,
    edition,
    editions,
    examination,
    guides_of,
    merged_now,
    proposed,
    sketched,
    workshop,
    workshop_bundle,
    workshop_line,
    written,
)

__all__ = [
    "Askable",
    "AskedPaper",
    "BundleParties",
    "ToAnswer",
    "addable",
    "askable",
    "bundles_run",
    "offered_at_window",
    "batch_nodes",
    "batches",
    "board",
    "board_counts",
    "candidates",
    "compared",
    "draft",
    "edition",
    "editions",
    "examination",
    "filed",
    "gone",
    "guides_of",
    "history",
    "journeys",
    "life_line",
    "merged_now",
    "member_draft",
    "of_case",
    "of_items",
    "of_project",
    "own_bundle_counts",
    "own_bundles",
    "page",
    "parties",
    "plan_ledger",
    "planned_members",
    "preview",
    "proposed",
    "public",
    "register",
    "running_bundle",
    "sketched",
    "stages_without",
    "state_of",
    "to_answer",
    "to_complete",
    "upwards",
    "walk_ledger",
    "walked",
    "with_item",
    "work_plan",
    "workshop",
    "workshop_bundle",
    "workshop_line",
    "written",
]
