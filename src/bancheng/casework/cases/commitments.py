"""告知承诺 of a case as it stands: what it replaces, whether it may be used, whether what was signed still says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from bancheng.casework.cases import materials
from bancheng.casework.cases.models import Case, CaseMaterial, Commitment, CreditRecord
from bancheng.casework.cases.rules import commitments as rules
from bancheng.casework.cases.types import Problem
from bancheng.ground.law import today
from bancheng.registers.catalog.types import CommitmentTemplate, GuideDocument, Situation

PART = "commitment"
OWN_WORK = frozenset({"", CaseMaterial.Given.COMMITTED})


def template_of(document: GuideDocument) -> CommitmentTemplate | None:
    """The 告知承诺书 that the guide offers; None where it offers none, or says why it never does."""
    return None if document.no_commitment else document.commitment


def lines_of(
    document: GuideDocument, situation: Situation, rows: Mapping[int, CaseMaterial]
) -> tuple[dict[str, Any], ...]:
    """The materials that the commitment stands for: those the guide names that apply, and are neither given nor spared."""
    found = []
    for one in materials.owed(document, situation, committed=True):
        row = rows.get(one.line)
        if one.vouched and (row is None or row.given in OWN_WORK):
            found.append({"line": one.line, "code": one.material.code, "name": one.material.name})
    return tuple(found)


def digest_of(
    case: Case, document: GuideDocument, template: CommitmentTemplate, lines: tuple[dict[str, Any], ...]
) -> str:
    """SM3 of the text as it would be signed now."""
    return rules.digest(
        item=case.item_name,
        guide=document.version,
        applicant=f"{case.applicant_name}（{case.applicant_masked}）",
        lines=lines,
        contents=rules.contents_of(template),
    )


def barred_until(case: Case) -> date | None:
    """The last day on which the applicant is kept from committing himself by a breach on record here. One query."""
    if case.legal_person_id is None and case.applicant_id is None:
        return None
    who = (
        {"case__legal_person": case.legal_person_id}
        if case.legal_person_id
        else {"case__applicant": case.applicant_id, "case__legal_person": None}
    )
    rows = Commitment.objects.filter(result=Commitment.Result.BREACHED, barred_until__gte=today(), **who)
    last: date | None = rows.aggregate(last=Max("barred_until"))["last"]
    return last


def problems(
    case: Case, document: GuideDocument, situation: Situation, rows: Mapping[int, CaseMaterial]
) -> Iterator[Problem]:
    """What keeps an application by commitment from being submitted. No query where it was not chosen, two where it was."""
    if not case.committed:
        return
    template, found = template_of(document), Commitment.objects.filter(case=case).first()
    if template is None or found is None:
        yield Problem(PART, "", "这个事项不能用告知承诺办理，请取消告知承诺，改为提交材料")
        return
    if (until := barred_until(case)) is not None:
        yield Problem(PART, "", barred_words(until))
    lines = lines_of(document, situation, rows)
    if not lines:
        yield Problem(PART, "", "可以承诺代替的材料您都已经交了，请取消告知承诺")
    elif not found.digest:
        yield Problem(PART, "", "请阅读并签署告知承诺书")
    elif found.digest != digest_of(case, document, template, lines):
        yield Problem(PART, "", "签署以后，申请人、材料或者指南有了变化，请重新签署告知承诺书")


def barred_words(until: date) -> str:
    """Why the path is closed, until when, and what to do instead."""
    return (
        f"您（单位）有未履行承诺的记录，到{until.year}年{until.month}月{until.day}日以前不能用告知承诺办理，"
        "请取消告知承诺，改为提交材料"
    )


def reference_of(record: CreditRecord) -> str:
    """The number under which the credit platform knows a record: of the case, and what it is about."""
    return f"{record.commitment.case.number}-{record.about}"
