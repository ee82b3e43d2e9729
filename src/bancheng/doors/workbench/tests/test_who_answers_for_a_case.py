"""责任链 on the page of a case and asked by person (FLW-26); A/B and the pattern of three desks on their pages (FLW-13, FLW-01)."""

from __future__ import annotations

import re

import pytest

from bancheng.casework.cases import services
from bancheng.doors.workbench.tests.cases_cast import Story
from bancheng.doors.workbench.tests.cast import text
from bancheng.ground.jobs import drain
from bancheng.ground.law import today
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.tests import cast as people
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
BY_PERSON = "/work/responsibility/"


def finished(story: Story) -> str:
    number = story.reviewed(delivery="window")
    services.decide(number, by=story.actor("approver"), outcome="granted")
    drain()
    services.collect(
        number, by=story.actor("result_desk"), name="王小满", id_number=people.id_number(), method="id_card"
    )
    return number


def seat_deputy(story: Story):
    """B of the window, of another trade; A is the clerk of the story."""
    market = story.desk.world.market
    post = organisations.create_post(organisation=market, code="CK", name="窗口", kind="window", by=PLATFORM)
    clerk = story.desk.staff("clerk", organisation_id=market.pk)
    deputy = story.desk.staff("catalog_editor", number="Deputy", organisation_id=market.pk)
    identity.hold_post(post_id=post.pk, staff=clerk, ab="A", by=PLATFORM)
    identity.hold_post(post_id=post.pk, staff=deputy, ab="B", by=PLATFORM)
    return clerk


@pytest.mark.demand("FLW-26")
def test_four_names_with_times_stand_on_the_page_and_each_person_can_be_asked_for(story: Story) -> None:
    number = finished(story)
    page = story.browser("approver").get(f"/work/cases/{number}/")
    chain = page.context["case"].chain
    assert [link.label for link in chain] == ["受理人", "审查人", "决定人", "送达人"]
    assert all(link.steps and all(step.who and step.at for step in link.steps) for link in chain)
    assert any(step.verb in {"deliver", "collect"} and step.who != "系统" for step in chain[3].steps)
    assert len(chain[1].steps) == 3, "one review, and two persons at the inspection"
    shown = re.sub(r"\s+", " ", text(page))
    for link in chain:
        assert f"<dt>{link.label}</dt>" in shown

    supervisor = story.desk.browser("supervisor")
    for who, steps in (("clerk", ["受理"]), ("rev1", ["现场核查", "审查"]), ("approver", ["作出决定"])):
        rows = supervisor.get(BY_PERSON, {"q": who}).context["rows"]
        assert [row.case.number for row in rows] == [number] * len(rows), who
        assert len(rows) == len(steps), who
    assert "受理人" in text(supervisor.get(BY_PERSON, {"q": "clerk"}))
    assert b"".join(supervisor.get(BY_PERSON + "export/csv/", {"q": "clerk"}).streaming_content).decode().count(number)


def test_who_may_not_ask_after_others_asks_after_himself(story: Story) -> None:
    number = story.accepted()
    clerk = story.browser("clerk")
    assert [row.case.number for row in clerk.get(BY_PERSON).context["rows"]] == [number]
    assert clerk.get(BY_PERSON, {"q": "rev1"}).status_code == 200, "nobody of that number is seated yet"
    story.desk.staff("reviewer", number="Rev1", organisation_id=story.desk.world.market.pk)
    assert clerk.get(BY_PERSON, {"q": "rev1"}).status_code == 403


def test_of_several_people_of_one_name_one_is_chosen_and_days_narrow_the_list(story: Story) -> None:
    story.accepted()
    supervisor = story.desk.browser("supervisor")
    page = supervisor.get(BY_PERSON, {"q": "周敏"})
    assert len(page.context["people"]) > 1 and not page.context["rows"]
    assert not supervisor.get(BY_PERSON, {"q": "clerk", "until": "2026-11-19"}).context["rows"]
    assert supervisor.get(BY_PERSON, {"q": "clerk", "since": "2026-11-20", "chain": "on"}).context["rows"]
    assert "没有找到这位工作人员" in text(supervisor.get(BY_PERSON, {"q": "查无此人"}))


def test_the_work_of_another_county_is_not_told(story: Story) -> None:
    story.accepted()
    other = story.desk.browser("supervisor", number="Far", region="410183000000")
    assert not other.get(BY_PERSON, {"q": "clerk"}).context["rows"]


@pytest.mark.demand("FLW-13")
def test_while_a_is_on_leave_the_page_of_b_shows_his_work_and_the_log_names_both(story: Story) -> None:
    clerk = seat_deputy(story)
    number = story.file()
    deputy = story.browser("catalog_editor", number="Deputy")
    assert deputy.get("/work/todo/").status_code == 403
    identity.set_leave(staff=clerk, starts=today(), ends=today(), by=PLATFORM)
    page = deputy.get("/work/todo/")
    assert [row.case.number for row, _left in page.context["rows"]] == [number]
    assert "代周敏（clerk）办理" in text(page)
    services.accept(number, by=story.actor("catalog_editor", number="Deputy"))
    assert "代周敏（clerk）办理" in text(story.browser("approver").get(f"/work/cases/{number}/"))
    log = story.desk.browser("supervisor").get(f"/work/supervision/cases/{number}/")
    assert "代谁办理" in text(log) and "周敏（clerk）" in text(log)


@pytest.mark.demand("FLW-01")
def test_a_case_goes_from_the_window_to_the_department_to_the_pick_up_window(story: Story) -> None:
    """前台综合受理、后台分类审批、统一窗口出件: each desk does its own part and is refused the others'."""
    number = story.file(delivery="window")
    window, reviewer, desk = (story.browser(role) for role in ("clerk", "reviewer", "result_desk"))

    def queues() -> list[bool]:
        asked = (browser.get("/work/todo/").context["rows"] for browser in (window, reviewer, desk))
        return [any(row.case.number == number for row, _left in rows) for rows in asked]

    assert queues() == [True, False, False]
    services.accept(number, by=story.actor("clerk"))
    assert queues() == [False, True, False]
    page = f"/work/cases/{number}/"
    assert window.get(page + "review/").status_code == 403
    story.agree(number, "review", "Rev1")
    story.agree(number, "inspect", "Rev1")
    story.agree(number, "inspect", "Rev2")
    answer = window.get(page + "decide/")
    assert answer.status_code == 403 and "不在您的岗位上办理" in text(answer)
    services.decide(number, by=story.actor("approver"), outcome="granted")
    drain()
    assert queues() == [False, False, True]
    for step in ("collect", "deliver"):
        assert reviewer.get(f"/work/results/{number}/{step}/").status_code == 403
    assert reviewer.get("/work/results/").status_code == 403
    services.collect(
        number, by=story.actor("result_desk"), name="王小满", id_number=people.id_number(), method="id_card"
    )
    drain()
    assert queues() == [False, False, False]
