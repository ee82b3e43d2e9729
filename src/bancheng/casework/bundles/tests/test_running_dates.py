"""The overall date: where it stands while everybody is in time, and what moves it (settled 17)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.services import tidying
from bancheng.casework.bundles.tests.course import SIGN, feeding, one_organ, states, take_in
from bancheng.casework.bundles.tests.running import Running, build_running
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.services import clockwork
from bancheng.casework.cases.tests.stage import PLAN, at, build_stage
from bancheng.ground.jobs import drain
from bancheng.registers.catalog.tests.sample import body, published

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 11, 20)
Move = Callable[[date], None]


@pytest.fixture
def move(time_machine: Any) -> Move:
    def to(day: date) -> None:
        time_machine.move_to(at(day), tick=False)

    to(FRIDAY)
    return to


def due(running: Running, key: str) -> date | None:
    return selectors.running_bundle(running.stage.citizen(), key).due_on


def test_while_everybody_takes_the_time_that_he_has_the_date_stands_still(move: Move) -> None:
    running = one_organ()
    key = running.filed()
    promised = due(running, key)
    assert promised == date(2026, 12, 15)
    move(date(2026, 11, 27))  # the last day to accept
    take_in(running, key, "shop", "sign")
    assert due(running, key) == promised
    move(date(2026, 12, 1))  # the last day of the registration
    running.decide(key, "shop")
    assert states(running, key)["food"] == "open" and due(running, key) == promised
    move(date(2026, 12, 8))
    take_in(running, key, "food")
    assert due(running, key) == promised == running.row(key).due_on


def test_a_member_that_stands_still_moves_the_whole_and_the_ceiling_and_an_extension_the_whole_only(move: Move) -> None:
    running = one_organ()
    key = running.filed()
    take_in(running, key, "shop")
    before = selectors.running_bundle(running.stage.citizen(), key)
    assert (before.due_on, before.ceiling_on) == (date(2026, 12, 8), date(2027, 1, 22))
    reviewer = running.stage.staff("reviewer")
    cases.start_procedure(running.case(key, "shop").key, by=reviewer, kind="JC", reason="抽样检测", expected_days=3)
    move(date(2026, 11, 25))
    clockwork.recount_suspended()
    tidying.recount()
    still = selectors.running_bundle(running.stage.citizen(), key)
    # Friday to wednesday: monday, tuesday and today are given back.
    assert (still.due_on, still.ceiling_on) == (date(2026, 12, 11), date(2027, 1, 27))
    assert running.row(key).due_on == still.due_on
    cases.end_procedure(running.case(key, "shop").key, by=reviewer, kind="JC", result="合格")
    drain()
    cases.extend(
        running.case(key, "shop").key, by=running.stage.staff("organ_head"), days=2, reason="案情复杂，需要补充调查。"
    )
    after = selectors.running_bundle(running.stage.citizen(), key)
    # The day on which it ended counts again; two days more by the head of the organ.
    assert (after.due_on, after.ceiling_on) == (date(2026, 12, 14), date(2027, 1, 26))


def test_what_waits_for_a_refused_member_is_counted_as_if_that_were_filed_again_today(move: Move) -> None:
    running = one_organ()
    key = running.filed()
    running.decide(key, "shop", "refused")
    # Five and two days of the registration from today, then five and five of the food permit.
    assert due(running, key) == date(2026, 12, 15)
    move(date(2026, 11, 23))
    assert due(running, key) == date(2026, 12, 16)


def test_a_ceiling_holds_where_all_members_that_take_part_are_licences(move: Move) -> None:
    stage = build_stage()
    plain = {"questions": [], "fields": [{"element": "person_name"}, {"element": "has_staff"}], "materials": [PLAN]}
    sign = published(stage.world.water, SIGN, guide=body(**plain), item_type="20", nature="convenience")
    stage.made[SIGN] = sign.item_id
    running = build_running(stage, feeds=[*feeding("wait"), {"before": "shop", "after": "sign"}])
    citizen = stage.citizen()
    key = running.filed(citizen)
    assert selectors.running_bundle(citizen, key).ceiling_on is None
    services.drop_member(key, member="sign", reason="不挂店招", by=citizen)
    assert selectors.running_bundle(citizen, key).ceiling_on == date(2027, 1, 22)
