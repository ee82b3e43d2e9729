"""Questions about cases: of who applied, of staff in their scope, of supervision."""

from bancheng.casework.cases.selectors.own import (
    draft,
    drafts_of_item,
    own_case,
    own_cases,
    own_counts,
    own_file,
    paper_file,
)
from bancheng.casework.cases.selectors.parties import CaseMark, mark
from bancheng.casework.cases.selectors.paths import procedure_kinds
from bancheng.casework.cases.selectors.staff import (
    cases_of_person,
    done_by_me,
    drafts_of_person,
    duplicates,
    duplicates_of,
    inbox,
    inbox_counts,
    staff_case,
    staff_cases,
    staff_counts,
    staff_file,
    tolerance_consequence,
    waiting_for_collection,
)
from bancheng.casework.cases.selectors.supervising import decision_preview, grants, overview, trace

__all__ = [
    "CaseMark",
    "cases_of_person",
    "decision_preview",
    "done_by_me",
    "draft",
    "drafts_of_item",
    "drafts_of_person",
    "duplicates",
    "duplicates_of",
    "grants",
    "inbox",
    "inbox_counts",
    "mark",
    "overview",
    "own_case",
    "own_cases",
    "own_counts",
    "own_file",
    "paper_file",
    "procedure_kinds",
    "staff_case",
    "staff_cases",
    "staff_counts",
    "staff_file",
    "tolerance_consequence",
    "trace",
    "waiting_for_collection",
]
