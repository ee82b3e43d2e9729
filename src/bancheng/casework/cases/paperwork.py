"""Putting a paper together from a case and issuing it, in the caller's transaction."""

from __future__ import annotations

from typing import Any

from bancheng.casework.cases import beside, standing
from bancheng.casework.cases.models import Case
from bancheng.ground.access import Actor
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.documents import services as documents
from bancheng.registers.documents.types import DocumentView, Paper

PERMIT = "01"  # 行政许可, GB/T 39046


def issue(paper: Paper, case: Case, *, by: Actor, number: str = "") -> DocumentView:
    """Number the paper, write its row and enqueue its rendering; the applicant and who files may read it."""
    return documents.issue(
        paper,
        subject=standing.subject_of(case),
        organisation=beside.organ_of(case),
        region=case.region_id,
        owner=owner_of(case),
        by=by,
        number=number,
    )


def owner_of(case: Case) -> str:
    """Whose the papers are, as `documents` and `licences` name an owner."""
    return f"legal:{case.legal_person_id}" if case.legal_person_id else f"person:{case.applicant_id}"


def head(case: Case) -> dict[str, Any]:
    """What every paper of a case begins with."""
    return {
        "case": case.number or "",
        "item": case.item_name,
        "applicant": case.applicant_name,
        "applicant_masked": case.applicant_masked,
        **organ(case),
    }


def permit(document: GuideDocument) -> bool:
    """Whether the item is a licence in the sense of 《行政许可法》; to others the law is applied by analogy."""
    return document.identity.item_type == PERMIT


def organ(case: Case) -> dict[str, str]:
    """Who signs, and whom to call."""
    words = beside.organ_of(case)
    return {"organ": words.name, "phone": words.phone}
