"""Questions put to the lists. What is public needs no actor; what staff keep is scoped by their grants."""

from bancheng.registers.lists.batches.reading import batch, batches, board, inbox, late_units, listable, unit_list
from bancheng.registers.lists.candidates.ranking import candidates, provide_volumes
from bancheng.registers.lists.cross.reading import cross_board, targets_at
from bancheng.registers.lists.depths.keeping import depth_for
from bancheng.registers.lists.intermediaries.choosing import needs_of, owed_intermediaries
from bancheng.registers.lists.intermediaries.commissions import commission, commissions, firms_of
from bancheng.registers.lists.intermediaries.reading import (
    ORDER_NOTE,
    firms_for,
    intermediary_service,
    intermediary_services,
    staff_firm,
    staff_firms,
    staff_service,
    staff_services,
)
from bancheng.registers.lists.once.reading import mode_line, mode_page, negative_entries, negative_history, negative_of
from bancheng.registers.lists.proofs.reading import proof, proof_event, proof_events, proof_page
from bancheng.registers.lists.public.reading import list_editions, list_page, public_lists
from bancheng.registers.lists.public.registry import declared_list, public_list
from bancheng.registers.lists.standards.reading import families, followers, standard, standards_library, standards_of
from bancheng.registers.lists.standing.coverage import coverage
from bancheng.registers.lists.standing.selfcheck import provide_aspect, self_check
from bancheng.registers.lists.stars.reading import star_board, stars_for, targets

__all__ = [
    "batch",
    "batches",
    "board",
    "inbox",
    "late_units",
    "listable",
    "unit_list",
    "candidates",
    "provide_volumes",
    "cross_board",
    "targets_at",
    "depth_for",
    "mode_line",
    "mode_page",
    "negative_entries",
    "negative_history",
    "negative_of",
    "coverage",
    "provide_aspect",
    "self_check",
    "star_board",
    "stars_for",
    "targets",
    "declared_list",
    "list_editions",
    "list_page",
    "public_list",
    "public_lists",
    "ORDER_NOTE",
    "commission",
    "commissions",
    "families",
    "firms_for",
    "firms_of",
    "followers",
    "intermediary_service",
    "intermediary_services",
    "needs_of",
    "owed_intermediaries",
    "proof",
    "proof_event",
    "proof_events",
    "proof_page",
    "staff_firm",
    "staff_firms",
    "staff_service",
    "staff_services",
    "standard",
    "standards_library",
    "standards_of",
]
