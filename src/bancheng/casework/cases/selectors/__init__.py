"""Questions about cases: of who applied, of staff in their scope, of supervision."""

from bancheng.casework.cases.selectors.afterwards import face_now, revocation_grounds
from bancheng.casework.cases.selectors.alike import like_cases
from bancheng.casework.cases.selectors.asking import consultation_counts, consultations, if_passed, units_to_ask
from bancheng.casework.cases.selectors.assisting import assistance, helped_by, helper_page, live_assistance
from bancheng.casework.cases.selectors.batches import batch, batches, openings
from bancheng.casework.cases.selectors.commitments import (
    checks,
    commitment_check,
    commitment_checks,
    credit_records,
    draft_commitment,
)
from bancheng.casework.cases.selectors.comparing import channels_of_items, compare_channels
from bancheng.casework.cases.selectors.courses import Course, OpenStep, courses, pauses_of, stated
from bancheng.casework.cases.selectors.doings import doings, may_trace
from bancheng.casework.cases.selectors.drafting import draft, drafts
from bancheng.casework.cases.selectors.handing import courier_checks, parcel, parcels_of, recipient_of
from bancheng.casework.cases.selectors.inboxes import done_by_me, inbox, inbox_counts, inbox_size
from bancheng.casework.cases.selectors.lights import light, sees
from bancheng.casework.cases.selectors.listing import (
    cases_of_person,
    drafts_of_person,
    duplicates,
    duplicates_of,
    staff_cases,
    staff_counts,
    waiting_for_collection,
)
from bancheng.casework.cases.selectors.own import (
    drafts_of_item,
    own_case,
    own_cases,
    own_counts,
    own_file,
    paper_file,
)
from bancheng.casework.cases.selectors.paper_use import paper_use
from bancheng.casework.cases.selectors.parties import CaseMark, mark
from bancheng.casework.cases.selectors.paths import not_accept_grounds, procedure_kinds
from bancheng.casework.cases.selectors.prechecking import hints_of_case, hints_of_draft
from bancheng.casework.cases.selectors.returning import signed_return
from bancheng.casework.cases.selectors.reviewing import deviations, review_sheet, suggested_gap, suggested_reasons
from bancheng.casework.cases.selectors.samples import (
    commitment_of_draft,
    promise_of_guide,
    promises_of,
    tolerance_of_case,
)
from bancheng.casework.cases.selectors.staff import staff_case, staff_file, tolerance_consequence
from bancheng.casework.cases.selectors.supervising import decision_preview, grants, overview, routes, trace
from bancheng.casework.cases.selectors.talking import notes, thread, waiting_talks
from bancheng.casework.cases.selectors.verifying import verifiable, verifications

__all__ = [
    "light",
    "sees",
    "Course",
    "OpenStep",
    "courses",
    "pauses_of",
    "stated",
    "channels_of_items",
    "commitment_of_draft",
    "compare_channels",
    "paper_use",
    "hints_of_case",
    "hints_of_draft",
    "like_cases",
    "promise_of_guide",
    "promises_of",
    "signed_return",
    "suggested_gap",
    "suggested_reasons",
    "notes",
    "thread",
    "tolerance_of_case",
    "waiting_talks",
    "batch",
    "batches",
    "CaseMark",
    "assistance",
    "cases_of_person",
    "checks",
    "commitment_check",
    "commitment_checks",
    "consultation_counts",
    "consultations",
    "courier_checks",
    "credit_records",
    "decision_preview",
    "deviations",
    "doings",
    "done_by_me",
    "draft",
    "draft_commitment",
    "drafts",
    "drafts_of_item",
    "drafts_of_person",
    "duplicates",
    "duplicates_of",
    "grants",
    "helped_by",
    "helper_page",
    "face_now",
    "if_passed",
    "inbox",
    "inbox_counts",
    "inbox_size",
    "live_assistance",
    "mark",
    "may_trace",
    "openings",
    "overview",
    "own_case",
    "own_cases",
    "own_counts",
    "own_file",
    "paper_file",
    "parcel",
    "parcels_of",
    "not_accept_grounds",
    "procedure_kinds",
    "routes",
    "recipient_of",
    "review_sheet",
    "revocation_grounds",
    "staff_case",
    "staff_cases",
    "staff_counts",
    "staff_file",
    "tolerance_consequence",
    "trace",
    "verifiable",
    "verifications",
    "units_to_ask",
    "waiting_for_collection",
]
