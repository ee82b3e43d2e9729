"""事后核查: the outcome of a commitment, recorded once by an organ that shares the check, shared and followed up (APP-21, APP-22)."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction

from bancheng.casework.cases import standing
from bancheng.casework.cases.events import CommitmentChecked
from bancheng.casework.cases.keys import COMMITMENT_BAR_YEARS
from bancheng.casework.cases.models import Case, Commitment, CommitmentCheck
from bancheng.casework.cases.rules import commitments as rules
from bancheng.casework.cases.rules.texts import one_line, paragraphs
from bancheng.casework.cases.services import crediting
from bancheng.casework.cases.services.committing import KEEPER
from bancheng.casework.cases.services.doing import event_of
from bancheng.ground.access import AccessDenied, Actor, Target, may
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, in_shanghai, now, today
from bancheng.registers.duties import services as duties
from bancheng.registers.organisations import selectors as organisations

LONGEST_NOTE, LONGEST_EVIDENCE = 500, 4000
OUTCOMES = (Commitment.Result.FULFILLED, Commitment.Result.BREACHED)


def record_outcome(check: int, *, by: Actor, result: str, note: str, evidence: str = "") -> None:
    """Say once what the check found: `fulfilled` or `breached`, with a note, and for a breach its evidence.

    All organs' duties end, the credit platform is told, a breach bars the applicant from commitment for the profile's years
    and is put before the approver. Raises AccessDenied (invisible outside the organ's scope), Refused:
    cases.commitment_checked, cases.commitment_result, cases.commitment_note, cases.commitment_evidence.
    """
    with transaction.atomic():
        row = _demanded(check, by)
        case = Case.objects.select_for_update().get(commitment=row.commitment_id)
        found = Commitment.objects.select_for_update().get(pk=row.commitment_id)
        if found.result != Commitment.Result.OPEN:
            who, when = found.checked_name, found.checked_at
            told = f"{who}已于 {in_shanghai(when):%m月%d日} 登记" if when else "已经登记"
            raise Refused("cases.commitment_checked", f"核查结果{told}：{found.get_result_display()}，不能再改。")
        _write(found, case, by, result, one_line(note, LONGEST_NOTE), paragraphs(evidence, LONGEST_EVIDENCE))
        for one in found.checks.exclude(duty=None):
            # One that an administrator has ended before is left as it is.
            with suppress(Refused):
                duties.close_duty(duty=one.duty or 0, result=f"核查结果：{found.get_result_display()}。", by=KEEPER)
        crediting.queue(found, "outcome")
        facts = {
            "result": result,
            "note": found.result_note,
            "evidence": found.evidence,
            "organ": row.organisation.name,
            "barred_until": found.barred_until,
        }
        journal.append(standing.subject_of(case), "check_commitment", by=by, facts=facts)
        more = {"result": result, "barred_until": found.barred_until}
        announce(event_of(CommitmentChecked, case, at=now(), by=by, **more))


def _demanded(check: int, by: Actor) -> CommitmentCheck:
    """The check, for who may record the outcome in this organ; who only sees it is told so."""
    row = CommitmentCheck.objects.select_related("organisation").filter(pk=check).first()
    target = Target(region=row.region_id, organisation=row.organisation_id) if row else None
    if row is None or by.kind != "staff" or not may(by, standing.VIEW, target).allowed:
        raise AccessDenied("没有找到这项核查。", visible=False, action=standing.CHECK)
    if not may(by, standing.CHECK, target).allowed:
        raise AccessDenied("核查结果由参加核查单位的审查或者审批人员登记。", visible=True, action=standing.CHECK)
    return row


def _write(found: Commitment, case: Case, by: Actor, result: str, note: str, evidence: str) -> None:
    if result not in OUTCOMES:
        raise Refused("cases.commitment_result", "请选择核查结果：已履行，或者未履行。")
    if not note:
        raise Refused("cases.commitment_note", "请写明怎样核查的、查到了什么。")
    if result == Commitment.Result.BREACHED:
        if not evidence:
            raise Refused("cases.commitment_evidence", "认定没有履行承诺的，请写明证据。")
        filed = in_shanghai(case.submitted_at).date() if case.submitted_at else today()
        years = int(organisations.rule(COMMITMENT_BAR_YEARS.key, case.region_id, filed))
        found.barred_until = rules.years_after(today(), years)
    found.result, found.result_note, found.evidence = result, note, evidence
    found.checked_at, found.checked_by, found.checked_name = now(), by.key, by.name[:100]
    found.save()
