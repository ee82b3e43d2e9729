"""What other rooms may hold of the lists."""

from bancheng.registers.lists.types.batches import (
    BatchView,
    DeliveryView,
    EntryFault,
    EntryLine,
    ListRefused,
    UnitLine,
    UnitListView,
)
from bancheng.registers.lists.types.candidates import Candidate, Counts, Figure, Ranking, VolumeProvider
from bancheng.registers.lists.types.cross import CrossBoard, TargetLine, TargetSeed
from bancheng.registers.lists.types.intermediaries import FirmSeed, ServiceSeed
from bancheng.registers.lists.types.once import (
    ENDS,
    MODE_NOTES,
    MODES,
    Depth,
    ModeLine,
    ModePage,
    NegativeView,
    Proposal,
)
from bancheng.registers.lists.types.proofs import ProofSeed
from bancheng.registers.lists.types.public import (
    SUBJECT,
    Column,
    EditionView,
    FacetWord,
    ListLine,
    ListPage,
    ListQuery,
    PublicList,
)
from bancheng.registers.lists.types.standards import StandardSeed
from bancheng.registers.lists.types.standing import (
    ASPECTS,
    AspectAnswer,
    AspectLine,
    AspectProvider,
    Coverage,
    OffLine,
    SelfCheck,
)
from bancheng.registers.lists.types.stars import STAR_WORDS, Share, StarBoard, StarRow, Target

__all__ = [
    "FirmSeed",
    "ProofSeed",
    "ServiceSeed",
    "StandardSeed",
    "BatchView",
    "DeliveryView",
    "EntryFault",
    "EntryLine",
    "ListRefused",
    "UnitLine",
    "UnitListView",
    "Candidate",
    "Ranking",
    "Counts",
    "Figure",
    "VolumeProvider",
    "CrossBoard",
    "TargetLine",
    "TargetSeed",
    "ENDS",
    "MODE_NOTES",
    "MODES",
    "Depth",
    "ModeLine",
    "ModePage",
    "NegativeView",
    "Proposal",
    "ASPECTS",
    "AspectAnswer",
    "AspectLine",
    "AspectProvider",
    "Coverage",
    "OffLine",
    "SelfCheck",
    "STAR_WORDS",
    "Share",
    "StarBoard",
    "StarRow",
    "Target",
    "Column",
    "EditionView",
    "FacetWord",
    "ListLine",
    "ListPage",
    "ListQuery",
    "PublicList",
    "SUBJECT",
]
