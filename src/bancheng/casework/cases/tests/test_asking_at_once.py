"""What is asked in the same moment: one wish, one answer of a unit, a decision or a wish but never both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Consultation, WithdrawalRequest
from bancheng.casework.cases.tests import test_two_at_once as once
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.tests.test_two_at_once import Together, entries, given, refusals

stage, together = once.stage, once.together
"""The county in rows that other connections see, and the start of all at once."""


def test_a_wish_sent_twice_is_one_wish(stage: Stage, together: Callable[[], Together]) -> None:
    number, citizen = stage.accepted(), stage.citizen()
    run = together()
    told = run(*[lambda: services.ask_to_withdraw(number, by=citizen, reason="不办了")] * 3)
    assert [one.code for one in refusals(told)] == ["cases.withdrawal_open"] * 2
    assert run.look(WithdrawalRequest.objects.count) == 1


def test_whoever_wants_it_back_while_it_is_decided_gets_one_of_both(
    stage: Stage, together: Callable[[], Together]
) -> None:
    number, citizen, approver = stage.reviewed(), stage.citizen(), stage.staff("approver")
    run = together()
    told = run(
        lambda: services.ask_to_withdraw(number, by=citizen, reason="不办了"),
        lambda: services.decide(number, by=approver, outcome="granted"),
    )
    (refused,) = refusals(told)
    assert refused.code == ("lifecycle.not_open" if told[0] is refused else "cases.withdrawal_open")
    done = run.look(lambda: entries(number, "ask_to_withdraw", "decide"))
    assert done == (["decide"] if told[0] is refused else ["ask_to_withdraw"])


def test_of_two_colleagues_of_a_unit_one_answers(stage: Stage, together: Callable[[], Together]) -> None:
    town, number = stage.world.town, stage.accepted()
    people = [stage.staff("town_officer", name, organ=town) for name in ("蒋春梅", "华秋菊")]
    services.consult(number, by=stage.staff("reviewer"), organisations=[town.pk], question="有没有意见？")
    key = Consultation.objects.get().pk
    run = together()
    told = run(
        *[
            lambda by=by: services.answer_consultation(number, by=by, consultation=key, outcome="agree")  # type: ignore[misc]
            for by in people
        ]
    )
    (refused,) = refusals(told)
    assert refused.code == "cases.consultation_answered" and len(given(told)) == 1
    assert run.look(lambda: entries(number, "answer_consultation")) == ["answer_consultation"]


def test_silence_that_two_watches_note_at_once_is_noted_once(
    stage: Stage, together: Callable[[], Together], move: Callable[..., None]
) -> None:
    town, number = stage.world.town, stage.accepted()
    services.consult(number, by=stage.staff("reviewer"), organisations=[town.pk], question="有没有意见？", days=1)
    move(date(2026, 11, 24))
    run = together()
    assert refusals(run(services.watch, services.watch)) == []
    assert run.look(lambda: entries(number, "consultation_silent")) == ["consultation_silent"]
