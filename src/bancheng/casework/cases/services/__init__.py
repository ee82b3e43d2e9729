"""The verbs of cases, one file per matter; every change of a case goes through `perform`."""

from bancheng.casework.cases.errors import FormRefused
from bancheng.casework.cases.numbering import restock as have_numbers_ready
from bancheng.casework.cases.services.acceptance import (
    accept,
    deem_accepted,
    not_accept,
    request_supplement,
    supplement,
    withdraw,
)
from bancheng.casework.cases.services.applicants import set_applicant
from bancheng.casework.cases.services.checking_in import check_material
from bancheng.casework.cases.services.choosing import choose_intermediary
from bancheng.casework.cases.services.clockwork import (
    close_unclaimed,
    drop_old_drafts,
    recompute,
    recount_suspended,
    watch,
)
from bancheng.casework.cases.services.deciding import decide
from bancheng.casework.cases.services.doing import perform
from bancheng.casework.cases.services.drafts import (
    discard,
    refresh_guide,
    save_answers,
    save_fields,
    start,
    start_at_window,
)
from bancheng.casework.cases.services.extending import extend
from bancheng.casework.cases.services.finishing import close, collect, deliver, deliver_when_ready
from bancheng.casework.cases.services.granting import grant_decision, revoke_decision
from bancheng.casework.cases.services.materials_in import (
    add_file,
    attach_upload,
    receive_paper,
    receive_upload,
    remove_file,
    reuse_file,
    undo_material,
    use_licence,
)
from bancheng.casework.cases.services.prefilling import prefill
from bancheng.casework.cases.services.procedures import end_procedure, start_procedure
from bancheng.casework.cases.services.proving import verify_clocks
from bancheng.casework.cases.services.reviewing import review, send_back
from bancheng.casework.cases.services.submitting import file, submit
from bancheng.casework.cases.services.tolerating import (
    accept_tolerant,
    make_up,
    offer_tolerance,
    sign_tolerance,
)
from bancheng.casework.cases.services.tracking import track
from bancheng.casework.cases.services.urging import urge

__all__ = [
    "FormRefused",
    "accept",
    "accept_tolerant",
    "add_file",
    "attach_upload",
    "check_material",
    "choose_intermediary",
    "close",
    "close_unclaimed",
    "collect",
    "decide",
    "deem_accepted",
    "deliver",
    "deliver_when_ready",
    "discard",
    "drop_old_drafts",
    "end_procedure",
    "extend",
    "file",
    "grant_decision",
    "have_numbers_ready",
    "make_up",
    "not_accept",
    "offer_tolerance",
    "perform",
    "prefill",
    "receive_paper",
    "receive_upload",
    "recompute",
    "recount_suspended",
    "refresh_guide",
    "remove_file",
    "request_supplement",
    "reuse_file",
    "review",
    "revoke_decision",
    "save_answers",
    "save_fields",
    "send_back",
    "set_applicant",
    "sign_tolerance",
    "start",
    "start_at_window",
    "start_procedure",
    "submit",
    "supplement",
    "track",
    "undo_material",
    "urge",
    "use_licence",
    "verify_clocks",
    "watch",
    "withdraw",
]
