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
from bancheng.casework.cases.services.applicants import applicant_of, set_applicant, set_applicant_of_part
from bancheng.casework.cases.services.assisting import (
    end_help,
    give_hint,
    invite_helper,
    join_help,
    settle_hint,
    take_hint_back,
)
from bancheng.casework.cases.services.batching import do_many
from bancheng.casework.cases.services.checking_commitments import record_outcome as record_commitment_outcome
from bancheng.casework.cases.services.checking_in import check_material
from bancheng.casework.cases.services.choosing import choose_intermediary
from bancheng.casework.cases.services.clockwork import (
    close_unclaimed,
    drop_old_drafts,
    recompute,
    recount_suspended,
    watch,
)
from bancheng.casework.cases.services.committing import choose_commitment, credit_bar, drop_commitment, sign_commitment
from bancheng.casework.cases.services.consulting import answer_consultation, consult
from bancheng.casework.cases.services.correcting import correct
from bancheng.casework.cases.services.couriers import ForgedNotice, cancel_shipping, ship
from bancheng.casework.cases.services.couriers import follow as follow_parcels
from bancheng.casework.cases.services.couriers import take_notice as take_courier_notice
from bancheng.casework.cases.services.crediting import send_again as send_credit_again
from bancheng.casework.cases.services.deciding import decide
from bancheng.casework.cases.services.doing import perform
from bancheng.casework.cases.services.drafts import (
    discard,
    refresh_guide,
    save_answers,
    save_fields,
    start,
    start_at_window,
    weighed,
)
from bancheng.casework.cases.services.exporting import export_case
from bancheng.casework.cases.services.extending import extend
from bancheng.casework.cases.services.finishing import close, collect, deliver, deliver_when_ready
from bancheng.casework.cases.services.granting import grant_decision, revoke_decision
from bancheng.casework.cases.services.handing import attach_parcel, receive_originals, return_original, take_parcel
from bancheng.casework.cases.services.hearing import record_hearing
from bancheng.casework.cases.services.materials_in import (
    Upload,
    add_file,
    attach_upload,
    receive_paper,
    receive_upload,
    remove_file,
    reuse_file,
    undo_material,
    use_licence,
)
from bancheng.casework.cases.services.mending import correct_form
from bancheng.casework.cases.services.parts import (
    Fed,
    OpenNotice,
    PartResult,
    PartRow,
    Whole,
    asked_fields,
    begin_part,
    drop_part,
    feed_part,
    fields_to_ask,
    file_parts,
    files_on,
    gaps_for,
    like_siblings,
    open_notice,
    papers_to_ask,
    part_row,
    result_of,
    take_number,
    why_not,
)
from bancheng.casework.cases.services.prefilling import prefill
from bancheng.casework.cases.services.prereviewing import check_in, lapse_pre_reviews, pre_review
from bancheng.casework.cases.services.procedures import end_procedure, start_procedure
from bancheng.casework.cases.services.proving import verify_clocks
from bancheng.casework.cases.services.renewing import renew
from bancheng.casework.cases.services.replacing import replace_licence
from bancheng.casework.cases.services.returning import HANDED_OVER, attach_return
from bancheng.casework.cases.services.reviewing import review, send_back
from bancheng.casework.cases.services.revoking import revoke
from bancheng.casework.cases.services.routing import end_route, set_route
from bancheng.casework.cases.services.submitting import file, submit
from bancheng.casework.cases.services.talking import hear_talk, note, talk
from bancheng.casework.cases.services.tolerating import (
    accept_tolerant,
    make_up,
    offer_tolerance,
    sign_tolerance,
)
from bancheng.casework.cases.services.tracking import right_pair, track
from bancheng.casework.cases.services.urging import urge
from bancheng.casework.cases.services.verifying import verify_field, verify_material
from bancheng.casework.cases.services.withdrawing import ask_to_withdraw, consent_to_withdraw, decline_to_withdraw

__all__ = [
    "HANDED_OVER",
    "ForgedNotice",
    "FormRefused",
    "Fed",
    "OpenNotice",
    "PartResult",
    "PartRow",
    "Upload",
    "Whole",
    "accept",
    "accept_tolerant",
    "add_file",
    "answer_consultation",
    "applicant_of",
    "ask_to_withdraw",
    "asked_fields",
    "attach_parcel",
    "attach_return",
    "attach_upload",
    "begin_part",
    "cancel_shipping",
    "check_in",
    "check_material",
    "choose_commitment",
    "choose_intermediary",
    "close",
    "close_unclaimed",
    "collect",
    "consent_to_withdraw",
    "consult",
    "correct",
    "correct_form",
    "credit_bar",
    "decide",
    "decline_to_withdraw",
    "deem_accepted",
    "deliver",
    "deliver_when_ready",
    "discard",
    "do_many",
    "drop_commitment",
    "drop_old_drafts",
    "drop_part",
    "end_help",
    "end_procedure",
    "end_route",
    "export_case",
    "extend",
    "feed_part",
    "fields_to_ask",
    "file",
    "file_parts",
    "files_on",
    "follow_parcels",
    "gaps_for",
    "give_hint",
    "grant_decision",
    "have_numbers_ready",
    "hear_talk",
    "invite_helper",
    "join_help",
    "lapse_pre_reviews",
    "like_siblings",
    "make_up",
    "not_accept",
    "note",
    "offer_tolerance",
    "open_notice",
    "papers_to_ask",
    "part_row",
    "perform",
    "pre_review",
    "prefill",
    "receive_originals",
    "receive_paper",
    "receive_upload",
    "recompute",
    "record_hearing",
    "record_commitment_outcome",
    "recount_suspended",
    "refresh_guide",
    "remove_file",
    "renew",
    "replace_licence",
    "request_supplement",
    "return_original",
    "result_of",
    "reuse_file",
    "review",
    "right_pair",
    "revoke",
    "revoke_decision",
    "save_answers",
    "save_fields",
    "send_back",
    "send_credit_again",
    "set_applicant",
    "set_applicant_of_part",
    "set_route",
    "settle_hint",
    "ship",
    "sign_commitment",
    "sign_tolerance",
    "start",
    "start_at_window",
    "start_procedure",
    "submit",
    "supplement",
    "take_courier_notice",
    "take_hint_back",
    "take_number",
    "take_parcel",
    "talk",
    "track",
    "undo_material",
    "urge",
    "use_licence",
    "verify_clocks",
    "verify_field",
    "verify_material",
    "watch",
    "weighed",
    "why_not",
    "withdraw",
]
