"""The watch over the clocks: one broken case holds up nobody, a clock that was lost is found, stages follow the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.services import clockwork
from bancheng.casework.cases.tests.stage import STAGES, Stage
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.organisations import services as calendars


def test_a_case_that_breaks_the_watch_keeps_no_other_waiting(
    stage: Stage, move: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (stage.file(by=stage.citizen("王一", place)).key for place in (1, 2))
    move(date(2026, 11, 28))
    deem = clockwork.deem_accepted

    def break_at_the_first(key: str) -> None:
        if key == first:
            raise ValueError("broken")
        deem(key)

    with monkeypatch.context() as patch:
        patch.setattr(clockwork, "deem_accepted", break_at_the_first)
        with pytest.raises(RuntimeError, match=f"at 1 cases or tasks, first at {first}"):
            services.watch()
    assert {one.key: one.state for one in Case.objects.all()} == {first: "submitted", second: "accepted"}
    services.watch()
    assert Case.objects.get(key=first).state == "accepted"


@pytest.mark.parametrize("accepted", [False, True])
def test_a_clock_that_stands_still_though_it_should_run_is_found(stage: Stage, accepted: bool) -> None:
    number = stage.accepted() if accepted else stage.file().number
    assert not services.verify_clocks().faults
    Case.objects.filter(number=number).update(clock="")
    assert [fault.number for fault in services.verify_clocks().faults] == [number]


def test_a_clock_that_runs_though_it_was_stopped_is_found(stage: Stage) -> None:
    number = stage.decided()
    assert not services.verify_clocks().faults
    Case.objects.filter(number=number).update(clock="decision")
    assert [(fault.number, fault.computed) for fault in services.verify_clocks().faults] == [(number, None)]


def test_the_delivery_of_a_decided_case_follows_a_corrected_calendar(stage: Stage) -> None:
    slow = stage.item("两天送达", stages=[*STAGES[:-1], {**STAGES[-1], "days": 2}])
    task = CaseTask.objects.get(case__number=stage.decided(slow), kind="deliver")
    assert task.due_on == date(2026, 11, 24)
    calendars.set_day(day=date(2026, 11, 24), kind="holiday", name="临时放假", reason="通知更正", by=PLATFORM)
    drain()
    assert CaseTask.objects.get(pk=task.pk).due_on == date(2026, 11, 25)


def test_somebody_who_knows_one_code_does_not_get_more_tries_for_others(stage: Stage) -> None:
    own, other = stage.file(), stage.file(by=stage.citizen("李秀英", 2))
    for _ in range(4):
        assert services.track(other.number, "000000", who="here") is None
    assert services.track(own.number, own.query_code, who="here") is not None
    assert services.track("41132320261120999999X", "000000", who="here") is None
    with pytest.raises(TooManyTries):
        services.track(own.number, own.query_code, who="here")


def test_who_asks_for_his_own_case_again_and_again_is_never_locked_out(stage: Stage) -> None:
    own = stage.file()
    assert all(services.track(own.number, own.query_code, who="hall") is not None for _ in range(20))


def test_nobody_grants_himself_the_power_to_decide(stage: Stage) -> None:
    approver, clerk = stage.staff("approver"), stage.staff("clerk")
    told: dict[str, Any] = {"item_id": stage.instant(), "basis": "西市监授〔2026〕1 号", "by": approver}
    days = {"valid_from": date(2026, 11, 20), "valid_to": date(2026, 12, 31)}
    with pytest.raises(Refused, match="不能给自己授权"):
        services.grant_decision(staff_number=approver.key.removeprefix("staff:"), **told, **days)
    assert services.grant_decision(staff_number=clerk.key.removeprefix("staff:"), **told, **days)


@pytest.mark.parametrize("start", [date(9999, 1, 1), date(1, 1, 1)])
def test_a_licence_cannot_begin_in_another_age(stage: Stage, start: date) -> None:
    number = stage.reviewed(stage.licensed())
    with pytest.raises(Refused, match="核对日期") as refused:
        services.decide(number, by=stage.staff("approver"), outcome="granted", valid_from=start)
    assert refused.value.code == "cases.dates"
