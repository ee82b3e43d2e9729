"""告知承诺 as doors show it: of a draft, of a case, the checks of an organ, what was shared with the credit platform."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from bancheng.casework.cases import commitments, finding, materials, standing
from bancheng.casework.cases.adapters.credit import NoSuchAdapter, chosen, plug
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Commitment, CommitmentCheck, CreditRecord, SignedScan
from bancheng.casework.cases.rules import commitments as rules
from bancheng.casework.cases.selectors.cursors import before_id, size_of
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types import (
    CHECK_PARTS,
    COMMITMENT_RESULTS,
    CREDIT_ABOUT,
    CREDIT_STATES,
    SIGNED_HOW,
    CheckPart,
    CommitmentCheckLine,
    CommitmentCheckPage,
    CommitmentCheckView,
    CommitmentView,
    CreditLine,
    CreditPage,
)
from bancheng.ground.access import AccessDenied, Actor, Target, may
from bancheng.ground.law import in_shanghai, today
from bancheng.registers.catalog.types import COMMITMENT_CONTENTS, COMMITMENT_KINDS, RISKS, CommitmentTemplate
from bancheng.registers.messages.types import PlugHealth

PARTS = {
    "open": Q(commitment__result=""),
    "late": Q(commitment__result=""),
    "fulfilled": Q(commitment__result="fulfilled"),
    "breached": Q(commitment__result="breached"),
}
PLUG = "credit"
NO_CHECK = "没有找到这项核查。"


def draft_commitment(actor: Actor, case: str) -> CommitmentView | None:
    """What a draft may be committed to, chosen or not, for who fills it in; None where the guide offers none.

    `lines` are those that the commitment would stand for now. Raises AccessDenied, invisible.
    """
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    if row.state != "draft" or standing.roles(actor, row).isdisjoint({"applicant", "clerk"}):
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    document = document_of(row)
    template = commitments.template_of(document)
    if template is None:
        return None
    lines = commitments.lines_of(document, materials.situation_of(document, row), materials.rows_of(row))
    kept = Commitment.objects.filter(case=row).first() if row.committed else None
    now_signed = commitments.digest_of(row, document, template, lines)
    until = commitments.barred_until(row)
    return _view(
        kept,
        template,
        lines=tuple(line["name"] for line in lines),
        words=now_signed,
        chosen=row.committed,
        stale=bool(kept and kept.digest and kept.digest != now_signed),
        barred="" if until is None else commitments.barred_words(until),
    )


def commitment_of(row: Case, actor: Actor | None = None) -> CommitmentView | None:
    """The commitment of a submitted case. No query where there is none; `actor`: staff, who may open their own check."""
    if not row.committed:
        return None
    template = commitments.template_of(document_of(row))
    kept = Commitment.objects.filter(case=row).first()
    if template is None or kept is None:
        return None
    checks = list(kept.checks.select_related("organisation").order_by("pk")) if kept.drawn else []
    mine = [one.pk for one in checks if actor is not None and may(actor, standing.CHECK, _target(one)).allowed]
    return _view(
        kept,
        template,
        lines=tuple(line["name"] for line in kept.lines),
        parts=_parts(checks),
        check=mine[0] if mine else None,
    )


def commitment_checks(
    actor: Actor, *, part: str = "open", risk: str = "", q: str = "", after: str = "", size: int = 20
) -> CommitmentCheckPage:
    """The checks of the organs in whose scope he sees cases, newest first. At most two queries.

    `part`: open, late (open after the last day), fulfilled, breached or "" for all; `q`: part of a case's number or item.
    """
    seen = covered(actor, standing.VIEW)
    if seen is None:
        return CommitmentCheckPage(())
    rows = CommitmentCheck.objects.filter(seen).filter(PARTS.get(part, Q()))
    if part == "late":
        rows = rows.filter(commitment__due_on__lt=today())
    if risk in RISKS:
        rows = rows.filter(commitment__risk=risk)
    if word := q.replace("\x00", "").strip()[:60]:
        rows = rows.filter(
            Q(commitment__case__number__startswith=word) | Q(commitment__case__item_name__icontains=word)
        )
    count = size_of(size)
    found = list(before_id(_with_case(rows), after)[: count + 1])
    lines = tuple(_line(one) for one in found[:count])
    return CommitmentCheckPage(lines, str(lines[-1].id) if len(found) > count else "")


def commitment_check(actor: Actor, check: int) -> CommitmentCheckView:
    """One check whole. Raises AccessDenied, invisible, outside his organ's scope."""
    one = _with_case(CommitmentCheck.objects.filter(pk=check)).first()
    if one is None or actor.kind != "staff" or not may(actor, standing.VIEW, _target(one)).allowed:
        raise AccessDenied(NO_CHECK, visible=False, action=standing.CHECK)
    case, kept = one.commitment.case, one.commitment
    view = commitment_of(case)
    assert view is not None, "a check is of a commitment"
    open_still = kept.result == Commitment.Result.OPEN
    lot = rules.ticket(case.number or "")
    return CommitmentCheckView(
        line=_line(one),
        commitment=view,
        sees_case=standing.sees(actor, case),
        may_record=open_still and may(actor, standing.CHECK, _target(one)).allowed,
        proven=kept.draw == lot and kept.rate is not None and rules.drawn(lot, kept.rate),
        state=case.state,
    )


def credit_records(actor: Actor, *, state: str = "", after: str = "", size: int = 20) -> CreditPage:
    """What was shared of the cases in his scope, newest first; `state`: waiting, sent, failed or "". One query."""
    seen = covered(actor, standing.VIEW)
    if seen is None:
        return CreditPage(())
    cases = Case.objects.filter(seen, committed=True)
    rows = CreditRecord.objects.filter(commitment__case__in=cases).select_related("commitment__case")
    if state in CREDIT_STATES:
        rows = rows.filter(state=state)
    count = size_of(size)
    found = list(before_id(rows, after)[: count + 1])
    lines = tuple(_credit(one) for one in found[:count])
    return CreditPage(lines, str(lines[-1].id) if len(found) > count else "")


def checks() -> tuple[PlugHealth, ...]:
    """The health of the credit plug, for the configuration check. A demo adapter fails in production mode."""
    try:
        adapter = plug()
        problem = adapter.check()
    except NoSuchAdapter as error:
        return (PlugHealth(PLUG, chosen(), False, "fail", str(error)),)
    except Exception as error:  # whatever an adapter's own check raises
        return (PlugHealth(PLUG, chosen(), False, "fail", f"信用平台检查时出错：{type(error).__name__}"),)
    sentence = problem or ("只在本机演示，不连外部网络" if adapter.demo else "可以报送")
    return (PlugHealth(PLUG, adapter.label, adapter.demo, "fail" if problem else "ok", sentence),)


def _view(
    kept: Commitment | None,
    template: CommitmentTemplate,
    *,
    lines: tuple[str, ...],
    words: str = "",
    chosen: bool = True,
    stale: bool = False,
    barred: str = "",
    parts: tuple[CheckPart, ...] = (),
    check: int | None = None,
) -> CommitmentView:
    row = kept or Commitment(risk=template.risk)
    # What was signed is shown as it was signed; an unsigned draft shows what the guide says now.
    told = row.contents if row.digest and not stale else rules.contents_of(template)
    return CommitmentView(
        kind=template.kind,
        kind_label=COMMITMENT_KINDS[template.kind],
        risk_label=RISKS[row.risk],
        lines=lines,
        contents=tuple((label, told[name]) for name, label in COMMITMENT_CONTENTS.items()),
        digest=row.digest,
        paper=row.paper,
        signed_at=in_shanghai(row.signed_at) if row.signed_at else None,
        signed_by=row.signed_by,
        signed_how=SIGNED_HOW.get(row.signed_how, ""),
        scan=_scan(row) if row.signed_how == "window" else "",
        words=words,
        chosen=chosen,
        stale=stale,
        barred=barred,
        drawn=row.drawn,
        due_on=row.due_on,
        result=row.result,
        result_label=COMMITMENT_RESULTS.get(row.result, ""),
        result_note=row.result_note,
        evidence=row.evidence,
        checked_at=in_shanghai(row.checked_at) if row.checked_at else None,
        checked_name=row.checked_name,
        barred_until=row.barred_until,
        parts=parts,
        check=check,
    )


def _scan(row: Commitment) -> str:
    papers = [one for one in (row.paper, row.digest) if one]
    return SignedScan.objects.filter(case=row.case_id, paper__in=papers).values_list("key", flat=True).last() or ""


def _with_case(rows: QuerySet[CommitmentCheck]) -> QuerySet[CommitmentCheck]:
    return rows.select_related("organisation", "commitment__case__guide_version")


def _target(one: CommitmentCheck) -> Target:
    return Target(region=one.region_id, organisation=one.organisation_id)


def _parts(checks: Iterable[CommitmentCheck]) -> tuple[CheckPart, ...]:
    return tuple(CheckPart(one.organisation.name, tuple(CHECK_PARTS[part] for part in one.parts)) for one in checks)


def _line(one: CommitmentCheck) -> CommitmentCheckLine:
    kept, case = one.commitment, one.commitment.case
    assert kept.due_on is not None, "only what was drawn is checked"
    return CommitmentCheckLine(
        id=one.pk,
        case=case.key,
        number=case.number or "",
        item_name=case.item_name,
        applicant_name=case.applicant_name,
        organisation=one.organisation.name,
        parts=tuple(CHECK_PARTS[part] for part in one.parts),
        risk_label=RISKS[kept.risk],
        due_on=kept.due_on,
        late=not kept.result and kept.due_on < today(),
        result=kept.result,
        result_label=COMMITMENT_RESULTS.get(kept.result, "待核查"),
        decided_on=in_shanghai(case.decided_at).date() if case.decided_at else None,
    )


def _credit(one: CreditRecord) -> CreditLine:
    kept, case = one.commitment, one.commitment.case
    return CreditLine(
        id=one.pk,
        reference=commitments.reference_of(one),
        number=case.number or "",
        item_name=case.item_name,
        applicant_name=case.applicant_name,
        about=one.about,
        about_label=CREDIT_ABOUT[one.about],
        result_label=COMMITMENT_RESULTS.get(kept.result, "") if one.about == "outcome" else "",
        state=one.state,
        state_label=CREDIT_STATES[one.state],
        tries=one.tries,
        error=one.error,
        receipt=one.receipt,
        created_at=in_shanghai(one.created_at),
        sent_at=in_shanghai(one.sent_at) if one.sent_at else None,
    )
