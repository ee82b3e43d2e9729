"""When A goes on leave, the B of his posts is told from when to when the work is his, and when it is not any more."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.jobs import announce, drain
from bancheng.registers.identity import services
from bancheng.registers.identity.events import LeaveSet
from bancheng.registers.identity.tests.cast import PLATFORM, County, county
from bancheng.registers.messages import selectors

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


@pytest.fixture
def place() -> County:
    return county()


@pytest.fixture
def pair(place: County):
    a, b = place.staff("wa", "clerk", organisation_id=place.bureau.pk), place.staff("wbb", "clerk")
    services.hold_post(post_id=place.window.pk, staff=a, ab="A", by=PLATFORM)
    services.hold_post(post_id=place.window.pk, staff=b, ab="B", by=PLATFORM)
    return a, b


def told(of) -> list[tuple[str, str]]:
    drain()
    found = selectors.inbox(of.account).messages
    return [(one.title, one.body) for one in found if "岗" in one.title]


def test_b_learns_from_when_to_when_the_post_is_his_and_a_does_not(place, pair):
    a, b = pair
    leave = services.set_leave(staff=a, starts=MONDAY, ends=FRIDAY, by=PLATFORM)
    ((title, body),) = told(b)
    assert title == f"请您代岗：{a.name}请假"
    assert "11月23日至11月27日" in body and place.window.name in body and told(a) == []
    announce(LeaveSet(leave.pk, a.pk, MONDAY, FRIDAY))
    assert len(told(b)) == 1, "a reaction that runs twice tells once"


def test_the_leave_of_b_is_nobodys_news(pair):
    a, b = pair
    services.set_leave(staff=b, starts=MONDAY, ends=FRIDAY, by=PLATFORM)
    assert told(a) == told(b) == []


def test_who_is_b_no_more_when_the_leave_begins_is_not_told(place, pair):
    a, b = pair
    holding = b.holdings.get()
    services.release_post(holding=holding, by=PLATFORM)
    later = place.staff("wcc", "clerk")
    services.hold_post(post_id=place.window.pk, staff=later, ab="B", by=PLATFORM, since=TUESDAY)
    services.set_leave(staff=a, starts=MONDAY, ends=FRIDAY, by=PLATFORM)
    assert told(b) == [] and len(told(later)) == 1


def test_b_learns_that_a_is_back_early_or_never_went(pair):
    a, b = pair
    leave = services.set_leave(staff=a, starts=MONDAY, ends=FRIDAY, by=PLATFORM)
    services.end_leave(leave=leave, by=PLATFORM)
    newest, earlier = told(b)
    assert newest[0] == f"不用再代岗：{a.name}已销假" and "从11月23日起" in newest[1]
    assert earlier[0].startswith("请您代岗")
