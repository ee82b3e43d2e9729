"""受理后撤回: the applicant asks with his reason, the approver consents and the case ends, or declines and says why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import WithdrawalRequest
from bancheng.casework.cases.tests.stage import Stage
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.messages.models import Message

WHY = "店面不租了"


def asked(stage: Stage) -> str:
    number = stage.accepted()
    services.ask_to_withdraw(number, by=stage.citizen(), reason=WHY)
    return number


def test_the_approver_consents_and_everything_about_the_case_stops(stage: Stage, move: Callable[..., None]) -> None:
    number, by = asked(stage), stage.staff("approver")
    drain()
    assert WHY in Message.objects.get(template__key="cases.withdrawal_asked").body
    assert stage.row(number).clock == "decision", "the clocks run until the organ answers"
    services.consent_to_withdraw(number, by=by)
    drain()
    row = stage.row(number)
    assert (row.state, row.clock) == ("terminated", "") and row.closed_at is not None
    assert {one.state for one in stage.seen(number).tasks} == {"done", "cancelled"}
    assert "已经终止办理" in Message.objects.get(template__key="cases.terminated").body
    own = selectors.own_case(stage.citizen(), number)
    assert own.line.public_state == "已终止" and own.withdrawals[0].consented and own.verbs == ()
    assert [line.number for line in selectors.own_cases(stage.citizen(), part="done").rows] == [number]
    move(date(2027, 3, 1))
    assert services.watch() == 0 and services.verify_clocks().faults == ()


def test_the_approver_declines_with_a_reason_and_the_case_goes_on(stage: Stage) -> None:
    number, by = asked(stage), stage.staff("approver")
    with pytest.raises(Refused) as refused:
        services.decline_to_withdraw(number, by=by, answer=" ")
    assert refused.value.code == "cases.reason_missing"
    services.decline_to_withdraw(number, by=by, answer="现场已经查实违法经营，依法继续办理。")
    drain()
    assert "现场已经查实" in Message.objects.get(template__key="cases.withdrawal_declined").body
    own = selectors.own_case(stage.citizen(), number)
    assert own.line.state == "accepted" and "ask_to_withdraw" in own.verbs
    services.ask_to_withdraw(number, by=stage.citizen(), reason="还是不办了")
    drain()
    services.decline_to_withdraw(number, by=by, answer="理由同前。")
    drain()
    assert Message.objects.filter(template__key="cases.withdrawal_declined").count() in {1, 2}
    assert [one.consented for one in stage.seen(number).withdrawals] == [False, False]


def test_one_wish_at_a_time_and_not_without_a_reason(stage: Stage) -> None:
    number, citizen = stage.accepted(), stage.citizen()
    with pytest.raises(Refused) as refused:
        services.ask_to_withdraw(number, by=citizen, reason="\x00 ")
    assert refused.value.code == "cases.reason_missing" and not WithdrawalRequest.objects.exists()
    services.ask_to_withdraw(number, by=citizen, reason=WHY)
    assert "ask_to_withdraw" not in selectors.own_case(citizen, number).verbs
    with pytest.raises(Refused) as refused:
        services.ask_to_withdraw(number, by=citizen, reason=WHY)
    assert refused.value.code == "cases.withdrawal_open" and WithdrawalRequest.objects.count() == 1


def test_before_acceptance_nobody_is_asked_and_after_the_decision_nobody_can_be(stage: Stage) -> None:
    filed, decided = stage.file().number, stage.decided(by=stage.citizen("李秀英", 2))
    for number, who in ((filed, stage.citizen()), (decided, stage.citizen("李秀英", 2))):
        with pytest.raises(Refused) as refused:
            services.ask_to_withdraw(number, by=who, reason=WHY)
        assert refused.value.code == "lifecycle.not_open"
    services.withdraw(filed, by=stage.citizen())
    assert stage.row(filed).state == "withdrawn"


def test_nobody_else_asks_and_only_the_approver_answers(stage: Stage) -> None:
    number = stage.accepted()
    with pytest.raises(AccessDenied) as denied:
        services.ask_to_withdraw(number, by=stage.citizen("李秀英", 2), reason=WHY)
    assert not denied.value.visible
    with pytest.raises(AccessDenied):
        services.ask_to_withdraw(number, by=stage.staff("clerk"), reason=WHY)
    services.ask_to_withdraw(number, by=stage.citizen(), reason=WHY)
    for who in (stage.staff("clerk"), stage.staff("reviewer"), stage.citizen()):
        with pytest.raises(AccessDenied):
            services.consent_to_withdraw(number, by=who)
    buttons = {one.verb for one in stage.seen(number).verbs}
    assert {"consent_to_withdraw", "decline_to_withdraw"} <= buttons


def test_an_answer_without_a_wish_is_refused_and_offered_to_nobody(stage: Stage) -> None:
    number, by = stage.accepted(), stage.staff("approver")
    for act in (services.consent_to_withdraw, services.decline_to_withdraw):
        with pytest.raises(Refused) as refused:
            act(number, by=by, answer="同意")
        assert refused.value.code == "cases.withdrawal_gone"
    assert not {"consent_to_withdraw", "decline_to_withdraw"} & {one.verb for one in stage.seen(number, by).verbs}


def test_no_decision_before_the_applicant_has_his_answer(stage: Stage) -> None:
    number, by = stage.reviewed(), stage.staff("approver")
    services.ask_to_withdraw(number, by=stage.citizen(), reason=WHY)
    with pytest.raises(Refused) as refused:
        services.decide(number, by=by, outcome="granted")
    assert refused.value.code == "cases.withdrawal_open"
    assert {one.verb: one.reason for one in stage.seen(number, by).verbs}["decide"]
    services.decline_to_withdraw(number, by=by, answer="审查已经完成。")
    services.decide(number, by=by, outcome="granted")


def test_a_procedure_that_runs_ends_with_the_case(stage: Stage, move: Callable[..., None]) -> None:
    number = stage.accepted()
    services.start_procedure(number, by=stage.staff("reviewer"), kind="JC", reason="送样。", expected_days=3)
    services.ask_to_withdraw(number, by=stage.citizen(), reason=WHY)
    services.consent_to_withdraw(number, by=stage.staff("approver"), answer="同意。")
    move(date(2026, 12, 20))
    assert services.watch() == 0 and not any(one.open for one in stage.seen(number).procedures)
    assert services.verify_clocks().faults == ()
