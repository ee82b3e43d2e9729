"""The result reaches the applicant: delivered, collected where it is collected, and the case is closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bancheng.casework.cases import children, finding, papers, paperwork, standing
from bancheng.casework.cases.events import CaseClosed, CaseCollected, CaseDelivered
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.services.doing import Act, Told, carry_out, effect, perform
from bancheng.casework.cases.types import DELIVERIES, IDENTITY_METHODS
from bancheng.ground.access import Actor, system
from bancheng.ground.codes import id_number as read_id_number
from bancheng.ground.codes import mask_id_number, person_name
from bancheng.ground.law import Refused
from bancheng.registers.documents import selectors as documents
from bancheng.registers.licences import selectors as licences

DISPATCH = system("结果送达")


def deliver(case: str, *, by: Actor, method: str = "electronic", expected: int | None = None) -> None:
    """Hand the result over: electronically, ready at the window, or by post. Raises Refused: cases.delivery, .result_not_ready."""
    perform(case, "deliver", by=by, expected=expected, method=method)


def collect(case: str, *, by: Actor, name: str, id_number: str, method: str, expected: int | None = None) -> str:
    """Register who collects the paper result, and how the desk knows him. Returns the number of the 领取登记表.

    Raises CodeError for a bad number or name, Refused cases.identity_method.
    """
    return str(perform(case, "collect", by=by, expected=expected, name=name, id_number=id_number, method=method))


def close(case: str, *, by: Actor, expected: int | None = None) -> None:
    """Close the case; without a registered collection it is flagged (settled 10)."""
    perform(case, "close", by=by, expected=expected)


def deliver_when_ready(key: str) -> bool:
    """After the decision, as soon as its paper and its licence are made: deliver, and close what needs no collection.

    By the platform, from reactions; may run any number of times. What goes by post waits for the result desk.
    """
    with transaction.atomic():
        # Paper and licence may be made in the same moment, and both tell: the second waits, and finds it done.
        row = finding.locked(key)
        if row is None or row.state not in {"decided", "delivered"} or not ready(row):
            return False
        if row.state == "decided":
            if row.delivery == "post":
                return False
            deliver(key, by=DISPATCH, method=row.delivery)
        if row.delivery == "electronic":
            close(key, by=DISPATCH)
    return True


def deliver_signed(case: Case, *, at: datetime, signed_by: str) -> None:
    """What the courier's signature does to a decided case, locked by the caller: delivered and collected at that time, closed."""
    carry_out(case, "deliver", by=DISPATCH, method="post", signed=(at, signed_by))
    carry_out(case, "close", by=DISPATCH)


def ready(case: Case) -> bool:
    """Whether the written decision and, if one was granted, the licence are made and signed."""
    decision = getattr(case, "decision", None)
    if decision is None:
        return False
    about = standing.subject_of(case)
    if not any(paper.number == decision.number and paper.ready for paper in documents.documents_of(about)):
        return False
    if not decision.licence:
        return True
    cards = licences.of_subject(about)
    return any(card.identifier == decision.licence and card.state != "pending_signature" for card in cards)


@effect("deliver")
def _deliver(act: Act, *, method: str, signed: tuple[datetime, str] | None = None) -> Told:
    case = act.case
    if method not in DELIVERIES:
        raise Refused("cases.delivery", "请选择送达方式。")
    children.keep(case, "decision", "parcels")
    if not ready(case):
        raise Refused("cases.result_not_ready", "决定书或者电子证照正在制作，请过一会儿再送达。")
    case.delivered_at, case.delivery = act.at, method
    facts: dict[str, object] = {"method": method}
    if signed is not None:
        # The courier's signature is the registration of who got it (领取登记).
        case.delivered_at, case.collected_at, case.collected_by = signed[0], signed[0], signed[1]
        facts |= {"signed_at": signed[0], "signed_by": signed[1]}
    elif any(one.direction == "out" and one.state != "returned" for one in case.parcels.all()):
        raise Refused("cases.parcel_under_way", "结果已经交给快递寄送，签收后自动登记送达；退回后可以另行送达。")
    if method != "window":
        _finish_desk(act)
    return Told(facts, (act.event(CaseDelivered, outcome=case.outcome, method=method),))


@effect("collect")
def _collect(act: Act, *, name: str, id_number: str, method: str) -> Told:
    case = act.case
    if method not in IDENTITY_METHODS:
        raise Refused("cases.identity_method", "请选择核验领取人身份的方式。")
    who, number = person_name(name), mask_id_number(read_id_number(id_number).number)
    case.collected_at, case.collected_by, case.collected_masked = act.at, who, number
    case.collected_method = method
    results = [papers.Line("决定书", case.decision.number)]
    cards = licences.of_subject(standing.subject_of(case)) if case.decision.licence else ()
    results += [papers.Line(card.type_name, card.number) for card in cards]
    paper = papers.CollectionPaper(
        results=tuple(results),
        collected_by=who,
        collected_masked=number,
        method=IDENTITY_METHODS[method],
        collected_at=act.at,
        handed_by=act.by.name,
        **paperwork.head(case),
    )
    issued = paperwork.issue(paper, case, by=act.by).number
    _finish_desk(act)
    same = who == case.applicant_name
    facts = {"method": method, "by_applicant": same, "masked": number, "paper": issued}
    return Told(facts, (act.event(CaseCollected),), issued)


@effect("close")
def _close(act: Act) -> Told:
    case = act.case
    case.closed_at = act.at
    case.unclaimed = case.collected_at is None
    if case.unclaimed:
        _finish_desk(act)
    event = act.event(CaseClosed, outcome=case.outcome, unclaimed=case.unclaimed, method=case.delivery)
    return Told({"outcome": case.outcome, "unclaimed": case.unclaimed, "method": case.delivery}, (event,))


def _finish_desk(act: Act) -> None:
    act.case.tasks.filter(kind="deliver", state=CaseTask.State.OPEN).update(
        state=CaseTask.State.DONE, done_at=act.at, done_by=act.by.key, done_name=act.by.name[:100]
    )
