"""Staff and their posts: A holds it, B stands in during A's leave, and no work moves (settled 15)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.backends import AccountBackend
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, actor, verbs
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def code_of(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def hold(county, staff, ab="A", **more):
    return services.hold_post(post_id=county.window.pk, staff=staff, ab=ab, by=PLATFORM, **more)


def holder(county, on=None):
    found = selectors.holder(county.window.pk, on)
    return (found.ab, found.staff_id, found.standing_in) if found else None


def test_staff_numbers_are_taken_once_whatever_their_capitals(county):
    county.staff("XX007")
    for number in ("XX007", "xx007", "ＸＸ００７"):
        assert code_of(lambda number=number: county.staff(number)) == "identity.staff_taken"
    for number in ("", "张三", "a b", "x" * 41, "a\x00b", "a-b"):
        assert code_of(lambda number=number: county.staff(number)) == "identity.staff_number"


def test_creating_staff_is_journaled_and_asks_for_another_password(county):
    staff = county.staff("xx")
    assert verbs(Subject("identity.staff", "xx")) == ["create"]
    assert selectors.must_change_password(staff.account)


def test_a_retired_organisation_takes_no_staff(county, on):
    on(DAY + timedelta(days=400))
    organisations.retire_organisation(
        organisation=county.elsewhere, on=DAY + timedelta(days=400), reason="机构改革", by=PLATFORM
    )
    assert code_of(lambda: county.staff("xx", organ=county.elsewhere)) == "identity.staff_organisation"


def test_b_stands_in_during_the_leave_of_a(county, on):
    on(DAY)
    a, b = county.staff("aa"), county.staff("bb")
    hold(county, a, "A")
    hold(county, b, "B")
    services.set_leave(
        staff=a, starts=DAY + timedelta(days=3), ends=DAY + timedelta(days=5), by=actor(a), reason="年休假"
    )
    days = [holder(county, DAY + timedelta(days=n)) for n in (0, 2, 3, 5, 6)]
    assert days == [("A", a.pk, False)] * 2 + [("B", b.pk, True)] * 2 + [("A", a.pk, False)]


def test_with_both_away_nobody_holds_the_post(county, on):
    on(DAY)
    a, b = county.staff("aa"), county.staff("bb")
    hold(county, a, "A")
    hold(county, b, "B")
    for one in (a, b):
        services.set_leave(staff=one, starts=DAY, ends=DAY, by=PLATFORM)
    assert holder(county) is None
    assert holder(county, DAY + timedelta(days=1)) == ("A", a.pk, False)


def test_b_holds_the_post_of_an_a_whose_account_is_closed(county):
    a, b = county.staff("aa"), county.staff("bb")
    hold(county, a, "A")
    hold(county, b, "B")
    services.set_staff_active(staff=a, active=False, by=PLATFORM)
    assert holder(county) == ("B", b.pk, True)


def test_a_post_has_one_a_and_one_b_and_they_are_two_people(county):
    a = county.staff("aa")
    hold(county, a, "A")
    assert code_of(lambda: hold(county, county.staff("cc"), "A")) == "identity.post_held"
    assert code_of(lambda: hold(county, a, "B")) == "identity.post_both"
    assert code_of(lambda: hold(county, a, "C")) == "identity.ab"


def test_on_the_day_of_a_hand_over_the_newcomer_holds_the_post(county, on):
    on(DAY)
    old, new = county.staff("aa"), county.staff("cc")
    holding = hold(county, old)
    assert (
        code_of(lambda: services.release_post(holding=holding, on=DAY - timedelta(days=1), by=PLATFORM))
        == "identity.post_dates"
    )
    services.release_post(holding=holding.pk, on=DAY + timedelta(days=2), by=PLATFORM)
    assert code_of(lambda: hold(county, new)) == "identity.post_held"
    hold(county, new, since=DAY + timedelta(days=2))
    assert [holder(county, DAY + timedelta(days=n))[1] for n in (1, 2, 3)] == [old.pk, new.pk, new.pk]
    on(DAY + timedelta(days=5))
    assert code_of(lambda: services.release_post(holding=holding, by=PLATFORM)) == "identity.post_released"


def test_a_post_of_another_organisation_reads_like_none(county):
    with pytest.raises(AccessDenied) as denied:
        hold(county, county.staff("cc", organ=county.centre))
    assert not denied.value.visible
    assert holder(county) is None


def test_a_leave_is_entered_by_oneself_or_ones_manager(county, on):
    on(DAY)
    staff, chief = county.staff("aa"), county.staff("chief", "administrator")
    stranger = county.staff("other", "clerk")

    def leave(by, first, last):
        return services.set_leave(staff=staff, starts=DAY + timedelta(first), ends=DAY + timedelta(last), by=actor(by))

    with pytest.raises(AccessDenied):
        leave(stranger, 1, 2)
    leave(staff, 1, 2)
    leave(chief, 4, 5)
    assert code_of(lambda: leave(staff, 2, 3)) == "identity.leave_overlap"
    assert code_of(lambda: leave(staff, 9, 8)) == "identity.leave_dates"


def test_coming_back_early_ends_a_leave_and_leaves_the_past(county, on):
    on(DAY)
    a = county.staff("aa")
    hold(county, a)
    leave = services.set_leave(staff=a, starts=DAY, ends=DAY + timedelta(days=9), by=actor(a))
    later = services.set_leave(staff=a, starts=DAY + timedelta(days=20), ends=DAY + timedelta(days=21), by=actor(a))
    on(DAY + timedelta(days=3))
    assert holder(county) is None
    services.end_leave(leave=leave, by=actor(a))
    services.end_leave(leave=later.pk, by=actor(a))
    assert holder(county) == ("A", a.pk, False)
    assert holder(county, DAY + timedelta(days=2)) is None
    assert holder(county, DAY + timedelta(days=20)) == ("A", a.pk, False)
    assert code_of(lambda: services.end_leave(leave=leave, by=actor(a))) == "identity.leave_ended"


def test_nobody_closes_his_own_account(county):
    chief = county.staff("chief", "administrator")
    assert (
        code_of(lambda: services.set_staff_active(staff=chief, active=False, by=actor(chief))) == "identity.own_account"
    )


def test_the_list_shows_who_is_in_scope_and_pages_by_number(county, django_assert_num_queries):
    for number in ("a3", "a1", "a2"):
        county.staff(number, "clerk")
    county.staff("z9", organ=county.elsewhere)
    chief = actor(county.staff("chief", "administrator"))

    with django_assert_num_queries(2):
        first = selectors.staff_list(chief, size=2)
    second = selectors.staff_list(chief, size=2, after=first.next_cursor)
    assert [row.number for row in (*first.rows, *second.rows)] == ["a1", "a2", "a3", "chief"]
    assert (first.next_cursor, second.next_cursor) == ("a2", "")
    assert first.rows[0].roles == ("窗口人员",)
    assert [row.number for row in selectors.staff_list(PLATFORM).rows] == ["a1", "a2", "a3", "chief", "z9"]


def test_the_list_is_narrowed_by_words_region_organ_role_and_state(county):
    county.staff("a1", "clerk")
    county.staff("a2", organ=county.centre)
    gone = county.staff("a3", "clerk")
    county.staff("z9", organ=county.elsewhere)
    services.set_staff_active(staff=gone, active=False, by=PLATFORM)

    def numbers(**filters):
        return [row.number for row in selectors.staff_list(PLATFORM, **filters).rows]

    assert numbers(role="clerk") == ["a1", "a3"]
    assert numbers(role="clerk", active=True) == ["a1"]
    assert numbers(region="410183000000") == ["z9"]
    assert numbers(region="410100000000") == ["z9"]
    assert numbers(organisation=county.centre.pk) == ["a2"]
    assert numbers(q="A1") == ["a1"]
    assert numbers(q="赵\x00") == ["a1", "a2", "a3", "z9"]
    assert numbers(q="%' OR 1=1") == []


def test_who_may_not_see_staff_gets_no_list(county):
    with pytest.raises(AccessDenied) as denied:
        selectors.staff_list(actor(county.staff("xx", "clerk")))
    assert denied.value.visible


def test_one_whose_right_is_limited_to_an_organ_sees_that_organ(county):
    county.staff("a2", organ=county.centre)
    limited = county.staff("limited", "administrator", organisation_id=county.bureau.pk)
    assert [row.number for row in selectors.staff_list(actor(limited)).rows] == ["limited"]


def test_the_page_of_a_member_of_staff_tells_roles_posts_and_leaves(county, on, django_assert_num_queries):
    on(DAY)
    staff = county.staff("aa", "clerk")
    hold(county, staff)
    services.set_leave(staff=staff, starts=DAY, ends=DAY, by=PLATFORM, reason="体检")
    services.revoke_role(grant=staff.role_grants.get(), by=PLATFORM)
    with django_assert_num_queries(4):
        view = selectors.staff_view(PLATFORM, staff.pk)
    assert (view.roles, view.posts) == ((), ("西峡县市场监督管理局综合窗口（A 角）",))
    assert [(one.label, one.region_name, one.current) for one in view.grants] == [("窗口人员", "西峡县", False)]
    assert [(one.reason, one.current) for one in view.leaves] == [("体检", True)]
    assert selectors.staff_of(staff.account).organisation == "西峡县市场监督管理局"


def test_holders_of_a_role_are_found_for_a_place(county):
    wide = county.staff("wide", "supervisor", region=None)
    here = county.staff("here", "supervisor")
    there = county.staff("there", "supervisor", organ=county.elsewhere)
    organ = county.staff("organ", "supervisor", organisation_id=county.bureau.pk)
    closed = county.staff("closed", "supervisor")
    services.set_staff_active(staff=closed, active=False, by=PLATFORM)

    def found(*args, **kwargs):
        return {account.staff.number for account in selectors.staff_with_role("supervisor", *args, **kwargs)}

    assert found() == {"wide", "here", "there", "organ"}
    assert found("411323104000") == {"wide", "here", "organ"}
    assert found("411323000000", organisation=county.centre.pk) == {"wide", "here"}
    assert found("410000000000") == {"wide"}
    assert {wide.number, here.number, there.number, organ.number} == found()


def test_the_actor_of_a_session_costs_two_queries(county, django_assert_num_queries):
    staff = county.staff("xx", "clerk", "reviewer")
    with django_assert_num_queries(2):
        who = selectors.actor_of(AccountBackend().get_user(staff.account.pk))
    assert (who.roles, who.region, who.organisation) == (("clerk", "reviewer"), "411323000000", county.bureau.pk)
    assert PASSWORD not in str(who)
