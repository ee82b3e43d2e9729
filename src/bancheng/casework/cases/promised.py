"""What applicants and desks are told of a promise (容缺受理): to sign it, to keep it, that it was kept, that it was not."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from bancheng.casework.cases import templates
from bancheng.casework.cases.events import ToleranceLapsed, ToleranceMadeUp, ToleranceOffered, ToleranceSigned
from bancheng.casework.cases.lifecycle import WORKED_ON
from bancheng.casework.cases.models import Tolerance
from bancheng.casework.cases.rules import promises, texts
from bancheng.casework.cases.rules.clocks import start_of
from bancheng.casework.cases.services import tolerating
from bancheng.casework.cases.telling import case_of, day_words, tell, tell_desk, tell_role
from bancheng.ground.jobs import reacts_to
from bancheng.ground.law import today


@reacts_to(ToleranceOffered, title="请申请人签署容缺受理承诺书")
def ask_for_the_promise(event: ToleranceOffered) -> None:
    case = case_of(event)
    promise = Tolerance.objects.filter(case=case, signed_at=None).first()
    if promise is not None:
        since = promise.offered_at
        tell(case, templates.TOLERANCE_OFFERED.key, since=since, due=day_words(promise.due_on), **_owed(promise))


@reacts_to(ToleranceSigned, title="通知受理岗：承诺书已签署")
def tell_of_the_promise(event: ToleranceSigned) -> None:
    tell_desk(event, templates.TOLERANCE_SIGNED.key)


@reacts_to(ToleranceMadeUp, title="通知承办岗位：容缺材料已补齐")
def tell_of_what_came(event: ToleranceMadeUp) -> None:
    late = "补齐时已经过了期限，拟不予决定由审批岗处理。" if event.late else ""
    tell_desk(event, templates.TOLERANCE_MADE_UP.key, late=late)


@reacts_to(ToleranceLapsed, title="拟不予决定等待审批")
def tell_of_the_lapse(event: ToleranceLapsed) -> None:
    """The approver, who decides, and the applicant, who may still bring it before the decision."""
    case, due = case_of(event), day_words(event.due)
    tell_role(case, "approver", templates.TOLERANCE_LAPSED.key, due=due)
    tell(case, templates.TOLERANCE_OVER.key, due=due)


def remind() -> int:
    """Three days, one day before and on the last day, each once; a run made up later tells the latest only. How many cases."""
    told = 0
    for promise in tolerating.running().select_related("case__filer").order_by("due_at"):
        day = promises.rung_day(promise.due_on, today())
        if day is None or promise.case.state not in WORKED_ON:
            continue
        since, due = start_of(day), day_words(promise.due_on)
        with transaction.atomic():
            tell(promise.case, templates.TOLERANCE_NEAR.key, since=since, due=due, **_owed(promise))
        told += 1
    return told


def _owed(promise: Tolerance) -> dict[str, Any]:
    return {"gaps": texts.listed(promise.items)[:200], "consequence": promise.consequence}
