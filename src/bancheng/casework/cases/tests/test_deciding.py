"""Review and decision: criteria, two persons, back with a reason, separation, the licence in one transaction."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Decision
from bancheng.casework.cases.tests.stage import ONE, TWO, Stage
from bancheng.casework.cases.types import Criterion
from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.licences.models import Licence, PrintTask


@pytest.mark.demand("FLW-19")
def test_a_refusal_without_a_reason_is_refused(stage: Stage) -> None:
    number = stage.reviewed()
    with pytest.raises(Refused) as refused:
        services.decide(number, by=stage.staff("approver"), outcome="refused", reason="  ")
    assert refused.value.code == "cases.reason_missing" and not Decision.objects.exists()
    services.decide(number, by=stage.staff("approver"), outcome="refused", reason="经营场所不符合距离要求。")
    decision = stage.seen(number).decision
    assert decision is not None and decision.reason == "经营场所不符合距离要求。" and "行政复议" in decision.remedies


@pytest.mark.demand("LIC-03")
def test_licence_and_print_task_come_with_the_decision_or_not_at_all(stage: Stage) -> None:
    number, approver = stage.reviewed(stage.licensed()), stage.staff("approver")
    with pytest.raises(RuntimeError), transaction.atomic():
        services.decide(number, by=approver, outcome="granted")
        assert Licence.objects.count() == PrintTask.objects.count() == 1
        raise RuntimeError("the power fails before the transaction ends")
    assert not Licence.objects.exists() and not PrintTask.objects.exists() and not Decision.objects.exists()
    services.decide(number, by=approver, outcome="granted")
    licence = Licence.objects.get()
    assert licence.state == "pending_signature" and licence.print_task is not None


def test_what_the_approver_empties_is_not_taken_from_the_application_after_all(stage: Stage) -> None:
    number, approver = stage.reviewed(stage.licensed()), stage.staff("approver")
    with pytest.raises(Refused, match="主体业态"):
        services.decide(number, by=approver, outcome="granted", face={"shop_kind": " "})
    assert not Decision.objects.exists() and not Licence.objects.exists()


def test_a_refused_case_has_no_licence(stage: Stage) -> None:
    stage.decided(stage.licensed(), outcome="refused")
    assert not Licence.objects.exists()


def test_to_agree_every_point_of_the_guide_must_be_met_and_no_other_may_be_added(stage: Stage) -> None:
    number, reviewer = stage.accepted(), stage.staff("reviewer")
    task = stage.seen(number, reviewer).verbs[0].task

    def give(*points: Criterion) -> bool:
        return services.review(number, by=reviewer, task=task, outcome="agree", opinion="", criteria=points)

    for points in ((), (Criterion(ONE, True),), (Criterion(ONE, True), Criterion(TWO, False))):
        with pytest.raises(Refused) as refused:
            give(*points)
        assert refused.value.code == "cases.criteria"
    with pytest.raises(Refused):
        give(Criterion(ONE, True), Criterion(TWO, True), Criterion("须有三年经营经验", True))
    assert give(Criterion(ONE, True), Criterion(TWO, True))


def test_two_different_people_inspect(stage: Stage) -> None:
    number = stage.accepted()
    stage.agree(number, "review")
    assert stage.agree(number, "inspect") is False
    with pytest.raises(Refused) as refused:
        stage.agree(number, "inspect")
    assert refused.value.code == "cases.same_person"
    assert stage.agree(number, "inspect", "何永生") is True


def test_work_goes_back_with_a_reason_and_what_followed_is_done_again(stage: Stage) -> None:
    number, approver = stage.reviewed(), stage.staff("approver")
    with pytest.raises(Refused):
        services.send_back(number, by=approver, stage="review", reason="")
    services.send_back(number, by=approver, stage="review", reason="布局图与现场不符，请重新审查")
    found = stage.seen(number)
    waiting = [(task.stage, task.round) for task in found.tasks if task.state == "open"]
    assert waiting == [("review", 2)]
    assert "退回" in found.steps[-1].text
    with pytest.raises(Refused) as refused:
        services.decide(number, by=approver, outcome="granted")
    assert refused.value.code == "cases.review_open"
    stage.agree(number, "review")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    services.decide(number, by=approver, outcome="granted")


def test_whoever_reviewed_does_not_decide_even_with_the_role(stage: Stage) -> None:

    number = stage.reviewed()
    both = stage.made["reviewer", "赵建平"]
    identity.grant_role(
        staff=both,
        role="approver",
        region=both.organisation.region_id,
        organisation_id=both.organisation_id,
        by=PLATFORM,
    )
    with pytest.raises(Refused) as refused:
        services.decide(number, by=stage.actor(both), outcome="granted")
    assert refused.value.code == "cases.own_review"
    button = next(one for one in stage.seen(number, stage.actor(both)).verbs if one.verb == "decide")
    assert button.reason


def test_a_dated_grant_lets_a_clerk_decide_one_item_on_the_spot(stage: Stage) -> None:
    clerk = stage.staff("clerk")
    number = stage.accepted(stage.instant())
    with pytest.raises(AccessDenied):
        services.decide(number, by=clerk, outcome="granted")
    granted = services.grant_decision(
        item_id=stage.instant(),
        staff_number=clerk.key.removeprefix("staff:"),
        valid_from=date(2026, 11, 20),
        valid_to=date(2026, 12, 31),
        basis="西市监授〔2026〕1号",
        by=stage.staff("approver"),
    )
    assert services.decide(number, by=clerk, outcome="granted")
    services.revoke_decision(granted, by=stage.staff("approver"))
    other = stage.accepted(stage.instant(), by=stage.citizen("李秀英", 2))
    with pytest.raises(AccessDenied):
        services.decide(other, by=clerk, outcome="granted")


def test_a_decision_against_the_review_says_why(stage: Stage) -> None:
    number = stage.accepted()
    stage.agree(number, "review", outcome="disagree")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    with pytest.raises(Refused) as refused:
        services.decide(number, by=stage.staff("approver"), outcome="granted")
    assert refused.value.code == "cases.reason_missing" and "材料审查" in refused.value.sentence


def test_nothing_is_decided_twice(stage: Stage) -> None:
    number = stage.decided()
    for verb in (
        lambda: services.decide(number, by=stage.staff("approver"), outcome="refused", reason="改主意了"),
        lambda: services.accept(number, by=stage.staff("clerk")),
        lambda: services.withdraw(number, by=stage.citizen()),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.code == "lifecycle.not_open"
    assert selectors.own_case(stage.citizen(), number).line.outcome == "granted"
