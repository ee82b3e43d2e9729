"""The verbs of bundles: the workshop of their leads, and the applications made through them."""

from bancheng.casework.bundles.services.advancing import advance
from bancheng.casework.bundles.services.answering import answer_with_file, answer_with_paper, take_answer_back
from bancheng.casework.bundles.services.beginning import begin, begin_at_window, discard, refresh, set_applicant
from bancheng.casework.bundles.services.completing import (
    add_part_file,
    fill_part,
    receive_part_paper,
    remove_part_file,
)
from bancheng.casework.bundles.services.filing import submit
from bancheng.casework.bundles.services.filling import (
    add_file,
    prefill,
    receive_paper,
    remove_file,
    reuse_file,
    save_answers,
    save_fields,
    undo_material,
    use_licence,
)
from bancheng.casework.bundles.services.milestones import close_milestone, register_plan
from bancheng.casework.bundles.services.seeding import take_in_bundles
from bancheng.casework.bundles.services.steering import (
    accept,
    add_member,
    call_visit,
    drop_member,
    hand_over,
    record_visit,
    refile,
    request_supplement,
    resubmit,
    supplement,
    take_back,
    urge,
)
from bancheng.casework.bundles.services.tracking import track
from bancheng.casework.bundles.services.walking import report_problem, settle_problem
from bancheng.casework.bundles.services.workshop import (
    check_draft,
    publish,
    readable,
    register,
    save_draft,
    withdraw,
)

__all__ = [
    "accept",
    "add_file",
    "add_member",
    "add_part_file",
    "advance",
    "answer_with_file",
    "answer_with_paper",
    "begin",
    "begin_at_window",
    "call_visit",
    "check_draft",
    "close_milestone",
    "discard",
    "drop_member",
    "fill_part",
    "hand_over",
    "prefill",
    "publish",
    "readable",
    "receive_paper",
    "receive_part_paper",
    "record_visit",
    "refile",
    "refresh",
    "register",
    "register_plan",
    "remove_file",
    "remove_part_file",
    "report_problem",
    "request_supplement",
    "resubmit",
    "reuse_file",
    "save_answers",
    "save_draft",
    "save_fields",
    "set_applicant",
    "settle_problem",
    "submit",
    "supplement",
    "take_answer_back",
    "take_back",
    "take_in_bundles",
    "track",
    "undo_material",
    "urge",
    "use_licence",
    "withdraw",
]
