"""The clocks of cases: due days over holidays, warnings, silence, instant items, and their proof from the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import clockwork
from bancheng.casework.cases.tests.stage import COUNTY, Stage
from bancheng.casework.cases.types import Gap
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations import services as calendars


@pytest.mark.demand("FLW-07")
def test_five_working_days_from_the_friday_before_the_spring_festival_match_the_calendar(
    stage: Stage, move: Callable[..., None]
) -> None:
    """2026: off from 15 to 23 February, Saturdays 14 and 28 worked (国办发明电〔2025〕7号)."""
    move(date(2026, 2, 13))
    number = stage.accepted(stage.item("短承诺", promised={"unit": "workday", "n": 5}))
    row = stage.row(number)
    assert row.due_on == organisations.calendar().add_workdays(date(2026, 2, 13), 5) == date(2026, 2, 27)
    assert stage.seen(number).clocks[0].due_on == date(2026, 2, 27)
    assert [cell.day.day for cell in stage.seen(number).clocks[0].cells] == [14, 24, 25, 26, 27]


def test_the_light_turns_by_itself_and_each_event_is_told_once(stage: Stage, move: Callable[..., None]) -> None:
    number = stage.accepted(stage.item("短承诺", promised={"unit": "workday", "n": 5}))
    assert stage.seen(number).line.light == "normal" and services.watch() == 0
    row = stage.row(number)
    assert row.due_on == date(2026, 11, 27)
    move(date(2026, 11, 25), 0)
    assert stage.seen(number).line.light == "warning"
    assert [services.watch(), services.watch()] == [2, 0]  # the case is near due, its first stage overdue
    move(date(2026, 11, 28), 0)
    assert stage.seen(number).line.light == "overdue"
    assert [services.watch(), services.watch()] == [1, 0]
    verbs = [line.verb for line in selectors.trace(stage.staff("supervisor"), number).lines]
    assert verbs.count("warn") == verbs.count("overdue") == verbs.count("step_overdue") == 1


@pytest.mark.demand("FLW-22")
def test_an_instant_item_not_finished_on_its_day_is_overdue_and_a_promised_one_is_not(
    stage: Stage, move: Callable[..., None]
) -> None:
    instant = stage.accepted(stage.instant())
    promised = stage.accepted(by=stage.citizen("李秀英", 2))
    assert stage.row(instant).due_on == date(2026, 11, 20)
    move(date(2026, 11, 20), 23)
    assert stage.seen(instant).line.light == "normal"
    move(date(2026, 11, 21), 0)
    assert stage.seen(instant).line.light == "overdue" and stage.seen(promised).line.light == "normal"
    services.watch()
    assert Case.objects.get(number=instant).flag == Case.Flag.OVERDUE
    assert Case.objects.get(number=promised).flag == Case.Flag.NORMAL


def test_silence_of_five_working_days_is_acceptance_as_of_the_day_of_receipt(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = stage.file().number
    move(date(2026, 11, 27), 23)
    services.watch()
    assert stage.row(number).state == "submitted"
    move(date(2026, 11, 28), 0)
    services.watch()
    row = stage.row(number)
    assert (row.state, row.deemed, row.accepted_on) == ("accepted", True, date(2026, 11, 20))
    assert row.due_on == organisations.calendar().add_workdays(date(2026, 11, 20), 15)
    drain()
    steps = selectors.own_case(stage.citizen(), number).steps
    assert steps[-1].verb == "deem_accepted" and "视为受理" in steps[-1].text


def test_a_crash_between_the_passed_term_and_the_acceptance_loses_neither(
    stage: Stage, move: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = stage.file().number
    move(date(2026, 11, 28))
    with monkeypatch.context() as patch:
        patch.setattr(clockwork, "deem_accepted", lambda key: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            services.watch()
    assert stage.row(number).state == "submitted"
    services.watch()
    assert stage.row(number).state == "accepted"


def test_a_corrected_calendar_moves_open_deadlines_and_the_journal_says_so(stage: Stage) -> None:
    number = stage.accepted()
    before = stage.row(number).due_on
    calendars.set_day(day=date(2026, 11, 24), kind="holiday", name="临时放假", reason="通知更正", by=PLATFORM)
    drain()
    row = stage.row(number)
    assert before is not None and row.due_on == organisations.calendar().add_workdays(before, 1)
    assert selectors.trace(stage.staff("supervisor"), number).lines[-1].verb == "recompute"
    assert services.verify_clocks().faults == ()


def test_every_running_clock_is_proven_from_the_journal_and_a_changed_day_is_found(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    for place, name in enumerate(("王一", "王二", "王三"), start=1):
        stage.accepted(by=stage.citizen(name, place))
    number = stage.file(by=stage.citizen("李秀英", 9)).number
    assert services.verify_clocks() == services.verify_clocks()
    assert services.verify_clocks().checked == 4 and not services.verify_clocks().faults
    Case.objects.filter(number=number).update(due_on=date(2027, 1, 1))
    found = services.verify_clocks()
    assert [(fault.number, fault.stored, fault.computed) for fault in found.faults] == [
        (number, date(2027, 1, 1), date(2026, 11, 27))
    ]
    with pytest.raises(SystemExit):
        call_command("verify_clocks")
    assert number in capsys.readouterr().out


def test_a_decision_stops_the_clock(stage: Stage, move: Callable[..., None]) -> None:
    number = stage.decided()
    move(date(2027, 3, 1))
    assert services.watch() == 0 or stage.row(number).flag == Case.Flag.NORMAL
    clock = stage.seen(number).clocks[0]
    assert clock.stopped and clock.light == "normal" and stage.row(number).region_id == COUNTY


def test_an_answer_after_the_last_day_finds_the_case_accepted_by_silence_though_no_watch_ran(
    stage: Stage, move: Callable[..., None]
) -> None:
    numbers = [
        stage.file(by=stage.citizen(name, place)).number for place, name in enumerate(("王一", "王二", "王三"), 1)
    ]
    clerk = stage.staff("clerk")
    move(date(2026, 11, 30))
    for number, answer in zip(
        numbers,
        (
            lambda number: services.accept(number, by=clerk),
            lambda number: services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")]),
            lambda number: services.not_accept(number, by=clerk, ground="not_needed", reason="不需要许可"),
        ),
        strict=True,
    ):
        with pytest.raises(Refused) as refused:
            answer(number)
        assert refused.value.code == "lifecycle.not_open"
        row = stage.row(number)
        assert (row.state, row.deemed, row.accepted_on) == ("accepted", True, date(2026, 11, 20))
    assert services.verify_clocks().faults == ()


def test_a_corrected_calendar_moves_the_days_of_open_stages_too(stage: Stage) -> None:
    reviewed, filed = stage.accepted(), stage.file(by=stage.citizen("李秀英", 2)).number
    calendars.set_day(day=date(2026, 11, 24), kind="holiday", name="临时放假", reason="通知更正", by=PLATFORM)
    drain()
    due = {
        task.stage: task.due_on
        for number in (reviewed, filed)
        for task in stage.seen(number).tasks
        if task.state == "open"
    }
    assert due == {"review": date(2026, 11, 25), "accept": date(2026, 11, 30)}
    assert stage.row(filed).due_on == date(2026, 11, 30)
    assert services.verify_clocks().faults == ()


def test_a_guide_that_promises_no_days_is_held_to_the_law(stage: Stage) -> None:
    free = stage.item(
        "没有承诺", promised={"unit": "free", "note": "按法定时限"}, statutory={"unit": "none", "note": "无"}
    )
    number = stage.accepted(free)
    assert stage.row(number).due_on == date(2026, 12, 18)
