"""走流程体验: what is found goes to a ledger with an owner and a day, and is struck out with what was put right."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.running import person_key
from bancheng.casework.bundles.tests.running import Running, build_running
from bancheng.casework.cases.tests.stage import PDF, at, build_stage
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import OTHER_COUNTY, PLATFORM, staff

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


@pytest.fixture
def running(db: None) -> Running:
    return build_running(build_stage())


@pytest.fixture
def walk(running: Running) -> str:
    """A walk-through that an official has begun with his own identity, filled in and handed in."""
    person = person_key(running.stage.citizen())
    key = services.begin_at_window(
        bundle_id=running.bundle.pk, person_id=person, by=officer(), identity_method="id_card", trial=True
    )
    services.save_answers(key, by=officer(), answers={"shop_kind": "shop"})
    assert services.save_fields(key, by=officer(), values={"person_name": "周敏", "has_staff": "no"}) == ()
    services.add_file(key, code="M0005", stream=BytesIO(PDF), name="布局图.pdf", by=officer())
    services.submit(key, by=officer(), declared=True)
    return key


def officer() -> Any:
    return staff("bundles.steer", "bundles.view", "duties.view", "duties.close")


def reported(key: str, running: Running, **changes: Any) -> int:
    facts = {"text": "核对页看不出缺哪份材料", "organ": running.bundle.lead_id, "due": DUE, "by": officer()}
    return services.report_problem(key, **(facts | changes))


@pytest.mark.demand("ONE-14")
def test_what_a_walk_through_finds_lands_in_the_ledger_and_is_struck_out_with_its_remedy(
    walk, running, time_machine
) -> None:
    first, second = reported(walk, running), reported(walk, running, text="短信来得太晚")
    ledger = selectors.walk_ledger(officer())
    assert [(one.duty.id, one.duty.title, one.bundle, one.standing) for one in ledger] == [
        (second, "短信来得太晚", "开办餐饮店", "open"),
        (first, "核对页看不出缺哪份材料", "开办餐饮店", "open"),
    ]
    assert {one.duty.organisation for one in ledger} == {running.bundle.lead.name}
    assert {one.duty.due_on for one in ledger} == {DUE}
    services.settle_problem(first, result="核对页已列出缺的材料", by=officer())
    time_machine.move_to(at(date(2026, 12, 1)), tick=False)
    found = {one.duty.id: one for one in selectors.walk_ledger(officer(), case=walk)}
    assert (found[first].standing, found[first].duty.result) == ("done", "核对页已列出缺的材料")
    assert (found[second].standing, found[second].over) == ("overdue", 2)
    assert not verify_stream(Subject("bundles.case", walk)).faults


def test_a_real_application_is_no_walk_through(running) -> None:
    key = running.filed()
    with pytest.raises(Refused) as refused:
        reported(key, running)
    assert refused.value.code == "bundles.not_walk"
    with pytest.raises(AccessDenied) as hidden:
        selectors.walked(officer(), key)
    assert not hidden.value.visible


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " \x00"}, "bundles.problem"),
        ({"text": "长" * 181}, "bundles.problem"),
        ({"organ": 999_999}, "bundles.organ"),
        ({"due": date(2026, 11, 19)}, "bundles.due"),
    ],
)
def test_a_problem_without_owner_day_or_words_is_refused(walk, running, changes, code) -> None:
    with pytest.raises(Refused) as refused:
        reported(walk, running, **changes)
    assert refused.value.code == code
    assert selectors.walk_ledger(PLATFORM) == ()


def test_who_does_not_coordinate_the_bundle_neither_sees_nor_enters(walk, running) -> None:
    stranger = staff("bundles.steer", "bundles.view", "duties.view", "duties.close", region=OTHER_COUNTY)
    reader = staff("bundles.view", "duties.view")
    with pytest.raises(AccessDenied) as hidden:
        reported(walk, running, by=stranger)
    assert not hidden.value.visible
    with pytest.raises(AccessDenied) as told:
        reported(walk, running, by=reader)
    assert told.value.visible
    key = reported(walk, running)
    assert selectors.walk_ledger(stranger) == () and len(selectors.walk_ledger(reader)) == 1
    with pytest.raises(AccessDenied):
        services.settle_problem(key, result="改了", by=stranger)
    page = selectors.walked(reader, walk)
    assert (page.may_report, len(page.problems)) == (False, 1)


def test_another_duty_is_not_settled_here(walk, running) -> None:
    services.register_plan(
        running.bundle.pk,
        goal="一次办成",
        measures="一张表",
        division="市场监管局牵头",
        milestones_of_plan=((DUE, "上线"),),
        file_number="1号",
        by=PLATFORM,
    )
    (node,) = selectors.plan_ledger(PLATFORM)
    with pytest.raises(Refused) as refused:
        services.settle_problem(node.duty.id, result="改了", by=PLATFORM)
    assert refused.value.code == "bundles.not_problem"
    with pytest.raises(Refused) as other:
        services.close_milestone(reported(walk, running), result="改了", by=PLATFORM)
    assert other.value.code == "bundles.not_milestone"
