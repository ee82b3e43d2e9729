"""听证 leaves a record: who presided, who was there, what was said, who signed; the decision rests on it (第四十八条)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from pathlib import Path

import pytest

from bancheng.casework.cases import selectors, services, standing
from bancheng.casework.cases.models import Case, Procedure
from bancheng.casework.cases.tests.printed import printed
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.types.hearings import Participant
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused

HELD = date(2026, 12, 10)
HOST, SAID = "罗建川", "王小满陈述：布局图已经改过。赵建平说明：审查依据是《食品安全法》第三十五条。"
PRESENT = (
    Participant("王小满", "applicant"),
    Participant("赵建平", "examiner"),
    Participant("李秀英", "interested", signed=False, note="不同意第二段的表述"),
)


def called(stage: Stage) -> str:
    """An accepted case with a hearing told for HELD."""
    number = stage.accepted()
    services.start_procedure(
        number,
        by=stage.staff("reviewer"),
        kind="TZ",
        reason="申请人要求听证。",
        expected_days=20,
        hearing_on=HELD,
        hearing_time=time(9),
        hearing_place="三楼听证室",
    )
    return number


def recorded(number: str, by: Actor, present: Sequence[Participant] = PRESENT, **more: str) -> str:
    return services.record_hearing(number, by=by, present=present, **{"host": HOST, "statements": SAID} | more)


def test_the_record_tells_who_presided_who_was_there_what_was_said_and_who_would_not_sign(
    stage: Stage, move: Callable[..., None], tmp_path: Path
) -> None:
    number = called(stage)
    move(HELD, 15)
    said = printed(recorded(number, stage.staff("reviewer")), tmp_path)
    for words in (
        *("听证笔录", "主持人罗建川", "记录人赵建平", "2026年12月10日9时", "三楼听证室", "1王小满申请人"),
        *("3李秀英利害关系人", "布局图已经改过", "1王小满已签字", "拒绝签字：不同意第二段的表述"),
    ):
        assert words in said
    entry = journal.entries_of(standing.subject_of(stage.row(number))).filter(verb="record_hearing").get()
    assert (entry.facts["host"], entry.facts["present"], entry.facts["unsigned"]) == (HOST, 3, 1)
    assert "布局图" not in str(entry.facts), "what was said stands in the paper only"
    assert "听证笔录" in {one.title for one in selectors.own_case(stage.citizen(), number).papers}


def test_a_hearing_that_was_held_does_not_end_without_its_record(stage: Stage, move: Callable[..., None]) -> None:
    number, by = called(stage), stage.staff("reviewer")
    move(HELD, 15)
    with pytest.raises(Refused) as refused:
        services.end_procedure(number, by=by, kind="TZ", result="已经听证。")
    assert refused.value.code == "cases.hearing_unrecorded" and stage.row(number).state == "suspended"
    recorded(number, by)
    services.end_procedure(number, by=by, kind="TZ", result="已经听证。")
    assert stage.row(number).state == "under_review"


def test_the_decision_rests_on_the_record_and_names_it(stage: Stage, move: Callable[..., None], tmp_path: Path) -> None:
    number, by = called(stage), stage.staff("reviewer")
    move(HELD, 15)
    record = recorded(number, by)
    services.end_procedure(number, by=by, kind="TZ", result="已经听证。")
    for step, who in (("review", "赵建平"), ("inspect", "赵建平"), ("inspect", "何永生")):
        stage.agree(number, step, who)
    paper = services.decide(number, by=stage.staff("approver"), outcome="granted")
    assert f"第四十八条第二款的规定，本决定根据听证笔录（{record}）作出" in printed(paper, tmp_path)


def test_without_the_record_nothing_is_decided(stage: Stage, move: Callable[..., None]) -> None:
    number = called(stage)
    move(HELD, 15)
    # As rows were written before records were kept.
    Procedure.objects.update(ended_on=HELD, result="已经听证。")
    Case.objects.filter(number=number).update(state="under_review")
    for step, who in (("review", "赵建平"), ("inspect", "赵建平"), ("inspect", "何永生")):
        stage.agree(number, step, who)
    with pytest.raises(Refused) as refused:
        services.decide(number, by=stage.staff("approver"), outcome="granted")
    assert refused.value.code == "cases.hearing_unrecorded"


def test_one_that_was_called_off_leaves_no_record_and_holds_nothing_up(stage: Stage, move: Callable[..., None]) -> None:
    number, by = called(stage), stage.staff("reviewer")
    move(date(2026, 12, 1))
    services.end_procedure(number, by=by, kind="TZ", result="申请人撤回听证申请。", held=False)
    for step, who in (("review", "赵建平"), ("inspect", "赵建平"), ("inspect", "何永生")):
        stage.agree(number, step, who)
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    assert stage.row(number).state == "decided"


def test_nothing_else_is_called_off_nor_a_hearing_with_a_record(stage: Stage, move: Callable[..., None]) -> None:
    number, by = called(stage), stage.staff("reviewer")
    services.start_procedure(number, by=by, kind="PS", reason="需要。", expected_days=5)
    with pytest.raises(Refused, match="没有举行"):
        services.end_procedure(number, by=by, kind="PS", result="没有评审。", held=False)
    move(HELD, 15)
    recorded(number, by)
    with pytest.raises(Refused, match="没有举行"):
        services.end_procedure(number, by=by, kind="TZ", result="没有举行。", held=False)


@pytest.mark.parametrize(
    ("present", "more", "code"),
    [
        (PRESENT, {"host": ""}, "cases.hearing_host"),
        (PRESENT, {"host": "赵建平"}, "cases.hearing_host"),
        ((), {}, "cases.hearing_present"),
        (PRESENT[:1], {}, "cases.hearing_present"),
        (PRESENT[1:2], {}, "cases.hearing_present"),
        ((*PRESENT, Participant("", "other")), {}, "cases.hearing_present"),
        ((*PRESENT, Participant("甲", "judge")), {}, "cases.hearing_present"),
        ((*PRESENT, Participant("甲", "other", signed=False)), {}, "cases.hearing_signature"),
        (PRESENT, {"statements": " \n"}, "cases.hearing_statements"),
    ],
)
def test_what_the_law_wants_in_it_is_demanded(
    present: Sequence[Participant], more: dict[str, str], code: str, stage: Stage, move: Callable[..., None]
) -> None:
    number, by = called(stage), stage.staff("reviewer")
    move(HELD, 15)
    with pytest.raises(Refused) as refused:
        recorded(number, by, present, **more)
    assert refused.value.code == code


def test_it_is_kept_once_after_the_hearing_and_by_who_handles_the_case(stage: Stage, move: Callable[..., None]) -> None:
    number, by = called(stage), stage.staff("reviewer")
    assert "record_hearing" not in {one.verb for one in stage.seen(number, by).verbs}
    with pytest.raises(Refused) as early:
        recorded(number, by)
    assert early.value.code == "cases.hearing_not_yet"
    move(HELD, 15)
    assert "record_hearing" in {one.verb for one in stage.seen(number, by).verbs}
    with pytest.raises(AccessDenied):
        recorded(number, stage.staff("clerk"))
    recorded(number, by)
    with pytest.raises(Refused) as twice:
        recorded(number, by)
    assert twice.value.code == "cases.no_hearing"


def test_the_days_of_the_hearing_are_not_counted(stage: Stage, move: Callable[..., None]) -> None:
    number, by = called(stage), stage.staff("reviewer")
    move(HELD, 15)
    recorded(number, by)
    services.end_procedure(number, by=by, kind="TZ", result="已经听证。")
    row = stage.row(number)
    # Thirteen working days stand still, 23 November to 9 December; the day of acceptance counted for nothing anyway.
    assert row.due_on == date(2026, 12, 30)
    assert services.verify_clocks().faults == ()
