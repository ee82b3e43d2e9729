"""A member's draft by itself: what was declared with the whole stays, and one member alone has no applicant of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.bundles import services
from bancheng.casework.bundles.tests.course import one_organ
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.tests.stage import PDF, at
from bancheng.ground.law import Refused
from bancheng.registers.identity import services as identity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def test_a_held_member_stays_as_it_was_declared_through_whatever_door_one_comes() -> None:
    running = one_organ()
    citizen, clerk = running.stage.citizen(), running.stage.staff("clerk")
    key = running.filed(citizen)
    food = running.case(key, "food").key
    kept = running.case(key, "food").form
    acts: list[Callable[[Any], object]] = [
        lambda by: cases.save_fields(food, by=by, values={"has_staff": "yes"}),
        lambda by: cases.save_answers(food, by=by, answers={"shop_kind": "diner"}),
        lambda by: cases.add_file(food, line=1, stream=BytesIO(PDF + b"3"), name="另一张.pdf", by=by),
        lambda by: cases.remove_file(food, file=cases.files_on(food, 1)[0].key, by=by),
    ]
    for act in acts:
        for by in (citizen, clerk):
            with pytest.raises(Refused) as refused:
                act(by)
            assert refused.value.code == "cases.submitted"
    assert running.case(key, "food").form == kept
    running.decide(key, "shop")
    assert running.case(key, "food").state == "submitted"


def test_a_further_attempt_is_filled_in_by_itself_until_it_is_handed_in_and_not_for_somebody_else() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    firm = identity.register_legal_person(
        uscc="91350100M000100Y43", name="西峡县小满餐饮有限公司", representative=running.stage.person(), by=citizen
    )
    key = running.filed(citizen)
    running.decide(key, "sign", "refused")
    again = services.refile(key, member="sign", by=citizen)
    assert cases.save_fields(again, by=citizen, values={"has_staff": "yes"}) == ()
    with pytest.raises(Refused, match="一件事的一部分") as refused:
        cases.set_applicant(again, by=citizen, capacity="representative", uscc=firm.uscc)
    assert refused.value.code == "cases.part"
    case = running.case(key, "sign")
    assert (case.legal_person_id, case.applicant_id) == (None, running.stage.person().pk)
