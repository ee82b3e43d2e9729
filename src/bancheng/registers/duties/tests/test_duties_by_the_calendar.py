"""The first kind: the working calendar of next year, opened on 1 November, due on 31 December."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import Progress, drain
from bancheng.ground.jobs.registry import timed
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Light, Refused
from bancheng.registers.duties import schedule, selectors, services
from bancheng.registers.duties.models import Duty, Reminder
from bancheng.registers.identity.tests.cast import PLATFORM, actor
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations import services as calendars
from bancheng.registers.organisations.models import CalendarDay, CalendarYear
from bancheng.registers.organisations.types import CalendarFact

pytestmark = pytest.mark.django_db
KIND = "organisations.calendar_notice"


@pytest.fixture(autouse=True)
def _autumn_2026(db, on):
    """The notice of 2026 is entered, that of 2027 not, whatever the seed knows by now."""
    on(date(2026, 10, 1))
    CalendarYear.objects.filter(year__gte=2027).delete()
    CalendarDay.objects.filter(day__year__gte=2027).delete()
    assert max(organisations.calendar().known) == 2026


def morning():
    return schedule.daily(Progress())


def entered(year=2027):
    """As at the calendar desk, and the reactions that follow."""
    facts = [CalendarFact(date(year, 1, 1), "holiday", "元旦")]
    calendars.enter_year(year=year, days=facts, notice=f"国办发明电〔{year - 1}〕7号", by=PLATFORM)
    drain()


def test_the_duty_stands_in_the_timetable():
    assert "duties.daily" in {one.key for one in timed()}


def test_it_opens_on_1_november_and_not_before(on):
    on(date(2026, 10, 31))
    assert morning() == {"closed": 0, "opened": 0, "told": 0}
    on(date(2026, 11, 1))
    assert morning()["opened"] == 1
    (duty,) = Duty.objects.all()
    assert (duty.title, duty.kind, duty.role) == ("录入 2027 年工作日历", KIND, "administrator")
    assert (duty.opened_on, duty.due_on) == (date(2026, 11, 1), date(2026, 12, 31))
    assert duty.subject == Subject("organisations.calendar", "2027")


def test_a_morning_that_runs_twice_does_everything_once(on, county):
    chief = county.staff("chief", "administrator", region=None)
    on(date(2026, 11, 1))
    assert morning() == {"closed": 0, "opened": 1, "told": 1}
    assert morning() == {"closed": 0, "opened": 0, "told": 0}
    assert inbox.unread_count(chief.account) == 1


def test_each_rung_is_told_once_to_its_role(on, county):
    chief = county.staff("chief", "administrator", region=None)
    centre = county.staff("centre", "service_officer", organ=county.centre)
    watch = county.staff("watch", "supervisor", organ=county.centre)
    told = {}
    for day in (date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 17),
                date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)):  # fmt: skip
        on(day)
        if number := morning()["told"]:
            told[f"{day:%m-%d}"] = number
    assert told == {"11-01": 1, "12-01": 1, "12-17": 1, "12-28": 2, "01-01": 2}
    titles = [message.title for message in inbox.inbox(chief.account).messages]
    assert titles == [
        "限期任务已逾期 1 天：录入 2027 年工作日历",
        "限期任务还有 3 天到期：录入 2027 年工作日历",
        "限期任务还有 14 天到期：录入 2027 年工作日历",
        "限期任务还有 30 天到期：录入 2027 年工作日历",
        "限期任务还有 60 天到期：录入 2027 年工作日历",
    ]
    assert inbox.unread_count(centre.account) == inbox.unread_count(watch.account) == 1
    (message,) = inbox.inbox(watch.account).messages
    assert "2026年12月31日" in message.body and "系统管理员" in message.body


def test_after_a_long_silence_only_the_latest_rung_is_told(on, county):
    chief = county.staff("chief", "administrator", region=None)
    on(date(2026, 12, 18))
    assert morning() == {"closed": 0, "opened": 1, "told": 1}
    assert inbox.unread_count(chief.account) == 1
    told = dict(Reminder.objects.values_list("rung", "told"))
    assert told == {"60:administrator": 0, "30:administrator": 0, "14:administrator": 1}


def test_a_notice_that_nobody_entered_is_overdue_and_not_forgotten(on, county):
    """A platform set up in spring finds that the present year is missing."""
    watch = county.staff("watch", "supervisor")
    on(date(2027, 2, 3))
    assert morning()["opened"] == 1
    (view,) = selectors.open_duties(actor(watch))
    assert (view.overdue, view.light, view.due_on) == (True, Light.OVERDUE, date(2026, 12, 31))


def test_it_closes_itself_when_the_year_is_entered(on):
    on(date(2026, 11, 5))
    morning()
    entered()
    (duty,) = Duty.objects.all()
    assert (duty.state, duty.closed_by, duty.result) == ("done", "限期任务", "2027 年的放假通知已经录入。")
    on(date(2026, 12, 20))
    assert morning() == {"closed": 0, "opened": 0, "told": 0}


def test_a_corrected_day_of_this_year_does_not_close_it(on):
    on(date(2026, 11, 5))
    morning()
    calendars.set_day(day=date(2026, 12, 25), kind="holiday", name="放假", by=PLATFORM)
    drain()
    assert Duty.objects.get().state == "open"


def test_a_year_entered_before_november_opens_nothing(on):
    on(date(2026, 10, 25))
    entered()
    on(date(2026, 11, 1))
    assert morning() == {"closed": 0, "opened": 0, "told": 0}


def test_one_closed_by_hand_is_not_opened_again(on):
    on(date(2026, 11, 5))
    morning()
    services.cancel_duty(duty=Duty.objects.get(), reason="由省级统一录入", by=PLATFORM)
    on(date(2026, 11, 6))
    assert morning() == {"closed": 0, "opened": 0, "told": 0}


def test_its_life_stands_in_the_journal(on, county):
    county.staff("chief", "administrator", region=None)
    on(date(2026, 11, 5))
    morning()
    entered()
    duty = Duty.objects.get()
    verbs = [entry.verb for entry in journal.entries_of(Subject("duties.duty", str(duty.pk)))]
    assert verbs == ["open", "remind", "close"]


def test_the_platforms_duty_is_seen_by_all_staff_and_closed_by_who_may_act_everywhere(on, county):
    on(date(2026, 11, 5))
    morning()
    duty = Duty.objects.get()
    here, everywhere = county.staff("here", "administrator"), county.staff("wide", "administrator", region=None)
    assert [one.may_close for one in selectors.open_duties(actor(here))] == [False]
    with pytest.raises(AccessDenied):
        services.close_duty(duty=duty, result="办好了", by=actor(here))
    assert [one.may_close for one in selectors.open_duties(actor(everywhere))] == [True]
    with pytest.raises(Refused):
        services.close_duty(duty=duty, result=" ", by=actor(everywhere))
    services.close_duty(duty=duty.pk, result="已录入", by=actor(everywhere))
    with pytest.raises(Refused) as refused:
        services.close_duty(duty=duty, result="又办好了", by=actor(everywhere))
    assert refused.value.code == "duties.not_open"
    view = selectors.duty(actor(here), duty.pk)
    assert (view.state_label, view.result, view.overdue, view.may_close) == ("已完成", "已录入", False, False)
