"""Members that fall away or come in on the way: withdrawn in part, dropped and added with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.bundles.tests.course import feeding, one_organ, states, take_in, told
from bancheng.casework.bundles.tests.running import Running
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import at
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def hall(running: Running) -> Any:
    return running.stage.staff("service_officer", "钱国华", organisation_id=None)


def test_one_member_is_withdrawn_and_the_others_go_on() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    assert services.take_back(key, by=citizen, members=("sign",), reason="不挂店招了") == ("sign",)
    drain()
    assert states(running, key) == {"shop": "open", "food": "held", "sign": "withdrawn"}
    assert running.case(key, "sign").state == "withdrawn"
    running.decide(key, "shop")
    running.decide(key, "food")
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "partial")


def test_the_whole_is_withdrawn_with_what_was_held() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    assert set(services.take_back(key, by=citizen)) == {"shop", "food", "sign"}
    drain()
    assert states(running, key) == {"shop": "withdrawn", "food": "dropped", "sign": "withdrawn"}
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "failed")
    assert not Case.objects.filter(part_of=key, state="draft").exists()


def test_an_accepted_member_is_not_withdrawn_by_the_whole() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    take_in(running, key, "shop")
    with pytest.raises(Refused, match="已经受理") as refused:
        services.take_back(key, by=citizen, members=("shop",))
    assert refused.value.code == "bundles.not_withdrawable"
    # Withdrawn wholly, the accepted one stays.
    assert set(services.take_back(key, by=citizen)) == {"food", "sign"}
    drain()
    assert states(running, key)["shop"] == "open"


def test_staff_do_not_withdraw_for_the_applicant() -> None:
    running = one_organ()
    key = running.filed()
    with pytest.raises(AccessDenied, match="撤回由申请人办理"):
        services.take_back(key, by=running.stage.staff("clerk"))


def test_a_member_withdrawn_stops_what_stops_with_it() -> None:
    running = one_organ(feeds=feeding("stop"))
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    services.take_back(key, by=citizen, members=("shop",))
    drain()
    assert states(running, key)["food"] == "stopped"


def test_a_held_member_is_dropped_with_a_reason_and_may_be_added_again() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    with pytest.raises(Refused, match="请写明原因"):
        services.drop_member(key, member="food", reason=" ", by=hall(running))
    services.drop_member(key, member="food", reason="改为只卖预包装食品", by=hall(running))
    assert states(running, key)["food"] == "dropped"
    assert running.row(key).parts_open == 2
    services.add_member(key, member="food", reason="又决定做餐饮", by=hall(running))
    part = running.part(key, "food")
    assert (part.state, part.attempt, part.note, part.ready) == ("held", 2, "又决定做餐饮", False)
    assert running.row(key).parts_open == 3
    # It is completed by who applies, then waits for the registration like the first one did.
    services.resubmit(key, member="food", by=citizen, declared=True)
    drain()
    assert states(running, key)["food"] == "held"
    running.decide(key, "shop")
    assert states(running, key)["food"] == "open"
    # It was never filed before: this is its first number, and its first application.
    assert (running.case(key, "food").number or "").endswith("-02")
    assert {one.key: one.attempt for one in selectors.running_bundle(citizen, key).parts}["food"] == 1


def test_what_went_to_its_organ_is_not_dropped_and_what_is_there_not_added() -> None:
    running = one_organ()
    key = running.filed()
    with pytest.raises(Refused, match="只能去掉还没有提交给部门的成员"):
        services.drop_member(key, member="shop", reason="不需要", by=hall(running))
    with pytest.raises(Refused, match="已经在办理"):
        services.add_member(key, member="shop", reason="需要", by=hall(running))
    with pytest.raises(Refused, match="没有这个成员事项"):
        services.add_member(key, member="nothing", reason="需要", by=hall(running))


def test_a_dropped_member_keeps_nobody_waiting() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    services.drop_member(key, member="food", reason="不做餐饮", by=citizen)
    running.decide(key, "shop")
    running.decide(key, "sign")
    # What is dropped is not counted: all the others are done.
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "whole")
    assert BundlePart.objects.get(bundle_case__key=key, key="food").note == "不做餐饮"
    assert not verify_stream(Subject("bundles.case", key)).faults


def test_a_clerk_neither_adds_nor_drops() -> None:
    running = one_organ()
    key = running.filed()
    for act in (services.add_member, services.drop_member):
        with pytest.raises(AccessDenied, match="由牵头部门统筹"):
            act(key, member="food", reason="需要", by=running.stage.staff("clerk"))


def test_places_are_visited_together_and_the_applicant_is_told_once() -> None:
    running = one_organ()
    key = running.filed()
    with pytest.raises(Refused, match="从今天起"):
        services.call_visit(
            key, on=date(2026, 11, 19), place="白羽路 1 号", members=("shop",), note="", by=hall(running)
        )
    with pytest.raises(Refused, match="选择参加踏勘的成员"):
        services.call_visit(key, on=date(2026, 11, 25), place="白羽路 1 号", members=("x",), note="", by=hall(running))
    visit = services.call_visit(
        key, on=date(2026, 11, 25), place="白羽路 1 号", members=("shop", "sign"), note="请带钥匙", by=hall(running)
    )
    drain()
    (body,) = told(running.stage.citizen(), "bundles.visit")
    assert "白羽路 1 号" in body and "请带钥匙" in body
    services.record_visit(key, visit=visit, findings="布局与图纸一致", by=hall(running))
    with pytest.raises(Refused, match="已经记录过"):
        services.record_visit(key, visit=visit, findings="又一次", by=hall(running))
    (seen,) = selectors.running_bundle(running.stage.citizen(), key).visits
    assert (seen.members, seen.findings) == (("营业执照", "店招"), "布局与图纸一致")
