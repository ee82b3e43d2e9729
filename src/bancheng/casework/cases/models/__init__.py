"""A case and what belongs to it: materials with their files, tasks by stage, notices, the decision, and its lawful detours."""

from bancheng.casework.cases.models.afterwards import Correction, Revocation
from bancheng.casework.cases.models.asking import Consultation, WithdrawalRequest
from bancheng.casework.cases.models.case import Case
from bancheng.casework.cases.models.committing import Commitment
from bancheng.casework.cases.models.materials import CaseMaterial, MaterialFile
from bancheng.casework.cases.models.paths import Extension, Procedure
from bancheng.casework.cases.models.promises import DraftDecision, Tolerance
from bancheng.casework.cases.models.working import CaseTask, Decision, ItemGrant, NumberSeries, SupplementNotice

__all__ = [
    "Case",
    "CaseMaterial",
    "CaseTask",
    "Commitment",
    "Consultation",
    "Correction",
    "Decision",
    "DraftDecision",
    "Extension",
    "ItemGrant",
    "MaterialFile",
    "NumberSeries",
    "Procedure",
    "Revocation",
    "SupplementNotice",
    "Tolerance",
    "WithdrawalRequest",
]
