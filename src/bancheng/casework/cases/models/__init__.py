"""A case and what belongs to it: materials with their files, tasks by stage, notices, the decision, and its lawful detours."""

from bancheng.casework.cases.models.afterwards import Correction, Revocation
from bancheng.casework.cases.models.asking import Consultation, WithdrawalRequest
from bancheng.casework.cases.models.assisting import Assistance, AssistHint
from bancheng.casework.cases.models.case import Case
from bancheng.casework.cases.models.committing import Commitment, CommitmentCheck, CreditRecord, DemoCredit
from bancheng.casework.cases.models.materials import CaseMaterial, MaterialFile
from bancheng.casework.cases.models.originals import Original
from bancheng.casework.cases.models.parcels import DemoShipment, Parcel, ParcelScan
from bancheng.casework.cases.models.paths import Extension, Procedure
from bancheng.casework.cases.models.promises import DraftDecision, Tolerance
from bancheng.casework.cases.models.renewing import Renewal
from bancheng.casework.cases.models.reviewing import Deviation, Precheck, Verification
from bancheng.casework.cases.models.routing import BatchAct, DecisionRoute
from bancheng.casework.cases.models.scans import SignedScan
from bancheng.casework.cases.models.talking import Note, Talk
from bancheng.casework.cases.models.working import CaseTask, Decision, ItemGrant, NumberSeries, SupplementNotice

__all__ = [
    "AssistHint",
    "Assistance",
    "BatchAct",
    "Case",
    "CaseMaterial",
    "CaseTask",
    "Commitment",
    "CommitmentCheck",
    "Consultation",
    "Correction",
    "CreditRecord",
    "Decision",
    "DecisionRoute",
    "DemoCredit",
    "DemoShipment",
    "Deviation",
    "DraftDecision",
    "Extension",
    "ItemGrant",
    "MaterialFile",
    "Note",
    "NumberSeries",
    "Original",
    "Parcel",
    "ParcelScan",
    "Precheck",
    "Procedure",
    "Renewal",
    "Revocation",
    "SignedScan",
    "SupplementNotice",
    "Talk",
    "Tolerance",
    "Verification",
    "WithdrawalRequest",
]
