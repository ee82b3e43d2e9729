"""Days off work: a last day moves, a weekend makes nothing overdue, an alarm waits until somebody is there to read it."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.law import Light, TermUnit
from bancheng.registers.duties import selectors, services, types
from bancheng.registers.identity.tests.cast import PLATFORM, actor
from bancheng.registers.messages import selectors as inbox

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (19, 20, 21, 22, 23, 24))
LADDER = ((1, "service_officer"), (0, "service_officer"), (-1, "service_officer"), (-1, "supervisor", "tests_office"))
BY_DATE = types.kind("tests.by_date", title="按日期报送", role="service_officer", ladder=LADDER)
IN_WORKDAYS = types.kind(
    "tests.in_workdays", title="按工作日更新", role="service_officer", ladder=LADDER, unit=TermUnit.WORKDAY
)


@pytest.fixture
def told(county, on):
    """What a member of staff of the bureau is told each morning from Thursday to Tuesday about a duty due on a day."""
    on(date(2026, 11, 2))
    officer = county.staff("officer", "service_officer", organ=county.bureau)

    def mornings(kind: types.Kind, due_on: date) -> dict[str, str]:
        services.open_duty(kind=kind.key, due_on=due_on, organisation_id=county.bureau.pk, by=PLATFORM)
        found = {}
        for day in (THURSDAY, FRIDAY, SATURDAY, SUNDAY, MONDAY, TUESDAY):
            on(day)
            if services.remind():
                found[f"{day:%a}"] = (
                    inbox.inbox(officer.account).messages[0].title.split("：")[0].removeprefix("限期任务")
                )
        return found

    return mornings


@pytest.mark.parametrize(
    ("kind", "words"),
    [(IN_WORKDAYS, ("还有 1 个工作日到期", "已逾期 1 个工作日")), (BY_DATE, ("还有 1 天到期", "已逾期 3 天"))],
)
def test_what_was_due_on_friday_is_told_to_be_over_on_monday(told, kind: types.Kind, words: tuple[str, str]):
    assert told(kind, FRIDAY) == {"Thu": words[0], "Fri": "今天到期", "Mon": words[1]}


def test_a_day_set_on_a_weekend_ends_on_monday(told):
    """《民法典》第二百零三条: the day after the days off is the last one."""
    assert told(BY_DATE, SATURDAY) == {"Sun": "还有 1 天到期", "Mon": "今天到期", "Tue": "已逾期 1 天"}


def stands(kind: types.Kind, due_on: date, county, on) -> list[bool]:
    on(date(2026, 11, 2))
    services.open_duty(kind=kind.key, due_on=due_on, organisation_id=county.bureau.pk, by=PLATFORM)
    found = []
    for day in (FRIDAY, SATURDAY, MONDAY, TUESDAY):
        on(day)
        (view,) = selectors.open_duties(PLATFORM)
        count, overdue = selectors.overdue_of(county.bureau.pk)
        assert (count, bool(overdue)) == (1, view.overdue) and (view.light is Light.OVERDUE) == view.overdue
        found.append(view.overdue)
    return found


def test_seven_working_days_are_not_over_on_a_saturday(county, on):
    assert stands(IN_WORKDAYS, FRIDAY, county, on) == [False, False, True, True]


def test_a_date_is_over_on_the_day_after_unless_it_moved(county, on):
    assert stands(BY_DATE, FRIDAY, county, on) == [False, True, True, True]


def test_a_date_on_a_saturday_is_over_on_tuesday(county, on):
    assert stands(BY_DATE, SATURDAY, county, on) == [False, False, False, True]
    (view,) = selectors.open_duties(PLATFORM)
    assert view.due_on == MONDAY, "the last day is shown, not the one that was set"


def test_a_rung_reaches_who_holds_the_role_in_its_organ_and_shows_him_the_duty(county, on):
    """His role stops at his own organ: another unit's duty comes to him because the ladder ends there."""
    on(date(2026, 11, 2))
    county.centre.function = "tests_office"
    county.centre.save(update_fields=["function"])
    limited = {"organ": county.centre, "organisation_id": county.centre.pk}
    keeper, clerk = county.staff("keeper", "supervisor", **limited), county.staff("clerk", "clerk", **limited)
    duty = services.open_duty(
        kind=IN_WORKDAYS.key, due_on=FRIDAY, organisation_id=county.bureau.pk, subject=None, by=PLATFORM
    )
    far = services.open_duty(
        kind=BY_DATE.key, due_on=FRIDAY, organisation_id=county.elsewhere.pk, subject=None, by=PLATFORM
    )
    on(MONDAY)
    services.remind()
    assert inbox.unread_count(keeper.account) == 1, "the duty of his county, not that of another one"
    assert [one.id for one in selectors.open_duties(actor(keeper))] == [duty.pk]
    assert selectors.duty(actor(keeper), duty.pk).may_close is False
    assert selectors.open_duties(actor(clerk)) == () and far.pk != duty.pk
