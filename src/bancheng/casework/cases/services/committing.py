"""告知承诺: chosen in the draft, signed whole, standing for proofs; looked at afterwards by risk (APP-19, APP-20, APP-21).

Choosing and signing happen before submission; the paper follows with the number of the case. Whether a granted case is
checked is decided with the decision by a lot that follows from its number.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from bancheng.casework.cases import commitments, finding, kinds, materials, papers, paperwork, standing
from bancheng.casework.cases.adapters.credit import CreditDown, NoSuchAdapter, plug
from bancheng.casework.cases.events import CommitmentToCheck
from bancheng.casework.cases.keys import COMMITMENT_DAYS, COMMITMENT_RATE_LOW, COMMITMENT_RATE_MEDIUM
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, Commitment, CommitmentCheck, SignedScan
from bancheng.casework.cases.rules import commitments as rules
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.services import crediting, mandates, scanning
from bancheng.casework.cases.services.doing import Act
from bancheng.casework.cases.services.drafts import _open
from bancheng.casework.cases.services.materials_in import Upload
from bancheng.casework.cases.types import IDENTITY_METHODS, SIGNED_HOW
from bancheng.ground.access import AccessDenied, Actor, Subject, system
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, in_shanghai, now
from bancheng.registers.catalog.types import COMMITMENT_CONTENTS, CommitmentTemplate, GuideDocument
from bancheng.registers.duties import services as duties
from bancheng.registers.organisations import selectors as organisations

KEEPER = system("告知承诺核查")
RATES = {"medium": COMMITMENT_RATE_MEDIUM, "low": COMMITMENT_RATE_LOW}
INSTEAD = "请改为提交材料。"
OTHER_WORDS = "告知承诺书的内容在您阅读以后有了变化，没有签署。请看过现在的内容，再重新签署。"
SUBJECT = "cases.commitment"
"""The kind under which messages and duties name a check, by its id."""
ASKED_SECONDS = 3.0


def choose_commitment(case: str, *, by: Actor) -> None:
    """Choose the path in a draft: the proofs that the guide names leave the list of what is owed (APP-20).

    The credit platform is asked before the transaction. Raises AccessDenied, Refused: cases.no_commitment (the guide does not
    offer it, or says why never), cases.commitment_barred (a breach on record, here or with the credit platform),
    cases.credit_down, cases.nothing_to_commit.
    """
    bar = credit_bar(case, by=by)
    with transaction.atomic():
        row, document = _open(case, by, draft_only=True)
        _chosen(row, document, by, bar)


def sign_commitment(
    case: str,
    *,
    by: Actor,
    name: str,
    confirmed: bool,
    method: str = "",
    scan: Upload | None = None,
    words: str | None = None,
    bar: str | None = None,
) -> str:
    """Sign the 告知承诺书 as it stands; where the path was not chosen yet, choose it. Returns the SM3 of the very text.

    By the applicant online, or before a clerk who knows the signer by `method` and keeps the `scan` of what was signed. An
    agent shows his mandate. Signed anew, the earlier signature is void. `words`: the digest of the text that the signer had
    before him (`CommitmentView.words`), None where no page showed it. `bar`: what `credit_bar` told whoever opens the
    transaction himself, None to ask here. Raises what `choose_commitment` does, Refused:
    cases.moved_on (another text), cases.not_confirmed, cases.signer, cases.method, cases.scan_missing, cases.scan_kind, cases.no_mandate.
    """
    bar = credit_bar(case, by=by) if bar is None else bar
    with transaction.atomic():
        row, document = _open(case, by, draft_only=True)
        online = "applicant" in standing.roles(by, row)
        _demand_signature(row, by, name, confirmed=confirmed, online=online, method=method)
        mandates.demand(row, by, name, method=method)
        sheet = None if online else scanning.demand_scan(scan)
        found, template = _chosen(row, document, by, bar)
        lines = _lines(row, document)
        found.lines, found.contents = list(lines), rules.contents_of(template)
        found.digest = commitments.digest_of(row, document, template, lines)
        if words is not None and words != found.digest:
            raise Refused("cases.moved_on", OTHER_WORDS)
        found.signed_at, found.signed_by = now(), " ".join(storable(name).split())[:100]
        found.signed_how, found.method = ("online", "") if online else ("window", method)
        found.save()
        facts: dict[str, object] = {"commitment": found.digest, "how": found.signed_how, "method": found.method}
        facts["materials"] = [line["name"] for line in lines]
        if sheet is not None:
            facts["scan"] = _keep(row, found, sheet, by)
        journal.append(standing.subject_of(row), "sign_commitment", by=by, facts=facts)
        return found.digest


def drop_commitment(case: str, *, by: Actor) -> None:
    """Take the choice back before submission: the list is whole again. Nothing happens where it was not chosen."""
    with transaction.atomic():
        row, _document = _open(case, by, draft_only=True)
        if not row.committed:
            return
        row.committed = False
        row.saved_at = now()
        row.save(update_fields=["committed", "saved_at"])
        Commitment.objects.filter(case=row).delete()
        journal.append(standing.subject_of(row), "drop_commitment", by=by, facts={})


def file_paper(case: Case, *, by: Actor) -> None:
    """The 告知承诺书 with the number of the case, in the transaction of its submission."""
    found = Commitment.objects.get(case=case)
    assert found.signed_at is not None, "an application by commitment is not submitted unsigned"
    how = SIGNED_HOW[found.signed_how]
    paper = papers.CommitmentPaper(
        replaced=tuple(papers.Line(line["name"]) for line in found.lines),
        contents=tuple(papers.Line(label, found.contents[name]) for name, label in COMMITMENT_CONTENTS.items()),
        signed_by=found.signed_by,
        signed_at=found.signed_at,
        signed_how=f"{how}（{IDENTITY_METHODS[found.method]}）" if found.method else how,
        digest=found.digest,
        **paperwork.head(case),
    )
    found.paper = paperwork.issue(paper, case, by=by).number
    found.save(update_fields=["paper"])
    SignedScan.objects.filter(case=case, paper=found.digest).update(paper=found.paper)


def plan_check(act: Act) -> dict[str, object]:
    """What follows of a case granted by commitment: the draw, the duties of all who share the check, the credit record.

    Returns the facts for the journal, from which the draw can be proven. The rules are those of the day of filing.
    """
    case = act.case
    found = Commitment.objects.select_for_update().get(case=case)
    filed = in_shanghai(case.submitted_at).date() if case.submitted_at else act.today
    found.rate = rate_of(found.risk, case.region_id, filed)
    found.draw = rules.ticket(case.number or "")
    found.drawn = rules.drawn(found.draw, found.rate)
    if found.drawn:
        found.due_on = act.today + timedelta(days=_days(case.region_id, filed))
    else:
        found.result = Commitment.Result.NOT_DRAWN
    found.save()
    crediting.queue(found, "commitment")
    if found.drawn:
        _share(act, found)
        announce(act.event(CommitmentToCheck, due=found.due_on))
    return {"check_draw": found.draw, "check_rate": found.rate, "check_due": found.due_on}


def rate_of(risk: str, region: str, on: date) -> int:
    """How many of a hundred are checked: all of high risk, by the locality's rule of the others."""
    key = RATES.get(risk)
    return rules.ALWAYS if key is None else int(organisations.rule(key.key, region, on))


def _days(region: str, on: date) -> int:
    return int(organisations.rule(COMMITMENT_DAYS.key, region, on))


def _share(act: Act, found: Commitment) -> None:
    """A row and a duty for each organ: who approved, who supervises, who enforces; one organ in two parts checks once."""
    case, document = act.case, document_of(act.case)
    template = commitments.template_of(document)
    assert template is not None and found.due_on is not None
    organs = {case.organisation_id: case.region_id}
    named = [(case.organisation_id, "approving")]
    for part in ("supervising", "enforcing"):
        for function in getattr(template, part):
            organ = organisations.organisation_for(case.region_id, function)
            # Where the region has no such organ its part falls to who approved: nobody's duty is lost.
            key = organ.pk if organ else case.organisation_id
            if organ:
                organs[key] = organ.region_id
            named.append((key, part))
    for key, parts in rules.parts_of(named).items():
        check = CommitmentCheck.objects.create(
            commitment=found, organisation_id=key, region_id=organs[key], parts=parts
        )
        duty = duties.open_duty(
            kind=kinds.COMMITMENT_CHECK.key,
            title=f"核查告知承诺：{case.number} {case.item_name}",
            due_on=found.due_on,
            subject=Subject(SUBJECT, str(check.pk)),
            organisation_id=key,
            basis="告知承诺书 " + found.paper,
            by=KEEPER,
        )
        check.duty = duty.pk
        check.save(update_fields=["duty"])


def _chosen(row: Case, document: GuideDocument, by: Actor, bar: str) -> tuple[Commitment, CommitmentTemplate]:
    template = commitments.template_of(document)
    if template is None:
        why = f"（{document.no_commitment}）" if document.no_commitment else ""
        raise Refused("cases.no_commitment", f"这个事项不实行告知承诺{why}，{INSTEAD}")
    if (until := commitments.barred_until(row)) is not None:
        raise Refused("cases.commitment_barred", commitments.barred_words(until) + "。")
    if bar:
        raise Refused("cases.commitment_barred", f"{bar}，不适用告知承诺，{INSTEAD}")
    if not _lines(row, document):
        raise Refused("cases.nothing_to_commit", "没有需要用承诺代替的材料，按清单提交就可以。")
    found, made = Commitment.objects.get_or_create(case=row, defaults={"risk": template.risk})
    if made or not row.committed:
        row.committed = True
        row.saved_at = now()
        row.save(update_fields=["committed", "saved_at"])
        names = [line["name"] for line in _lines(row, document)]
        journal.append(standing.subject_of(row), "choose_commitment", by=by, facts={"materials": names})
    found.risk = template.risk
    return found, template


def _keep(row: Case, found: Commitment, sheet: Upload, by: Actor) -> str:
    """What was signed by hand, beside the digest of its words until the paper has its number; the digest of the file."""
    SignedScan.objects.filter(case=row, paper=found.digest).delete()
    kept = scanning.keep_scan(row, sheet, purpose=SignedScan.Purpose.COMMITMENT, paper=found.digest, by=by)
    return kept.digest


def _lines(row: Case, document: GuideDocument) -> tuple[dict[str, Any], ...]:
    return commitments.lines_of(document, materials.situation_of(document, row), materials.rows_of(row))


def credit_bar(case: str, *, by: Actor) -> str:
    """What the credit platform has against the applicant of a draft, "" for nothing; asked outside any transaction.

    Raises Refused cases.credit_down: while it is silent nobody may commit himself, but everybody may hand in the proof.
    """
    row = standing.demand_sight(by, finding.find(case))
    if row.state != "draft" or commitments.template_of(document_of(row)) is None:
        return ""
    kind, identifier = crediting.subject_of(row)
    if not identifier:
        raise Refused("cases.no_applicant", "请先确认为谁办理，再选择告知承诺。")
    try:
        bar = plug().bar_of(kind, identifier, timeout=ASKED_SECONDS)
    except (CreditDown, NoSuchAdapter) as error:
        sentence = "信用信息共享平台暂时查询不到，现在不能选择告知承诺。请过一会儿再试，或者直接提交材料。"
        raise Refused("cases.credit_down", sentence) from error
    return "" if bar is None else bar.reason


def _demand_signature(row: Case, by: Actor, name: str, *, confirmed: bool, online: bool, method: str) -> None:
    if standing.roles(by, row).isdisjoint({"applicant", "clerk"}):
        raise AccessDenied("告知承诺书由申请人签署，或者由受理岗当面登记。", visible=True, action=standing.TAKE_IN)
    if not confirmed:
        raise Refused("cases.not_confirmed", "请勾选“已经知悉告知的全部内容，并作出承诺”。")
    typed = "".join(storable(name).split())
    filer = row.filer.name if row.filer else ""
    if not typed or typed not in ({by.name} if online else {row.applicant_name, filer}):
        whose = "您本人的姓名" if online else "申请人或者办理人的姓名"
        raise Refused("cases.signer", f"请输入{whose}，与身份证件一致。")
    if not online and method not in IDENTITY_METHODS:
        raise Refused("cases.method", "请选择怎样核验签署人的身份。")
