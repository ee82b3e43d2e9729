"""The lists of a government: 一次办妥 batches, proofs, intermediaries, service standards."""

from bancheng.registers.lists.models.batches import Delivery, ListBatch, UnitList, UnitListEntry
from bancheng.registers.lists.models.candidates import ItemYear
from bancheng.registers.lists.models.cross import CrossTarget
from bancheng.registers.lists.models.depths import ItemDepth
from bancheng.registers.lists.models.intermediaries import (
    Bid,
    Commission,
    Firm,
    FirmService,
    IntermediaryChoice,
    IntermediaryService,
)
from bancheng.registers.lists.models.once import ItemMode, NegativeEntry
from bancheng.registers.lists.models.proofs import ProofEvent, ProofItem
from bancheng.registers.lists.models.public import ListContent, ListEdition, ListMark, ListStanding
from bancheng.registers.lists.models.standards import Standard, StandardUse, StandardVersion
from bancheng.registers.lists.models.tolerance import ItemTolerance

__all__ = [
    "Bid",
    "Commission",
    "Firm",
    "FirmService",
    "IntermediaryChoice",
    "IntermediaryService",
    "ItemTolerance",
    "ProofEvent",
    "ProofItem",
    "Standard",
    "StandardUse",
    "StandardVersion",
    "Delivery",
    "ListBatch",
    "UnitList",
    "UnitListEntry",
    "ItemYear",
    "CrossTarget",
    "ItemDepth",
    "ItemMode",
    "NegativeEntry",
    "ListContent",
    "ListEdition",
    "ListMark",
    "ListStanding",
]
