"""What a seat gives: A's work to B while A is away, the powers of a department to its chief representative."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bancheng.ground.access import AccessDenied, Subject, Target, may, ways
from bancheng.ground.law import Refused, today
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.tests.cast import PLATFORM, XIXIA, actor, verbs
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
BASIS = "西市监授〔2026〕3号"


@pytest.fixture
def pair(county, on):
    """A and B of the window: A is a clerk, B keeps the catalogue."""
    on(date(2026, 11, 20))
    a, b = county.staff("wa", "clerk", organisation_id=county.bureau.pk), county.staff("wbb", "catalog_editor")
    services.hold_post(post_id=county.window.pk, staff=a, ab="A", by=PLATFORM)
    services.hold_post(post_id=county.window.pk, staff=b, ab="B", by=PLATFORM)
    return a, b


def may_take_in(staff, county) -> bool:
    return may(actor(staff), "cases.take_in", Target(region=XIXIA, organisation=county.bureau.pk)).allowed


def test_b_has_the_work_of_a_only_while_a_is_away(county, pair, on):
    a, b = pair
    assert not may_take_in(b, county)
    services.set_leave(staff=a, starts=date(2026, 11, 23), ends=date(2026, 11, 24), by=PLATFORM)
    seen = []
    for day in range(20, 26):
        on(date(2026, 11, day))
        seen.append(may_take_in(b, county))
    assert seen == [False, False, False, True, True, False]


def test_what_b_does_for_a_names_a_and_what_he_does_himself_names_nobody(county, pair):
    a, b = pair
    services.set_leave(staff=a, starts=today(), ends=today(), by=PLATFORM)
    who, there = actor(b), Target(region=XIXIA, organisation=county.bureau.pk)
    ((via,),) = ways(who, "cases.take_in", there)
    assert (via.kind, via.key) == ("stand_in", "staff:wa")
    assert ways(who, "catalog.edit", there) == ((),)
    assert "clerk" in who.roles


def test_b_gets_no_more_than_a_has(county, pair):
    a, b = pair
    services.set_leave(staff=a, starts=today(), ends=today(), by=PLATFORM)
    who = actor(b)
    assert not may(who, "cases.take_in", Target(region=XIXIA, organisation=county.centre.pk)).allowed
    assert not may(who, "cases.decide").allowed
    services.revoke_role(grant=a.role_grants.get(), by=PLATFORM)
    assert not may_take_in(b, county), "what A lost on the way B has not either"


def test_nobody_stands_in_while_he_is_away_himself(county, pair):
    a, b = pair
    for one in pair:
        services.set_leave(staff=one, starts=today(), ends=today(), by=PLATFORM)
    assert not may_take_in(b, county)
    assert "wbb" not in told(county)


def told(county) -> set[str]:
    accounts = selectors.staff_with_role("clerk", XIXIA, organisation=county.bureau.pk)
    return {account.staff.number for account in accounts}


def test_who_is_told_of_the_work_is_also_who_stands_in(county, pair):
    a, _b = pair
    assert told(county) == {"wa"}
    services.set_leave(staff=a, starts=today(), ends=today(), by=PLATFORM)
    assert told(county) == {"wa", "wbb"}


def test_a_plain_member_of_staff_costs_one_query(county, pair, django_assert_num_queries):
    account = Account.objects.select_related("person", "staff__organisation").get(pk=pair[0].account.pk)
    with django_assert_num_queries(1):
        selectors.actor_of(account)


@pytest.fixture
def seat(county, on):
    """The post of a chief representative of the bureau, and who holds it."""
    on(date(2026, 11, 20))
    post = organisations.create_post(organisation=county.bureau, code="SD1", name="首席代表", kind="chief", by=PLATFORM)
    chief = county.staff("sd", "chief_representative")
    services.hold_post(post_id=post.pk, staff=chief, ab="A", by=PLATFORM)
    return post, chief


def rights(staff, organ) -> set[str]:
    who = actor(staff)
    asked = ("cases.take_in", "cases.review", "cases.decide", "licences.print", "cases.deliver")
    return {one for one in asked if may(who, one, Target(region=XIXIA, organisation=organ.pk)).allowed}


def test_the_powers_are_those_granted_on_their_days_for_the_own_organ_only(county, seat, on):
    post, chief = seat
    department = actor(county.staff("head", "approver", organisation_id=county.bureau.pk))
    assert rights(chief, county.bureau) == set()
    services.grant_powers(
        post_id=post.pk,
        powers=("accept", "decide"),
        basis=BASIS,
        valid_from=date(2026, 11, 23),
        valid_to=date(2026, 11, 24),
        by=department,
    )
    assert rights(chief, county.bureau) == set(), "not before its first day"
    on(date(2026, 11, 23))
    assert rights(chief, county.bureau) == {"cases.take_in", "cases.decide"}
    assert rights(chief, county.centre) == set()
    ((via,),) = ways(actor(chief), "cases.decide", Target(region=XIXIA, organisation=county.bureau.pk))
    assert (via.kind, via.name) == ("powers", "首席代表")
    on(date(2026, 11, 25))
    assert rights(chief, county.bureau) == set()


def grant(post, by=PLATFORM, **more):
    given = {"powers": ("accept",), "basis": BASIS, "valid_from": today(), "valid_to": None} | more
    return services.grant_powers(post_id=post.pk, by=by, **given)


def test_a_power_taken_back_is_gone_at_once_and_can_be_given_again(county, seat):
    post, chief = seat
    (key,) = grant(post)
    assert rights(chief, county.bureau) == {"cases.take_in"}
    services.revoke_power(power_id=key, by=PLATFORM)
    assert rights(chief, county.bureau) == set()
    with pytest.raises(Refused) as refused:
        services.revoke_power(power_id=key, by=PLATFORM)
    assert refused.value.code == "identity.power_gone"
    grant(post)
    row = next(one for one in selectors.powers(replace(PLATFORM, kind="staff")) if one.current)
    assert (row.power_label, row.basis) == ("受理", BASIS)
    assert [one.name for one in row.holders] == [chief.name]


def test_powers_are_refused_without_basis_days_in_order_a_power_or_the_right_post(county, seat):
    post, _chief = seat
    grant(post)
    for wrong, code in (
        ({"basis": "  "}, "power_basis"),
        ({"powers": ()}, "power_none"),
        ({"powers": ("accept", "rule")}, "power_none"),
        ({"powers": ("review",), "valid_to": today() - timedelta(days=1)}, "power_dates"),
        ({"valid_from": today() + timedelta(days=40)}, "power_twice"),
    ):
        with pytest.raises(Refused) as refused:
            grant(post, **wrong)
        assert refused.value.code == f"identity.{code}", wrong
    with pytest.raises(Refused) as refused:
        grant(county.window)
    assert refused.value.code == "identity.power_post"


def test_only_the_department_grants_and_nobody_to_his_own_post(county, seat):
    post, chief = seat
    stranger = actor(county.staff("stranger", "approver", organisation_id=county.centre.pk))
    with pytest.raises(AccessDenied):
        grant(post, by=stranger)
    services.grant_role(staff=chief, role="approver", region=XIXIA, organisation_id=county.bureau.pk, by=PLATFORM)
    with pytest.raises(Refused) as refused:
        grant(post, by=actor(chief))
    assert refused.value.code == "identity.power_own"
    with pytest.raises(AccessDenied):
        services.grant_powers(
            post_id=999_999, powers=("accept",), basis=BASIS, valid_from=today(), valid_to=None, by=PLATFORM
        )


def test_the_deputy_of_a_chief_representative_has_his_powers_while_he_is_away(county, seat):
    post, chief = seat
    deputy = county.staff("deputy")
    services.hold_post(post_id=post.pk, staff=deputy, ab="B", by=PLATFORM)
    grant(post, powers=("decide",))
    assert rights(deputy, county.bureau) == set()
    assert [one.staff.number for one in selectors.holders_of_power("decide", county.bureau.pk)] == ["sd"]
    services.set_leave(staff=chief, starts=today(), ends=today(), by=PLATFORM)
    assert rights(deputy, county.bureau) == {"cases.decide"}
    (by,) = ways(actor(deputy), "cases.decide", Target(region=XIXIA, organisation=county.bureau.pk))
    assert [one.kind for one in by] == ["stand_in", "powers"]
    assert [one.staff.number for one in selectors.holders_of_power("decide", county.bureau.pk)] == ["deputy"]


def test_what_was_granted_stands_in_the_journal_of_the_post(county, seat):
    post, _chief = seat
    (key,) = grant(post)
    services.revoke_power(power_id=key, by=PLATFORM)
    assert verbs(Subject("identity.post", str(post.pk))) == ["grant_powers", "revoke_power"]
