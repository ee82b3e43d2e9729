"""One notice for all members, one message while notices are open, one answer to all of them (一次告知)."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.tests.course import one_organ, take_in, told, two_organs
from bancheng.casework.bundles.tests.running import Running
from bancheng.casework.cases import forms
from bancheng.casework.cases import selectors as case_selectors
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.forms import Entry
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.tests.stage import PDF, at
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused, now

pytestmark = pytest.mark.django_db
BLURRED = "布局图看不清，请重新上传"


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def hand_in(running: Running, key: str) -> None:
    """The paper again, to every member that asked for it."""
    citizen = running.stage.citizen()
    for one in selectors.running_bundle(citizen, key).asked:
        for case, line in one.lines:
            cases.add_file(case, line=line, stream=BytesIO(PDF + b"2"), name="布局图2.pdf", by=citizen)


@pytest.mark.demand("ONE-12")
def test_one_notice_asks_for_a_paper_of_several_members_and_tells_once() -> None:
    running = one_organ()
    citizen, clerk = running.stage.citizen(), running.stage.staff("clerk")
    key = running.filed(citizen)
    drain()
    papers = services.request_supplement(key, by=clerk, gaps={"M0005": BLURRED})
    drain()
    assert len(papers) == 2
    (body,) = told(citizen, "bundles.supplement")
    assert body.count(BLURRED) == 1
    assert told(citizen, "cases.supplement") == []
    (asked,) = selectors.running_bundle(citizen, key).asked
    assert (asked.code, asked.members, len(asked.lines)) == ("M0005", ("营业执照", "店招"), 2)


def test_only_what_the_applicant_filled_in_himself_can_be_asked_to_be_put_right() -> None:
    running = one_organ()
    citizen, clerk = running.stage.citizen(), running.stage.staff("clerk")
    key = running.filed(citizen)
    assert {one.element for one in selectors.askable(clerk, key)} >= {"person_name", "has_staff"}
    row = running.case(key, "shop")
    for case in (row, running.case(key, "sign")):
        entries = forms.entries(case)
        entries["person_name"] = Entry("王小满", "人口基础信息库", now())
        forms.put(case, entries)
        case.save()
    assert "person_name" not in {one.element for one in selectors.askable(clerk, key)}


def test_two_organs_that_ask_by_themselves_are_told_of_in_one_message_and_one_list() -> None:
    running = two_organs()
    citizen = running.stage.citizen()
    market, water = running.stage.staff("clerk"), running.stage.staff("clerk", "何水", organ=running.stage.world.water)
    key = running.filed(citizen)
    drain()
    for member, clerk, words in (("shop", market, BLURRED), ("sign", water, "请标明店招的位置")):
        cases.request_supplement(running.case(key, member).key, by=clerk, gaps=(Gap(1, words),))
    drain()
    (body,) = told(citizen, "bundles.supplement")
    assert BLURRED in body and "请标明店招的位置" in body
    (asked,) = selectors.running_bundle(citizen, key).asked
    assert asked.gap == f"{BLURRED}；请标明店招的位置"


def test_one_answer_goes_to_every_member_that_asked() -> None:
    running = one_organ()
    citizen, clerk = running.stage.citizen(), running.stage.staff("clerk")
    key = running.filed(citizen)
    services.request_supplement(key, by=clerk, gaps={"M0005": BLURRED}, fields={"has_staff": "与劳动合同一致"})
    with pytest.raises(FormRefused):
        services.supplement(key, by=citizen, declared=True)
    hand_in(running, key)
    done = services.supplement(key, by=citizen, declared=True, values={"has_staff": "yes"})
    drain()
    assert set(done) == {"shop", "sign"}
    assert {running.case(key, one).state for one in done} == {"submitted"}
    assert selectors.running_bundle(citizen, key).asked == ()
    with pytest.raises(Refused, match="没有等待补正"):
        services.supplement(key, by=citizen, declared=True)


def test_a_second_notice_after_the_first_was_answered_is_told_of_again(time_machine: Any) -> None:
    running = one_organ()
    citizen, clerk = running.stage.citizen(), running.stage.staff("clerk")
    key = running.filed(citizen)
    services.request_supplement(key, by=clerk, gaps={"M0005": BLURRED})
    drain()
    hand_in(running, key)
    services.supplement(key, by=citizen, declared=True)
    drain()
    time_machine.move_to(at(date(2026, 11, 23)), tick=False)
    cases.request_supplement(
        running.case(key, "shop").key, by=clerk, gaps=(Gap(0, "请核对是否雇人", element="has_staff", new_fact=True),)
    )
    drain()
    assert len(told(citizen, "bundles.supplement")) == 2


def test_what_no_waiting_member_asks_for_cannot_be_demanded_of_the_whole() -> None:
    running = one_organ()
    clerk = running.stage.staff("clerk")
    key = running.filed()
    with pytest.raises(Refused, match="都不要求") as refused:
        services.request_supplement(key, by=clerk, gaps={"M0005": BLURRED, "M9999": "请提交照片"})
    assert refused.value.code == "bundles.unlisted_material"
    assert {running.case(key, one).state for one in ("shop", "sign")} == {"submitted"}
    with pytest.raises(Refused, match="至少选择一份"):
        services.request_supplement(key, by=clerk, gaps={"M0005": "  "})


def test_only_the_window_asks_for_the_whole_and_only_the_applicant_answers() -> None:
    running = one_organ()
    key = running.filed()
    with pytest.raises(AccessDenied) as denied:
        services.request_supplement(key, by=running.stage.staff("reviewer"), gaps={"M0005": BLURRED})
    assert denied.value.visible
    with pytest.raises(AccessDenied) as hidden:
        services.supplement(key, by=running.stage.citizen("李秀英", 2), declared=True)
    assert not hidden.value.visible


def test_a_member_that_was_accepted_is_left_out_of_a_notice_for_the_whole() -> None:
    running = one_organ()
    key = running.filed()
    take_in(running, key, "shop")
    services.request_supplement(key, by=running.stage.staff("clerk"), gaps={"M0005": BLURRED})
    assert running.case(key, "shop").state != "supplement_requested"
    assert running.case(key, "sign").state == "supplement_requested"


def test_the_window_accepts_all_that_wait_in_one_go_each_with_its_own_clock() -> None:
    running = one_organ()
    key = running.filed()
    clerk = running.stage.staff("clerk")
    assert set(services.accept(key, by=clerk)) == {"shop", "sign"}
    drain()
    assert {running.case(key, one).clock for one in ("shop", "sign")} == {"decision"}
    assert running.case(key, "shop").due_on != running.case(key, "sign").due_on
    with pytest.raises(Refused, match="没有等待受理"):
        services.accept(key, by=clerk)


def test_a_window_of_the_hall_accepts_members_of_other_organs_and_the_trace_says_as_what() -> None:
    running = two_organs()
    hall = running.stage.staff("service_officer", "钱国华", organisation_id=None)
    key = running.filed()
    assert set(services.accept(key, by=hall)) == {"shop", "sign"}
    drain()
    steps = case_selectors.staff_case(
        running.stage.staff("clerk", "何水", organ=running.stage.world.water), running.case(key, "sign").number or ""
    ).steps
    assert ["统一办理“开办餐饮店”" in step.by_right for step in steps if step.verb == "accept"] == [True]
