"""The only writers of the lists: keyword-only verbs, each in one transaction with its journal entry."""

from bancheng.registers.lists.batches.writing import (
    add_entries,
    approve_list,
    open_batch,
    receive_list,
    remove_entry,
    send_back,
    submit_list,
)
from bancheng.registers.lists.candidates.entering import load_counts
from bancheng.registers.lists.cross.writing import add_target, take_in_targets, withdraw_target
from bancheng.registers.lists.depths.keeping import catch_up, read_guides
from bancheng.registers.lists.intermediaries.choosing import choose_firm
from bancheng.registers.lists.intermediaries.commissioning import award, bid, cancel_commission, open_commission
from bancheng.registers.lists.intermediaries.keeping import (
    cancel_service,
    correct_service,
    list_service,
    offer_service,
    register_firm,
    remove_firm,
    take_in_firms,
    take_in_services,
)
from bancheng.registers.lists.once.writing import confirm_mode, leave_negative
from bancheng.registers.lists.proofs.keeping import (
    cancel_proof,
    correct_proof,
    list_proof,
    register_event,
    take_in_proofs,
)
from bancheng.registers.lists.public.editions import refresh_all, refresh_stale, republish
from bancheng.registers.lists.standards.keeping import (
    enter_standard,
    follow,
    publish_version,
    stop_following,
    take_in_followers,
    take_in_standards,
)

__all__ = [
    "add_entries",
    "approve_list",
    "open_batch",
    "receive_list",
    "remove_entry",
    "send_back",
    "submit_list",
    "load_counts",
    "add_target",
    "take_in_targets",
    "withdraw_target",
    "catch_up",
    "read_guides",
    "confirm_mode",
    "leave_negative",
    "refresh_all",
    "refresh_stale",
    "republish",
    "award",
    "bid",
    "cancel_commission",
    "cancel_proof",
    "cancel_service",
    "choose_firm",
    "correct_proof",
    "correct_service",
    "enter_standard",
    "follow",
    "list_proof",
    "list_service",
    "offer_service",
    "open_commission",
    "publish_version",
    "register_event",
    "register_firm",
    "remove_firm",
    "stop_following",
    "take_in_firms",
    "take_in_followers",
    "take_in_proofs",
    "take_in_services",
    "take_in_standards",
]
