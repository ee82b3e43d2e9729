"""A duty that an organisation owes: who sees it, who closes it, how it stands."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.law import Light, Refused, TermUnit
from bancheng.registers.duties import rules, selectors, services, types
from bancheng.registers.duties.models import Duty
from bancheng.registers.identity.tests.cast import PLATFORM, actor, person
from bancheng.registers.messages import selectors as inbox

pytestmark = pytest.mark.django_db
LEDGER = types.kind(
    "tests.ledger",
    title="报送台账",
    role="service_officer",
    ladder=((5, "service_officer"), (1, "service_officer"), (-2, "supervisor")),
)
DAY = date(2026, 11, 20)


def opened(county, organ=None, **more):
    facts = {"kind": LEDGER.key, "due_on": date(2026, 11, 30), "by": PLATFORM}
    return services.open_duty(**(facts | {"organisation_id": (organ or county.bureau).pk} | more))


def test_it_is_seen_within_ones_scope_only(county, on, django_assert_num_queries):
    on(DAY)
    here, there = opened(county), opened(county, county.elsewhere, subject=Subject("tests.x", "2"))
    chief, stranger = county.staff("chief", "service_officer"), county.staff("other", "clerk", organ=county.elsewhere)
    limited = county.staff("limited", "clerk", organ=county.centre, organisation_id=county.centre.pk)

    who = actor(chief)
    selectors.open_duties(who)
    with django_assert_num_queries(2):
        seen = selectors.open_duties(who)
    assert [one.id for one in seen] == [here.pk]
    assert [one.id for one in selectors.open_duties(actor(stranger))] == [there.pk]
    assert selectors.open_duties(actor(limited)) == ()
    assert selectors.open_duties(actor(person())) == ()
    assert [one.id for one in selectors.open_duties(PLATFORM)] == [here.pk, there.pk]
    with pytest.raises(AccessDenied) as denied:
        selectors.duty(actor(stranger), here.pk)
    assert not denied.value.visible


def test_mine_are_those_my_role_owes(county, on):
    on(DAY)
    opened(county)
    chief, clerk = county.staff("chief", "service_officer"), county.staff("clerk", "clerk")
    assert [one.mine for one in selectors.open_duties(actor(chief), mine=True)] == [True]
    assert selectors.open_duties(actor(clerk), mine=True) == ()
    assert [one.mine for one in selectors.open_duties(actor(clerk))] == [False]


def test_the_bar_counts_working_days_and_the_light_follows_the_ladder(county, on):
    on(DAY)
    opened(county)
    stands = {}
    for day in (20, 26, 29, 30):
        on(date(2026, 11, day))
        (view,) = selectors.open_duties(PLATFORM)
        stands[day] = (view.used, view.left, view.light, view.overdue)
    on(date(2026, 12, 2))
    (view,) = selectors.open_duties(PLATFORM)
    assert view.total == 6  # 23–27 and 30 November
    assert stands == {
        20: (0, 6, Light.NORMAL, False),
        26: (4, 2, Light.NORMAL, False),
        29: (5, 1, Light.WARNING, False),
        30: (6, 0, Light.WARNING, False),
    }
    assert (view.used, view.left, view.light, view.overdue) == (6, -2, Light.OVERDUE, True)


def test_only_a_room_above_opens_and_only_whose_scope_covers_it_closes(county, on):
    on(DAY)
    chief = county.staff("chief", "service_officer")
    stranger = county.staff("other", "service_officer", organ=county.elsewhere)
    with pytest.raises(AccessDenied):
        opened(county, by=actor(chief))
    duty = opened(county)
    with pytest.raises(AccessDenied) as denied:
        services.close_duty(duty=duty, result="办好了", by=actor(stranger))
    assert not denied.value.visible
    assert services.close_duty(duty=duty, result="已报送", by=actor(chief)).closed_by == chief.name


def test_the_same_duty_opens_once_and_its_days_are_in_order(county, on):
    on(DAY)
    opened(county, subject=Subject("tests.x", "1"))
    for more, code in (
        ({"subject": Subject("tests.x", "1")}, "duties.twice"),
        ({"due_on": date(2026, 11, 19)}, "duties.dates"),
    ):
        with pytest.raises(Refused) as refused:
            opened(county, **more)
        assert refused.value.code == code
    with pytest.raises(types.UnknownKind):
        opened(county, kind="tests.unknown")


def test_reminders_go_to_the_organisations_own_people(county, on):
    on(DAY)
    opened(county)
    chief = county.staff("chief", "service_officer")
    stranger = county.staff("other", "service_officer", organ=county.elsewhere)
    on(date(2026, 11, 25))
    assert services.remind() == 1
    assert (inbox.unread_count(chief.account), inbox.unread_count(stranger.account)) == (1, 0)
    reminders = selectors.duty(actor(chief), Duty.objects.get().pk).reminders
    assert [(one.whom, one.days_before, one.told) for one in reminders] == [("政务服务中心工作人员", 5, 1)]


def test_a_duty_of_a_kind_no_longer_declared_still_shows_and_closes(county, on):
    on(DAY)
    duty = opened(county)
    Duty.objects.update(kind="tests.forgotten")
    assert services.remind() == 0
    assert selectors.open_duties(PLATFORM)[0].light is Light.NORMAL
    services.close_duty(duty=duty, result="不再需要", by=PLATFORM)


def test_a_kind_is_declared_once_with_a_sound_ladder():
    for wrong in (
        {"key": LEDGER.key, "ladder": ((1, "x"),)},
        {"key": "nodot", "ladder": ((1, "x"),)},
        {"key": "tests.empty", "ladder": ()},
        {"key": "tests.twice", "ladder": ((1, "x"), (1, "x"))},
    ):
        with pytest.raises(ValueError):
            types.kind(**wrong, title="x", role="x")


@pytest.mark.parametrize(("days", "words"), [(3, "还有 3 天到期"), (0, "今天到期"), (-2, "已逾期 2 天")])
def test_people_are_told_in_plain_words(days, words):
    assert rules.when(days) == words


def test_what_is_counted_in_working_days_is_told_in_working_days():
    assert rules.when(-2, TermUnit.WORKDAY) == "已逾期 2 个工作日"
