"""What we find in the events of lower rooms. Each may run twice: a thing is found once."""

from __future__ import annotations

from datetime import date
from typing import Any

from bancheng.casework.cases.events import (
    CaseAccepted,
    CaseClosed,
    CaseEvent,
    DeadlinePassed,
    DeliveryOverdue,
    ProcedureOverrun,
    RenewalDeemed,
    StepOverdue,
    SupplementRequested,
)
from bancheng.casework.cases.selectors.parties import parties
from bancheng.casework.cases.types import CASE as LIFECYCLE
from bancheng.casework.cases.types import DELIVERIES, POSTS
from bancheng.frontline.ratings.events import CaseRated
from bancheng.ground.access import system
from bancheng.ground.crypto import sm3_hex
from bancheng.ground.jobs import reacts_to
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal.events import ActionRefused
from bancheng.ground.law import procedure
from bancheng.oversight.supervision import services
from bancheng.oversight.supervision.rules import (
    ASKED_AGAIN,
    BAD_RATING,
    CLOCKS,
    DELIVERY_OVERDUE,
    PROCEDURE_OVERRUN,
    RENEWAL_DEEMED,
    SILENCE,
    STEP_OVERDUE,
    UNLISTED_CODE,
    UNLISTED_MATERIAL,
    UNREGISTERED,
    Rule,
)
from bancheng.oversight.supervision.services import CASE

PLATFORM = system("电子监察")
DEMAND = "request_supplement"


@reacts_to(CaseAccepted, title="监察：视为受理")
def find_silence(event: CaseAccepted) -> bool:
    """Acceptance by silence: nobody answered the applicant within the term (settled 4)."""
    if not event.deemed:
        return False
    facts = {"accepted_on": event.accepted_on, "promised_due": event.promised_due}
    return _found(SILENCE, event, responsible=POSTS["clerk"], facts=facts)


@reacts_to(SupplementRequested, title="监察：再次要求补正")
def find_another_notice(event: SupplementRequested) -> bool:
    """A further notice for what is called a new fact (settled 14): whether it is one, supervision looks."""
    if not event.new_facts:
        return False
    return _found(ASKED_AGAIN, event, responsible=POSTS["clerk"], facts={"round": event.round}, what=str(event.round))


@reacts_to(DeadlinePassed, title="监察：办件逾期")
def find_a_passed_deadline(event: DeadlinePassed) -> bool:
    """A term of the case ran out. That of acceptance and the silence it leads to are one finding."""
    rule = CLOCKS.get(event.clock)
    if rule is None:
        return False
    holders = POSTS["clerk"] if rule is SILENCE else _posts(event.case)
    return _found(rule, event, responsible=holders, due_on=event.due)


@reacts_to(StepOverdue, title="监察：环节超时")
def find_an_overdue_step(event: StepOverdue) -> bool:
    """One stage took longer than the guide gives it; done again after a return, it may be found again."""
    return _found(
        STEP_OVERDUE,
        event,
        responsible=POSTS.get(event.holder, event.holder),
        due_on=event.due,
        facts={"stage": event.stage_name},
        what=f"{event.stage}#{event.task}",
    )


@reacts_to(ProcedureOverrun, title="监察：特别程序超过告知的时间")
def find_an_overrun_procedure(event: ProcedureOverrun) -> bool:
    """It lasts longer than the applicant was told in writing (第四十五条后段); each procedure is found once."""
    return _found(
        PROCEDURE_OVERRUN,
        event,
        responsible=POSTS["reviewer"],
        due_on=event.expected_on,
        facts={"procedure": procedure(event.kind).label, "told_until": event.expected_on},
        what=f"{event.kind}#{event.procedure}",
    )


@reacts_to(DeliveryOverdue, title="监察：没有按期送达")
def find_a_late_delivery(event: DeliveryOverdue) -> bool:
    """Ten working days after a grant the result is not with the applicant (第四十四条)."""
    return _found(DELIVERY_OVERDUE, event, responsible=POSTS["result_desk"], due_on=event.due)


@reacts_to(CaseClosed, title="监察：没有领取登记")
def find_a_missing_registration(event: CaseClosed) -> bool:
    """Finished, and nobody wrote down who took the result (领取登记); one delivered online was taken by who signed in."""
    if not event.unclaimed or event.method == "electronic":
        return False
    facts = {"method": DELIVERIES.get(event.method, "")}
    return _found(UNREGISTERED, event, responsible=POSTS["result_desk"], facts=facts)


@reacts_to(RenewalDeemed, title="监察：视为准予延续")
def find_a_deemed_renewal(event: RenewalDeemed) -> bool:
    """Nobody decided a timely renewal before the old licence ended (第五十条第二款)."""
    return _found(RENEWAL_DEEMED, event, responsible=_posts(event.case), facts={"ended_on": event.ended_on})


@reacts_to(ActionRefused, title="监察：指南以外的材料")
def find_a_demand_outside_the_guide(event: ActionRefused) -> bool:
    """Staff told an applicant to bring a material that the guide does not list, and the platform refused it.

    The same person asking for the same thing again is no second finding; the journal of the case has each attempt. An
    applicant who hands in more than is asked is refused by the same code, and is no finding.
    """
    demanded = event.code == UNLISTED_CODE and event.verb == DEMAND and event.actor.startswith("staff:")
    about = parties(event.subject.key) if demanded and event.subject.kind == CASE else None
    if about is None:
        return False
    told = journal.latest(kind=CASE, key=about.case, verb=event.verb, actor_key=event.actor, refused=True)
    entry = next((one for one in told if one.facts.get("sentence") == event.sentence), None)
    return services.record(
        rule=UNLISTED_MATERIAL.code,
        case=about.case,
        number=about.number,
        item_name=about.item_name,
        organisation=about.organisation,
        region=about.region,
        responsible=entry.actor_name if entry else "",
        facts={"attempt": _label(event.verb), "refusal": event.sentence, "entry": entry.number if entry else None},
        what=f"{event.actor[:80]}:{sm3_hex(event.sentence.encode())[:24]}",
        by=PLATFORM,
    )


@reacts_to(CaseRated, title="监察：差评")
def find_a_bad_rating(event: CaseRated) -> bool:
    """不满意 or worse makes the case abnormal (新密市管理办法第七条)."""
    if not event.bad:
        return False
    return services.record(
        rule=BAD_RATING.code,
        case=event.case,
        number=event.number,
        item_name=event.item_name,
        organisation=event.organisation,
        region=event.region,
        facts={"grade": event.grade_label, "rating": event.rating, "indicators": "、".join(event.indicators)},
        by=PLATFORM,
    )


def _found(
    rule: Rule,
    event: CaseEvent,
    *,
    responsible: str,
    due_on: date | None = None,
    facts: dict[str, Any] | None = None,
    what: str = "",
) -> bool:
    return services.record(
        rule=rule.code,
        case=event.case,
        number=event.number,
        item_name=event.item_name,
        organisation=event.organisation,
        region=event.region,
        responsible=responsible,
        due_on=due_on,
        facts=facts,
        what=what,
        by=PLATFORM,
    )


def _label(verb: str) -> str:
    return next((step.label for step in LIFECYCLE.steps if step.verb == verb), verb)


def _posts(case: str) -> str:
    about = parties(case)
    return "、".join(about.posts) if about else ""
