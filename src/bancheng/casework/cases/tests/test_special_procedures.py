"""Special procedures: which stop whose clock, from when to when, what the applicant is told, and what stands still meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from bancheng.casework.cases import selectors, services, standing
from bancheng.casework.cases.models import Case, CaseTask, Procedure
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.tests.test_hearings import recorded
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import SHANGHAI, Refused
from bancheng.profiles.loader import HERE
from bancheng.profiles.loader_reading import read_profile, read_regions
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.documents import contents
from bancheng.registers.documents import selectors as documents
from bancheng.registers.documents.models import Document
from bancheng.registers.messages.models import Message
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations import services as calendars

FRIDAY = date(2026, 11, 20)
PROMISED, STATUTORY = date(2026, 12, 11), date(2026, 12, 18)
TWO_LATER = (date(2026, 12, 15), date(2026, 12, 22))
PLACE = "县政务服务中心三楼听证室"
CITED = "《中华人民共和国安全生产法》第六十三条"


def start(number: str, by: Actor, kind: str = "PS", **more: Any) -> str:
    told = {"reason": "技术方案复杂，需要专家评审。", "expected_days": 5} | more
    return services.start_procedure(number, by=by, kind=kind, **told)


def ends(stage: Stage, number: str) -> tuple[date | None, date | None]:
    row = stage.row(number)
    return row.due_on, row.statutory_due_on


def workdays(first: date, last: date) -> int:
    return organisations.calendar().workdays_between(first, last)


def later(day: date, n: int) -> date:
    return organisations.calendar().add_workdays(day, n)


def elsewhere(stage: Stage) -> str:
    """A case accepted by the organ of 新密市, under its own profile."""
    calendars.take_in_regions(regions=read_regions(), by=PLATFORM)
    calendars.take_in_profile(seed=read_profile(HERE / "xinmi-2021.yaml"), by=PLATFORM)
    organ = stage.world.elsewhere
    number = stage.file(stage.item("新密食品经营许可", organ=organ)).number
    services.accept(number, by=stage.staff("clerk", "冯丽", organ=organ))
    return number


@pytest.mark.demand("FLW-08")
def test_expert_review_pauses_both_clocks_here_and_only_the_statutory_one_under_the_xinmi_profile(
    stage: Stage, move: Callable[..., None]
) -> None:
    here, there = stage.accepted(), elsewhere(stage)
    assert ends(stage, here) == ends(stage, there) == (PROMISED, STATUTORY)
    cast = {here: stage.staff("reviewer"), there: stage.staff("reviewer", "何永生", organ=stage.world.elsewhere)}
    move(date(2026, 11, 23))
    for number, by in cast.items():
        start(number, by)
    move(date(2026, 11, 25))
    for number, by in cast.items():
        services.end_procedure(number, by=by, kind="PS", result="专家组同意。")
    assert ends(stage, here) == TWO_LATER
    assert ends(stage, there) == (PROMISED, TWO_LATER[1])
    row = Procedure.objects.get(case__number=there)
    assert (row.basis, row.stops) == ("《行政许可法》第四十五条", True)
    assert (row.started_on, row.ended_on) == (date(2026, 11, 23), date(2026, 11, 25))
    assert services.verify_clocks().faults == ()


@pytest.mark.demand("FLW-08")
def test_an_assessment_never_pauses_the_statutory_clock(stage: Stage, move: Callable[..., None]) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    move(date(2026, 11, 23))
    with pytest.raises(Refused, match="评估的时间计入法定办结时限"):
        start(number, by, "PG", cited=CITED)
    start(number, by, "PG")
    move(date(2026, 11, 30))
    services.watch()
    assert ends(stage, number) == (PROMISED, STATUTORY)
    services.end_procedure(number, by=by, kind="PG", result="风险等级较低。")
    assert ends(stage, number) == (PROMISED, STATUTORY)
    row = Procedure.objects.get()
    assert (row.basis, row.stops) == ("", False)
    lines = {line.verb: line for line in selectors.trace(stage.staff("supervisor"), number).lines}
    assert lines["suspend"].article == lines["resume"].article == ""


@pytest.mark.parametrize("kind", ["XC", "GS", "KS"])
def test_what_the_law_of_licences_does_not_name_pauses_only_by_a_law_that_is_cited(
    stage: Stage, move: Callable[..., None], kind: str
) -> None:
    plain, cited, by = stage.accepted(), stage.accepted(by=stage.citizen("李秀英", 2)), stage.staff("reviewer")
    move(date(2026, 11, 23))
    with pytest.raises(Refused, match="请写明法律名称和条款"):
        start(plain, by, kind, cited="有关规定")
    start(plain, by, kind)
    start(cited, by, kind, cited=CITED)
    move(date(2026, 11, 25))
    for number in (plain, cited):
        services.end_procedure(number, by=by, kind=kind, result="已完成。")
    assert ends(stage, plain) == (PROMISED, STATUTORY)
    assert ends(stage, cited) == TWO_LATER
    assert Procedure.objects.get(case__number=cited).basis == CITED


def test_days_that_two_procedures_share_are_counted_once_and_review_goes_on_after_the_last(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    move(date(2026, 11, 23))
    start(number, by)
    move(date(2026, 11, 24))
    start(number, by, "JC", reason="送样检测。")
    assert stage.row(number).state == "suspended"
    with pytest.raises(Refused, match="已经在进行"):
        start(number, by, "JC")
    move(date(2026, 11, 25))
    services.end_procedure(number, by=by, kind="PS", result="同意。")
    assert stage.row(number).state == "suspended"
    move(date(2026, 11, 26))
    with pytest.raises(Refused) as refused:
        services.end_procedure(number, by=by, kind="PS", result="同意。")
    assert refused.value.code == "cases.procedure_gone"
    services.end_procedure(number, by=by, kind="JC", result="合格。")
    assert stage.row(number).state == "under_review"
    assert ends(stage, number) == (date(2026, 12, 16), date(2026, 12, 23))
    assert services.verify_clocks().faults == ()


def test_a_clock_that_stands_still_neither_warns_nor_passes_and_its_stages_wait_too(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    before = CaseTask.objects.get(case__number=number, state="open").due_on
    assert before == date(2026, 11, 24)
    move(date(2026, 11, 23))
    start(number, by, expected_days=40)
    left = stage.seen(number).clocks[0].remaining
    for day in (date(2026, 12, 12), date(2026, 12, 19), date(2027, 1, 20)):
        move(day, 0)
        assert services.verify_clocks().faults == ()
        told = {line.verb for line in selectors.trace(stage.staff("supervisor"), number).lines}
        services.watch()
        assert stage.row(number).flag == Case.Flag.NORMAL and not told & {"warn", "overdue", "step_overdue"}
        assert (stage.seen(number).line.light, stage.seen(number).clocks[0].remaining) == ("normal", left)
    services.end_procedure(number, by=by, kind="PS", result="同意。")
    paused = workdays(date(2026, 11, 22), date(2027, 1, 19))
    assert stage.seen(number).clocks[0].due_on == later(PROMISED, paused)
    assert CaseTask.objects.get(case__number=number, state="open").due_on == later(before, paused)
    assert services.verify_clocks().faults == ()


def test_the_daily_count_keeps_the_lists_true_while_a_clock_stands_still(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = stage.accepted()
    move(date(2026, 11, 23))
    start(number, stage.staff("reviewer"))
    left = stage.seen(number).line.remaining
    move(date(2026, 11, 25))
    assert services.recount_suspended() == 1 and services.recount_suspended() == 0
    assert stage.seen(number).line.remaining == left


def test_neither_review_nor_decision_while_a_procedure_runs_and_the_buttons_say_why(stage: Stage) -> None:
    number, by, approver = stage.accepted(), stage.staff("reviewer"), stage.staff("approver")
    start(number, by)
    with pytest.raises(Refused) as refused:
        services.decide(number, by=approver, outcome="granted")
    assert refused.value.code == "lifecycle.not_open"
    reasons = {one.verb: one.reason for one in stage.seen(number, by).verbs}
    assert "特别程序正在进行" in reasons["review"] and reasons["resume"] == reasons["add_procedure"] == ""
    assert "end_procedure" not in reasons and "suspend" not in reasons
    assert "特别程序正在进行" in {one.verb: one.reason for one in stage.seen(number, approver).verbs}["decide"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"started_on": date(2026, 11, 19)}, "cases.procedure_dates"),
        ({"started_on": date(2026, 11, 24)}, "cases.procedure_dates"),
        ({"kind": "YC"}, "cases.procedure_kind"),
        ({"kind": "不认识"}, "cases.procedure_kind"),
        ({"reason": "  "}, "cases.reason_missing"),
        ({"expected_days": 0}, "cases.procedure_days"),
        ({"expected_days": 366}, "cases.procedure_days"),
        ({"hearing_on": date(2026, 12, 30)}, "cases.hearing_day"),
    ],
)
def test_a_procedure_that_cannot_be_is_refused_and_leaves_nothing(
    stage: Stage, move: Callable[..., None], given: dict[str, Any], code: str
) -> None:
    number = stage.accepted()
    move(date(2026, 11, 23))
    with pytest.raises(Refused) as refused:
        start(number, stage.staff("reviewer"), **given)
    assert refused.value.code == code
    assert not Procedure.objects.exists() and stage.row(number).state == "accepted"
    assert ends(stage, number) == (PROMISED, STATUTORY)


@pytest.mark.parametrize("ended", [date(2026, 11, 22), date(2026, 11, 26)])
def test_it_ends_between_its_start_and_today(stage: Stage, move: Callable[..., None], ended: date) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    move(date(2026, 11, 23))
    start(number, by)
    move(date(2026, 11, 25))
    with pytest.raises(Refused, match="结束日期应当在开始日期") as refused:
        services.end_procedure(number, by=by, kind="PS", result="同意。", ended_on=ended)
    assert refused.value.code == "cases.procedure_dates"
    with pytest.raises(Refused, match="结果"):
        services.end_procedure(number, by=by, kind="PS", result=" ")
    services.end_procedure(number, by=by, kind="PS", result="同意。", ended_on=date(2026, 11, 24))
    assert ends(stage, number) == (date(2026, 12, 14), date(2026, 12, 21))


def test_an_overdue_case_is_not_made_timely_by_a_day_entered_afterwards(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    move(date(2026, 12, 14))
    with pytest.raises(Refused, match="不能再补登"):
        start(number, by, started_on=date(2026, 12, 11))
    start(number, by)
    services.watch()
    assert stage.row(number).flag == Case.Flag.OVERDUE and stage.row(number).due_on == PROMISED


def test_days_that_have_gone_by_are_not_given_back(stage: Stage, move: Callable[..., None]) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    move(date(2026, 12, 11))  # the last day of the promise
    before = ends(stage, number)
    with pytest.raises(Refused, match="最迟下一个工作日"):
        start(number, by, started_on=date(2026, 11, 23))
    assert ends(stage, number) == before and not Procedure.objects.exists()
    start(number, by, started_on=date(2026, 12, 10))


def test_a_hearing_does_not_end_before_it_was_held(stage: Stage, move: Callable[..., None]) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    held = {"hearing_on": date(2026, 12, 10), "hearing_time": time(9), "hearing_place": PLACE}
    start(number, by, kind="TZ", expected_days=20, **held)
    with pytest.raises(Refused, match="举行以后"):
        services.end_procedure(number, by=by, kind="TZ", result="已经听证。")
    move(date(2026, 12, 10), 18)
    recorded(number, by)
    services.end_procedure(number, by=by, kind="TZ", result="已经听证。")


def test_a_hearing_is_told_seven_working_days_before_with_its_time_and_place(stage: Stage) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    ask = {"reason": "申请人要求听证。", "hearing_time": time(14, 30), "hearing_place": PLACE}
    for day in (None, FRIDAY, date(2026, 11, 30)):
        with pytest.raises(Refused) as refused:
            start(number, by, "TZ", **ask, hearing_on=day)
        assert refused.value.code == "cases.hearing_day"
    with pytest.raises(Refused, match="所需的工作日数只到2026年11月27日"):
        start(number, by, "TZ", **ask, hearing_on=date(2026, 12, 1))
    # Friday 20, 23 to 27 and Monday 30 November are the seven.
    ask |= {"hearing_on": date(2026, 12, 1), "expected_days": 10}
    for lacking, code in (
        ({"hearing_time": None}, "cases.hearing_time"),
        ({"hearing_place": " "}, "cases.hearing_place"),
    ):
        with pytest.raises(Refused) as refused:
            start(number, by, "TZ", **{**ask, **lacking})
        assert refused.value.code == code
    paper = start(number, by, "TZ", **ask)
    assert stage.row(number).state == "suspended"
    drain()
    made = Document.objects.get(number=paper)
    told = contents.opened(made.kind, made.data, token=made.token)
    assert (told.hearing_at, told.hearing_place) == (datetime(2026, 12, 1, 14, 30, tzinfo=SHANGHAI), PLACE)
    assert made.state == "ready"
    message = Message.objects.get(template__key="cases.procedure_started").body
    assert f"2026年12月01日 14:30 在{PLACE}举行" in message
    shown = selectors.own_case(stage.citizen(), number).procedures[0]
    assert (shown.hearing_at, shown.hearing_place) == (told.hearing_at, PLACE)


def test_the_applicant_is_told_the_days_in_writing_and_sees_them_with_their_basis(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    drain()
    paper = start(number, by)
    start(number, by, "JC", reason="送样检测。", expected_days=3)
    drain()
    kinds = [one.kind for one in documents.documents_of(standing.subject_of(stage.row(number)))]
    assert kinds.count("cases.procedure_notice") == 2
    assert all(one.ready for one in stage.seen(number).papers)
    told = Message.objects.get(template__key="cases.procedure_started").body
    assert "专家评审（5 个工作日，预计到 11月27日，不计入法定办结时限）、检测（3 个工作日" in told
    own = selectors.own_case(stage.citizen(), number)
    first = own.procedures[0]
    assert (first.label, first.basis, first.paper, first.open) == ("专家评审", "《行政许可法》第四十五条", paper, True)
    assert own.steps[-2].text == "专家评审，预计到11月27日，不计入法定办结时限"
    services.end_procedure(number, by=by, kind="PS", result="同意。")
    services.end_procedure(number, by=by, kind="JC", result="合格。")
    drain()
    assert "恢复审查，12月11日前办结" in Message.objects.get(template__key="cases.procedure_ended").body


def test_a_procedure_longer_than_told_reminds_the_desk_once(stage: Stage, move: Callable[..., None]) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    start(number, by)
    move(date(2026, 11, 27))
    assert services.watch() == 0
    move(date(2026, 11, 28))
    assert [services.watch(), services.watch()] == [1, 0]
    drain()
    assert Message.objects.filter(template__key="cases.procedure_overrun").count() == 1
    assert stage.seen(number).procedures[0].late
    assert selectors.trace(stage.staff("supervisor"), number).lines[-1].verb == "procedure_overrun"


def test_a_corrected_calendar_keeps_the_pause_and_a_forged_pause_is_found(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    move(date(2026, 11, 23))
    start(number, by)
    move(date(2026, 11, 25))
    services.end_procedure(number, by=by, kind="PS", result="同意。")
    calendars.set_day(day=date(2026, 12, 1), kind="holiday", name="临时放假", reason="通知更正", by=PLATFORM)
    drain()
    assert ends(stage, number) == (date(2026, 12, 16), date(2026, 12, 23))
    assert services.verify_clocks().faults == ()
    Procedure.objects.update(ended_on=date(2026, 12, 2))
    services.recompute(date(2026, 11, 1), date(2026, 12, 31))
    assert [fault.computed for fault in services.verify_clocks().faults] == [date(2026, 12, 16)]


def test_only_reviewer_and_approver_start_and_end_them(stage: Stage) -> None:
    number = stage.accepted()
    for who in (stage.staff("clerk"), stage.citizen()):
        with pytest.raises(AccessDenied):
            start(number, who)
    with pytest.raises(AccessDenied):
        start(number, stage.citizen("李秀英", 2))
    start(number, stage.staff("approver"))
    with pytest.raises(AccessDenied):
        services.end_procedure(number, by=stage.staff("clerk"), kind="PS", result="同意。")


def test_a_draft_and_a_decided_case_have_none(stage: Stage) -> None:
    filed, decided = stage.file().number, stage.decided(by=stage.citizen("李秀英", 2))
    for number in (filed, decided):
        with pytest.raises(Refused) as refused:
            start(number, stage.staff("approver"))
        assert refused.value.code == "lifecycle.not_open"
