"""跑动次数: days at a window; what the organ does itself, or comes for, is no trip of the applicant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.tests.test_hearings import recorded
from bancheng.ground.jobs import drain
from bancheng.registers.identity.tests.cast import id_number

SEAL = {"reason": "现场勘察经营场所。", "expected_days": 2}


def at_the_window(stage: Stage) -> str:
    """A case that a clerk took in with the applicant before him, and accepted the same day."""
    clerk, person = stage.staff("clerk"), stage.person()
    key = services.start_at_window(item_id=stage.item(), by=clerk, person_id=person.pk, identity_method="id_card")
    services.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    services.save_fields(key, by=clerk, values={"person_name": person.name, "has_staff": "no"})
    for line in selectors.draft(clerk, key).materials:
        services.receive_paper(key, line=line.line, by=clerk)
    number = services.submit(key, by=clerk, declared=True).number
    services.accept(number, by=clerk)
    return number


@pytest.mark.demand("FLW-09")
def test_one_window_visit_and_one_site_inspection_make_one_trip(stage: Stage, move: Callable[..., None]) -> None:
    number, by = at_the_window(stage), stage.staff("reviewer")
    move(date(2026, 11, 23))
    services.start_procedure(number, by=by, kind="XC", **SEAL)
    move(date(2026, 11, 24))
    services.end_procedure(number, by=by, kind="XC", result="符合要求。")
    stage.agree(number, "review")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    assert stage.seen(number).trips == (date(2026, 11, 20),)
    assert selectors.own_case(stage.citizen(), number).trips == (date(2026, 11, 20),)


@pytest.mark.demand("FLW-09")
@pytest.mark.parametrize("kind", ["TZ", "PG", "PS"])
def test_neither_a_hearing_nor_an_assessment_nor_a_review_is_a_trip(
    stage: Stage, kind: str, move: Callable[..., None]
) -> None:
    number, by = stage.accepted(), stage.staff("reviewer")
    held = (
        {"hearing_on": date(2026, 12, 10), "hearing_time": time(9), "hearing_place": "听证室"} if kind == "TZ" else {}
    )
    services.start_procedure(number, by=by, kind=kind, reason="需要。", expected_days=20, **held)
    move(date(2026, 12, 10), 18)
    if kind == "TZ":
        recorded(number, by)
    services.end_procedure(number, by=by, kind=kind, result="已完成。")
    assert stage.seen(number).trips == ()


def test_who_comes_again_to_collect_has_come_twice(stage: Stage, move: Callable[..., None]) -> None:
    number = at_the_window(stage)
    stage.agree(number, "review")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    services.decide(number, by=stage.staff("approver"), outcome="refused", reason="面积不足。")
    assert len(stage.seen(number).trips) == 1
    Case.objects.filter(number=number).update(delivery="window")
    drain()
    move(date(2026, 11, 26))
    services.collect(number, by=stage.staff("result_desk"), name="王小满", id_number=id_number(), method="id_card")
    assert stage.seen(number).trips == (date(2026, 11, 20), date(2026, 11, 26))
