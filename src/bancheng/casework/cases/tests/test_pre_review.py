"""网上预审: what came in online is passed before anybody comes; the window goes on with the same file (APP-03)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import CaseTask
from bancheng.casework.cases.tests.printed import printed
from bancheng.casework.cases.tests.stage import PDF, PLAN, Stage
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import BASIS, PLATFORM
from bancheng.registers.messages.models import Message
from bancheng.registers.organisations import services as organisations

WINDOW = {"channels": ["pc", "mobile", "window"], "visits": 1, "visit_reason": "核对原件", "visit_basis": [BASIS]}
ON_PAPER = [{**PLAN, "form": "paper", "paper_ground": "图幅大，在窗口核对原图"}]
LAST = date(2026, 12, 21)  # thirty days after the Friday are a Sunday


def with_original(stage: Stage) -> str:
    """An application online whose plan has to be seen on paper."""
    return stage.file(stage.item("要看原件的", materials=ON_PAPER, **WINDOW)).number


def passed(stage: Stage) -> str:
    number = with_original(stage)
    services.pre_review(number, by=stage.staff("reviewer"))
    return number


@pytest.mark.demand("APP-03")
def test_a_reviewer_passes_it_and_the_window_accepts_the_same_file_without_anything_entered_again(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, clerk = passed(stage), stage.staff("clerk")
    before = stage.seen(number, clerk)
    assert before.line.state == "pre_reviewed" and before.line.due_on is None
    move(date(2026, 12, 3))
    services.check_in(number, by=clerk, method="id_reader")
    paper = services.accept(number, by=clerk)
    after = stage.seen(number, clerk)
    assert paper and (after.line.key, after.line.state) == (before.line.key, "accepted")
    assert after.sections == before.sections and after.identity_method == "身份证阅读器"
    assert [file.digest for one in after.materials for file in one.files] == [
        file.digest for one in before.materials for file in one.files
    ]
    assert after.trips == (date(2026, 12, 3),)
    assert stage.row(number).accepted_on == date(2026, 12, 3)
    assert services.verify_clocks().faults == ()


def test_the_applicant_is_told_with_what_until_when_and_where_to_come(stage: Stage) -> None:
    number = passed(stage)
    drain()
    told = Message.objects.get(template__key="cases.pre_reviewed").body
    assert "12月21日 前" in told and "经营场所布局图" in told and "身份证件" in told
    own = selectors.own_case(stage.citizen(), number)
    assert own.line.public_state == "预审通过" and own.pre_review is not None
    assert (own.pre_review.bring, own.pre_review.until) == (("经营场所布局图",), LAST)
    assert own.pre_review.must_come and own.pre_review.came == ""
    assert [line.number for line in selectors.own_cases(stage.citizen(), part="open").rows] == [number]


def test_no_clock_runs_while_it_is_his_turn_and_nothing_is_deemed(stage: Stage, move: Callable[..., None]) -> None:
    number = passed(stage)
    move(date(2026, 12, 10))
    services.watch()
    row = stage.row(number)
    assert (row.state, row.clock, row.deemed) == ("pre_reviewed", "", False)
    assert selectors.inbox(stage.staff("clerk")).rows == ()
    assert services.verify_clocks().faults == ()


def test_where_nothing_is_to_be_seen_the_answer_is_still_owed_in_its_time(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = stage.file(stage.item("全程网办", channels=["pc", "window"], visits=0)).number
    services.pre_review(number, by=stage.staff("clerk"))
    drain()
    assert "不用到窗口，11月27日前" in Message.objects.get(template__key="cases.pre_reviewed").body
    row = stage.row(number)
    assert row.clock == "acceptance" and len(selectors.inbox(stage.staff("clerk")).rows) == 1
    assert services.verify_clocks().faults == ()
    move(date(2026, 11, 28))
    services.watch()
    assert (stage.row(number).state, stage.row(number).deemed) == ("accepted", True)


def test_what_is_electronic_is_accepted_without_anybody_coming(stage: Stage) -> None:
    number = stage.file(stage.item("全程网办", channels=["pc", "window"], visits=0)).number
    services.pre_review(number, by=stage.staff("reviewer"))
    services.accept(number, by=stage.staff("clerk"))
    assert stage.row(number).state == "accepted" and stage.seen(number).trips == ()


def test_an_original_is_seen_before_it_is_accepted(stage: Stage) -> None:
    number = passed(stage)
    with pytest.raises(Refused) as refused:
        services.accept(number, by=stage.staff("clerk"))
    assert refused.value.code == "cases.originals_unseen" and "经营场所布局图" in str(refused.value)


def test_who_came_is_answered_within_five_days_and_is_not_taken_to_have_stayed_away(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = passed(stage)
    move(date(2026, 12, 3))
    services.check_in(number, by=stage.staff("clerk"), method="id_card")
    assert (stage.row(number).clock, stage.row(number).due_on) == ("acceptance", date(2026, 12, 10))
    assert services.verify_clocks().faults == ()
    move(date(2027, 1, 5))
    assert services.lapse_pre_reviews() == 0
    services.watch()
    assert stage.row(number).deemed and stage.row(number).accepted_on == date(2026, 12, 3)
    assert services.verify_clocks().faults == ()


def test_who_accepts_at_the_window_does_not_decide(stage: Stage) -> None:
    number, clerk = passed(stage), stage.staff("clerk")
    services.check_in(number, by=clerk, method="id_card")
    services.accept(number, by=clerk)
    done = CaseTask.objects.filter(case__number=number, kind="accept").order_by("round")
    assert [(one.round, one.done_by, one.state) for one in done] == [
        (1, stage.staff("reviewer").key, "done"),
        (2, clerk.key, "done"),
    ]


def test_a_fault_found_at_the_window_is_told_once_and_the_file_comes_back(stage: Stage) -> None:
    number, clerk = passed(stage), stage.staff("clerk")
    services.check_in(number, by=clerk, method="id_card")
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "原件与上传的不一致", new_fact=True)])
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%"), name="新.pdf", by=stage.citizen())
    services.supplement(number, by=stage.citizen())
    row = stage.row(number)
    assert (row.state, row.clock) == ("submitted", "acceptance")
    services.accept(number, by=clerk)
    assert services.verify_clocks().faults == ()


def test_the_written_notice_of_the_originals_is_the_one_notice(stage: Stage, tmp_path: Path) -> None:
    number, clerk = passed(stage), stage.staff("clerk")
    (paper,) = (one.number for one in stage.seen(number).papers if "核对原件" in one.title)
    said = printed(paper, tmp_path)
    for words in ("第三十二条第一款第四项", "1经营场所布局图带原件到窗口核对", "请于2026年12月21日前"):
        assert words in said
    services.check_in(number, by=clerk, method="id_card")
    with pytest.raises(Refused) as refused:
        services.request_supplement(number, by=clerk, gaps=[Gap(1, "没有比例尺")])
    assert refused.value.code == "cases.asked_late"


def test_a_visit_without_originals_stops_no_clock(stage: Stage, move: Callable[..., None]) -> None:
    number = stage.file(stage.item("当面领取", **WINDOW)).number
    services.pre_review(number, by=stage.staff("clerk"))
    row = stage.row(number)
    assert (row.clock, row.due_on) == ("acceptance", date(2026, 11, 27))
    assert not any("核对原件" in one.title for one in stage.seen(number).papers)
    drain()
    assert "11月27日前告诉您是否受理" in Message.objects.get(template__key="cases.pre_reviewed").body
    move(date(2026, 11, 28))
    services.watch()
    assert stage.row(number).deemed and services.verify_clocks().faults == ()


def test_only_what_came_in_online_for_an_item_of_one_trip_is_passed(stage: Stage) -> None:
    for name, changes in (("要跑两次", {**WINDOW, "visits": 2}),):
        number = stage.file(stage.item(name, **changes)).number
        with pytest.raises(Refused) as refused:
            services.pre_review(number, by=stage.staff("clerk"))
        assert refused.value.code == "cases.pre_review"
        assert "pre_review" not in {one.verb for one in stage.seen(number, stage.staff("clerk")).verbs}
    filed = with_original(stage)
    assert "pre_review" in {one.verb for one in stage.seen(filed, stage.staff("clerk")).verbs}


def test_an_unfit_paper_is_not_passed(stage: Stage) -> None:
    number, clerk = with_original(stage), stage.staff("clerk")
    services.check_material(number, line=1, result="bad", note="看不清", by=clerk)
    with pytest.raises(Refused) as refused:
        services.pre_review(number, by=clerk)
    assert refused.value.code == "cases.materials_unfit" and stage.row(number).state == "submitted"


def test_who_does_not_come_in_time_loses_the_pass_and_is_told(stage: Stage, move: Callable[..., None]) -> None:
    number = passed(stage)
    move(LAST)
    assert services.lapse_pre_reviews() == 0
    move(date(2026, 12, 22))
    assert services.lapse_pre_reviews() == 1 and services.lapse_pre_reviews() == 0
    drain()
    row = stage.row(number)
    assert row.state == "withdrawn" and row.closed_at is not None
    assert "12月21日" in Message.objects.get(template__key="cases.pre_review_lapsed").body
    with pytest.raises(Refused):
        services.check_in(number, by=stage.staff("clerk"), method="id_card")


def test_a_changed_rule_does_not_shorten_the_time_of_who_passed_before(stage: Stage, move: Callable[..., None]) -> None:
    passed(stage)
    move(date(2026, 11, 23))
    organisations.set_rule(
        key="cases.pre_review_days",
        region=stage.world.market.region_id,
        value=5,
        valid_from=date(2026, 11, 23),
        basis="县里通知",
        by=PLATFORM,
    )
    move(date(2026, 12, 10))
    assert services.lapse_pre_reviews() == 0


def test_only_the_window_registers_who_comes(stage: Stage) -> None:
    number = passed(stage)
    for who in (stage.staff("reviewer"), stage.citizen()):
        with pytest.raises(AccessDenied):
            services.check_in(number, by=who, method="id_card")
    with pytest.raises(Refused) as refused:
        services.check_in(number, by=stage.staff("clerk"), method="face")
    assert refused.value.code == "cases.identity_method"
    services.check_in(number, by=stage.staff("clerk"), method="id_card")
    services.check_in(number, by=stage.staff("clerk"), method="id_card")
    assert [one.verb for one in selectors.trace(stage.staff("supervisor"), number).lines].count("check_in") == 1


def test_a_pass_after_the_last_day_does_not_undo_what_silence_has_done(stage: Stage, move: Callable[..., None]) -> None:
    number = with_original(stage)
    move(date(2026, 11, 28))
    with pytest.raises(Refused) as refused:
        services.pre_review(number, by=stage.staff("clerk"))
    assert refused.value.code == "cases.silent"
    services.watch()
    assert stage.row(number).deemed


def test_the_applicant_may_still_take_it_back(stage: Stage) -> None:
    number = passed(stage)
    services.withdraw(number, by=stage.citizen())
    assert stage.row(number).state == "withdrawn" and stage.row(number).closed_at is not None
