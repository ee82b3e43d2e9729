"""What is shared with the provincial credit platform: one record of a commitment, one of its outcome, each until acknowledged."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from bancheng.casework.cases import commitments, standing
from bancheng.casework.cases.adapters.credit import CreditDown, CreditRefused, NoSuchAdapter, Report, plug
from bancheng.casework.cases.models import Case, Commitment, CreditRecord
from bancheng.ground.access import AccessDenied, Actor, Target, demand
from bancheng.ground.codes import scrub
from bancheng.ground.jobs import GiveUp, Progress, enqueue, job
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.identity import selectors as identity
from bancheng.registers.organisations import selectors as organisations

ATTEMPTS = 8
ERROR_LONGEST = 300
State = CreditRecord.State


def queue(commitment: Commitment, about: str) -> CreditRecord:
    """One outbound record, and the job that sends it, in the caller's transaction (APP-22)."""
    record = CreditRecord.objects.create(commitment=commitment, about=about, created_at=now())
    enqueue(send, record=record.pk)
    return record


@job(title="报送信用记录", max_attempts=ATTEMPTS)
def send(_progress: Progress, *, record: int) -> str:
    """Send one record. Raises CreditDown to be tried again later, GiveUp when that is of no use.

    At least once: the platform takes a reference once and gives the same receipt again.
    """
    rows = CreditRecord.objects.select_related("commitment__case")
    row = rows.filter(pk=record).first()
    if row is None or row.state == State.SENT:
        return "不需要再报送"
    try:
        receipt = plug().report(_report(row))[:80]
        if not receipt:
            raise CreditDown("信用平台没有给回执")
    except Exception as error:  # whatever an adapter raises; what it did not declare may hold the number
        sentence, final = _sentence(error), isinstance(error, CreditRefused)
        _note_failure(row, sentence, final=final)
        raise (GiveUp(sentence) if final else CreditDown(sentence)) from None
    with transaction.atomic():
        row.state, row.sent_at, row.tries, row.error, row.receipt = State.SENT, now(), row.tries + 1, "", receipt
        row.save(update_fields=["state", "sent_at", "tries", "error", "receipt"])
    return f"已报送，回执 {receipt}"


def send_again(record: int, *, by: Actor) -> None:
    """Put a record that was given up in the queue again. Raises AccessDenied, Refused cases.credit_not_failed."""
    with transaction.atomic():
        row = CreditRecord.objects.select_for_update().filter(pk=record).select_related("commitment__case").first()
        case = row.commitment.case if row is not None else None
        if row is None or case is None:
            raise AccessDenied("没有找到这条报送记录。", visible=False, action=standing.DECIDE)
        demand(by, standing.DECIDE, Target(region=case.region_id, organisation=case.organisation_id))
        if row.state != State.FAILED:
            raise Refused("cases.credit_not_failed", "只有报送失败的记录才需要重新报送，请刷新页面查看。")
        row.state = State.WAITING
        row.save(update_fields=["state"])
        enqueue(send, by=by, record=row.pk)
        journal.append(standing.subject_of(case), "resend_credit", by=by, facts={"code": row.about})


def subject_of(case: Case) -> tuple[str, str]:
    """As whom the credit platform knows the applicant: (firm, credit code) or (person, ID number); "" where nobody is."""
    if case.legal_person_id is not None:
        firm = identity.legal_person(case.legal_person_id)
        return "firm", firm.uscc if firm else ""
    return "person", identity.id_number_of(case.applicant_id) if case.applicant_id is not None else ""


def _report(record: CreditRecord) -> Report:
    commitment, case = record.commitment, record.commitment.case
    outcome = record.about == CreditRecord.About.OUTCOME
    kind, identifier = subject_of(case)
    organ = organisations.organisations(active=None).get(pk=case.organisation_id)
    at = commitment.checked_at if outcome else case.decided_at
    assert commitment.signed_at is not None and at is not None
    return Report(
        reference=commitments.reference_of(record),
        about=record.about,
        result=commitment.result if outcome else "",
        kind=kind,
        identifier=identifier,
        name=case.applicant_name,
        item=case.item_name,
        organ=organ.name,
        organ_code=organ.uscc,
        digest=commitment.digest,
        signed_at=commitment.signed_at,
        at=at,
        note=commitment.result_note if outcome else "",
        barred_until=commitment.barred_until if outcome else None,
    )


def _sentence(error: Exception) -> str:
    said = str(error) if isinstance(error, CreditDown | NoSuchAdapter) else type(error).__name__
    return scrub(said)[:ERROR_LONGEST] or type(error).__name__


def _note_failure(row: CreditRecord, sentence: str, *, final: bool) -> None:
    failed = final or row.tries + 1 >= ATTEMPTS
    state = State.FAILED if failed else State.WAITING
    CreditRecord.objects.filter(pk=row.pk).update(state=state, tries=F("tries") + 1, error=sentence)
