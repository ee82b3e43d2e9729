"""换发: the licence says what has changed (name, address), under its own number and for the rest of its term (第四十九条)."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.events import LicenceReplaced
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.renewals import ALIVE
from bancheng.casework.cases.rules.texts import one_line, storable
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused, 行政许可法
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences import services as licensing
from bancheng.registers.licences.types import LicenceCard

CHANGE = 行政许可法("第四十九条")
LONGEST = 300
DECIDED = ("decided", "delivered", "collected", "closed")


def replace_licence(
    case: str,
    *,
    by: Actor,
    face: Mapping[str, str],
    reason: str,
    change: str = "",
    expected: int | None = None,
) -> str:
    """Issue the licence of this case anew with a changed face; returns the identifier (GB/T 36904) of the new version.

    `face`: what changes, element → value; the rest stays, so do the number and the last day. `change`: the number of the
    granted case that brought the change about (变更). The old version holds until the new one is signed. Raises
    AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.reason_missing, .no_licence, .licence_unchanged,
    .change_case, and what `licences` refuses.
    """
    told = {"face": dict(face), "reason": reason, "change": change}
    return str(perform(case, "replace_licence", by=by, expected=expected, **told))


@effect("replace_licence")
def _replace(act: Act, *, face: dict[str, str], reason: str, change: str) -> Told:
    case, said = act.case, one_line(reason, LONGEST)
    card = current(case)
    if card is None:
        raise Refused("cases.no_licence", "这件没有有效的证照，不能换发。", CHANGE)
    if not said:
        raise Refused("cases.reason_missing", "请写明换发的原因，例如变更了经营者名称。", CHANGE)
    brought = _change_case(act, change)
    before = licences.face_of(card.id)
    given = {code: storable(value).strip() for code, value in face.items()}
    changed = sorted(code for code, value in given.items() if value != before.get(code, ""))
    if not changed:
        raise Refused("cases.licence_unchanged", "照面没有变化，不用换发；证照遗失、损毁的，请补发。")
    merged = before | given
    made = licensing.issue(
        type_key=card.type,
        holder_person=case.applicant_id,
        holder_legal=case.legal_person_id,
        face={code: value for code, value in merged.items() if value},
        valid_from=max(act.today, card.valid_from),
        valid_to=card.valid_to,
        organisation=case.organisation_id,
        region=case.region_id,
        subject=standing.subject_of(case),
        number=card.number,
        replaces=card.id,
        by=act.by,
    )
    case.decision.licence = made.identifier
    case.decision.save(update_fields=["licence"])
    facts = {"licence": made.identifier, "replaced": card.identifier, "changed": changed, "reason": said}
    facts |= {"change": brought} if brought else {}
    return Told(facts, (act.event(LicenceReplaced, licence=made.id, type_name=made.type_name),), made.identifier)


def current(case: Case) -> LicenceCard | None:
    """The licence of the case in its version of today; None when it has none in force."""
    if case.outcome != "granted" or not case.decision.licence:
        return None
    cards = licences.of_subject(standing.subject_of(case))
    return next((one for one in cards if one.identifier == case.decision.licence and one.state in ALIVE), None)


def _change_case(act: Act, number: str) -> str:
    """The granted case of the same holder by which the change was applied for; "" where none is named."""
    if not (wanted := "".join(storable(number).split())):
        return ""
    found = finding.find(wanted)
    mine, theirs = act.case, found
    same = theirs is not None and (theirs.applicant_id, theirs.legal_person_id) == (
        mine.applicant_id,
        mine.legal_person_id,
    )
    if theirs is None or not same or theirs.pk == mine.pk or theirs.state not in DECIDED or theirs.outcome != "granted":
        raise Refused("cases.change_case", "没有找到这位持证人已经准予的变更办件，请核对办件编号。", CHANGE)
    return theirs.number or ""
