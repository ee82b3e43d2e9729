"""撤销: a granted decision falls by one of the cases of 行政许可法第六十九条, and its licence in the same transaction."""

from __future__ import annotations

from bancheng.casework.cases import materials, paperwork, standing
from bancheng.casework.cases.events import CaseRevoked
from bancheng.casework.cases.models import Case, CaseTask, Revocation
from bancheng.casework.cases.papers.afterwards import RevocationPaper
from bancheng.casework.cases.rules import revoking as rules
from bancheng.casework.cases.rules.procedures import article_of
from bancheng.casework.cases.rules.texts import one_line, paragraphs
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.ground.access import Actor, system
from bancheng.ground.law import Refused, in_shanghai
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences import services as licensing
from bancheng.registers.licences.types import LicenceCard

LONGEST, BASIS_LONGEST = 4000, 200
REGISTRAR = system("撤销决定")
ENDED = {"expired", "replaced", "revoked"}


def revoke(
    case: str,
    *,
    by: Actor,
    ground: str,
    reason: str,
    heard: str,
    no_harm: bool,
    remedies: str = "",
    basis: str = "",
    expected: int | None = None,
) -> str:
    """Revoke what was granted; returns the number of the 撤销决定书.

    `ground`: a code of `rules.revoking.GROUNDS`, of an item that is no licence (行政许可) `law`, with its own `basis`: law and
    provision; `heard`: how the holder was heard (第七条); `no_harm`: that no grave harm to
    the public interest is to be feared, in which case nothing is revoked (第三款); `remedies` are the decision's unless
    said otherwise. Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.nothing_to_revoke,
    .revocation_ground, .revocation_basis, .reason_missing, .heard_missing, .public_interest, .too_long.
    """
    given = {"ground": ground, "reason": reason, "heard": heard, "no_harm": no_harm, "remedies": remedies}
    given["basis"] = basis
    return str(perform(case, "revoke", by=by, expected=expected, **given))


@effect("revoke")
def _revoke(act: Act, *, ground: str, reason: str, heard: str, no_harm: bool, remedies: str, basis: str) -> Told:
    case = act.case
    if nothing := rules.why_not(case.outcome):
        raise Refused("cases.nothing_to_revoke", nothing, rules.ARTICLE)
    chosen = rules.ground_of(ground, permit=paperwork.permit(materials.document_of(case)))
    law = rules.basis_of(chosen, one_line(basis, BASIS_LONGEST))
    said, listened, told = (paragraphs(text, LONGEST) for text in (reason, heard, remedies))
    if not said:
        raise Refused("cases.reason_missing", "请写明撤销的事实和理由。", rules.ARTICLE)
    if not listened:
        raise Refused("cases.heard_missing", "请写明怎样听取了被许可人的陈述、申辩；没有听取的，先听取再撤销。")
    if not no_harm:
        raise Refused(
            "cases.public_interest", "撤销可能对公共利益造成重大损害的，不予撤销；请核实后再办理。", rules.ARTICLE
        )
    told = told or case.decision.remedies
    card = _end_licence(case, f"准予决定已被撤销（{law}）")
    paper = _paper(act, chosen, law, said, listened, told, card)
    number = paperwork.issue(paper, case, by=act.by).number
    Revocation.objects.create(
        case=case,
        ground=chosen.code,
        reason=said,
        heard=listened,
        basis=law,
        remedies=told,
        licence=card.identifier if card else "",
        paper=number,
        at=act.at,
        by=act.by.key,
        by_name=act.by.name[:100],
    )
    case.closed_at = case.closed_at or act.at
    case.tasks.filter(state=CaseTask.State.OPEN).update(state=CaseTask.State.CANCELLED, done_at=act.at)
    facts = {
        "ground": chosen.code,
        "basis": law,
        "reason": said,
        "heard": listened,
        "paper": number,
        "licence": card.identifier if card else "",
    }
    article = None if chosen is not rules.OWN else article_of(law)
    return Told(facts, (act.event(CaseRevoked, ground=chosen.code, paper=number),), number, article)


def _end_licence(case: Case, reason: str) -> LicenceCard | None:
    """The licence of this decision, ended with it; one that has ended otherwise is left as it is, and not named."""
    cards = licences.of_subject(standing.subject_of(case))
    card = next((one for one in cards if one.identifier == case.decision.licence), None)
    if card is None or card.state in ENDED:
        return None
    licensing.revoke(licence=card.id, reason=reason, by=REGISTRAR)
    return card


def _paper(
    act: Act, chosen: rules.Ground, law: str, said: str, heard: str, remedies: str, card: LicenceCard | None
) -> RevocationPaper:
    case = act.case
    permit = paperwork.permit(materials.document_of(case))
    return RevocationPaper(
        heading="撤销行政许可决定书" if permit else "撤销决定书",
        decision=case.decision.number,
        decided_on=in_shanghai(case.decision.decided_at).date(),
        ground=chosen.words,
        place=chosen.place,
        basis="" if chosen.place else law,
        must=chosen.must,
        reason=said,
        heard=heard,
        licence=f"{card.type_name}（{card.number}）" if card else "",
        remedies=remedies,
        revoked_on=act.today,
        permit=permit,
        **paperwork.head(case),
    )
