"""Business, technology and towns have different rights (《新密市…管理办法》 art. 6), each within its own place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.ground.access import AccessDenied, Target, may
from bancheng.ground.jobs import run_now
from bancheng.ground.law import Refused, today
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, XINMI, XIXIA, actor
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db


def rights(staff) -> set[str]:
    who = actor(staff)
    return {action for action in selectors.actions() if may(who, action).allowed}


@pytest.mark.demand("ORG-04")
def test_the_three_groups_have_different_rights(county):
    business = rights(county.staff("business", "service_officer"))
    technology = rights(county.staff("technology", "data_officer"))
    town = rights(county.staff("town", "town_officer"))

    assert {"catalog.publish", "natures.edit"} <= business - technology - town
    assert {"jobs.retry", "config.view", "journal.verify"} <= technology - business - town
    assert "catalog.view" in town and not town & {"catalog.publish", "jobs.retry", "rules.view", "staff.view"}
    groups = {role.key: role.group for role in selectors.roles()}
    assert (groups["service_officer"], groups["data_officer"], groups["town_officer"]) == (
        "business",
        "technology",
        "town",
    )


@pytest.mark.demand("ORG-04")
def test_what_one_group_does_the_others_are_refused(county):
    """Not only the lists of rights differ: the services ask for them."""
    business, technology, town = (
        actor(county.staff(number, role, region=None))
        for number, role in (("b1", "service_officer"), ("t1", "data_officer"), ("w1", "town_officer"))
    )
    acts = {
        "b1": lambda by: organisations.set_day(day=date(2026, 12, 25), kind="holiday", name="测试", by=by),
        "t1": lambda by: run_now("identity.sweep", by),
    }
    for own, act in acts.items():
        for who in (business, technology, town):
            if who.key == f"staff:{own}":
                continue
            with pytest.raises(AccessDenied) as denied:
                act(who)
            assert denied.value.visible
    acts["b1"](business)
    acts["t1"](technology)


def test_every_action_of_a_role_has_a_label_and_every_role_a_group():
    labels, groups = selectors.actions(), selectors.group_labels()
    for role in selectors.roles():
        assert set(role.actions) <= set(labels), role.key
        assert role.group in groups


def test_a_role_counts_on_its_days_only(county, on):
    on(date(2026, 11, 2))
    staff = county.staff("xx")
    services.grant_role(
        staff=staff,
        role="clerk",
        region=XIXIA,
        valid_from=date(2026, 11, 3),
        valid_to=date(2026, 11, 4),
        by=PLATFORM,
    )
    seen = []
    for day in range(2, 6):
        on(date(2026, 11, day))
        seen.append(actor(staff).roles)
    assert seen == [(), ("clerk",), ("clerk",), ()]


def test_a_department_editor_acts_in_his_own_region_and_organisation_only(county):
    editor = actor(county.staff("editor", "catalog_editor", organisation_id=county.bureau.pk))
    for target, allowed in (
        (Target(region=XIXIA, organisation=county.bureau.pk), True),
        (Target(region=XIXIA, organisation=county.centre.pk), False),
        (Target(region=XINMI, organisation=county.elsewhere.pk), False),
        (Target(region=XINMI, organisation=county.bureau.pk), False),
    ):
        assert may(editor, "catalog.edit", target).allowed is allowed, target


def test_a_scope_forged_in_the_call_is_not_believed(county):
    """The organisation's own region decides, not the one handed over with it."""
    chief = actor(county.staff("chief", "administrator"))
    for region in (None, XIXIA):
        with pytest.raises(AccessDenied) as denied:
            services.create_staff(
                number="spy",
                name="赵一",
                organisation_id=county.elsewhere.pk,
                region=region,
                password=PASSWORD,
                by=chief,
            )
        assert not denied.value.visible


def test_one_who_manages_a_county_cannot_reach_into_another(county):
    chief = actor(county.staff("chief", "administrator"))
    stranger = county.staff("stranger", "clerk", organ=county.elsewhere)
    grant = stranger.role_grants.get()
    post = organisations.create_post(organisation=county.elsewhere, code="W9", name="窗口", kind="window", by=PLATFORM)
    mine = county.staff("mine")
    attempts = (
        lambda: services.grant_role(staff=stranger, role="clerk", region=XIXIA, by=chief),
        lambda: services.revoke_role(grant=grant, by=chief),
        lambda: services.set_staff_active(staff=stranger, active=False, by=chief),
        lambda: services.reset_staff_password(staff=stranger, password="Another-Horse-1", by=chief),
        lambda: services.hold_post(post_id=post.pk, staff=mine, ab="A", by=chief),
        lambda: services.hold_post(post_id=post.pk, staff=stranger, ab="A", by=chief),
        lambda: selectors.staff_view(chief, stranger.pk),
        lambda: services.grant_role(staff=10**30, role="clerk", region=XIXIA, by=chief),
    )
    for attempt in attempts:
        with pytest.raises(AccessDenied) as denied:
            attempt()
        assert not denied.value.visible  # reads like what is not there


def test_nobody_grants_more_than_he_has(county):
    chief = actor(county.staff("chief", "administrator"))
    limited = actor(county.staff("limited", "administrator", organisation_id=county.bureau.pk))
    staff = county.staff("xx")
    for by, scope in (
        (chief, {"region": None}),
        (chief, {"region": ""}),
        (chief, {"region": XINMI}),
        (chief, {"region": "410000000000"}),
        (chief, {"region": XINMI, "organisation_id": county.elsewhere.pk}),
        (chief, {"region": None, "organisation_id": county.elsewhere.pk}),
        (limited, {"region": XIXIA}),
        (limited, {"region": XIXIA, "organisation_id": county.centre.pk}),
        (chief, {"region": XIXIA, "organisation_id": county.elsewhere.pk}),
        (chief, {"region": "nowhere"}),
    ):
        with pytest.raises(Refused) as refused:
            services.grant_role(staff=staff, role="clerk", by=by, **scope)
        assert refused.value.code == "identity.role_scope", scope
    assert not staff.role_grants.exists()

    services.grant_role(staff=staff, role="clerk", region="411323104000", by=chief)
    made = services.grant_role(staff=staff, role="reviewer", organisation_id=county.bureau.pk, by=limited)
    assert made.region_id == XIXIA  # a role limited to an organ is limited to its region too


def test_nobody_grants_or_revokes_his_own_role(county):
    staff = county.staff("chief", "administrator")
    with pytest.raises(Refused, match="不能给自己"):
        services.grant_role(staff=staff, role="supervisor", region=XIXIA, by=actor(staff))
    with pytest.raises(Refused, match="不能收回自己"):
        services.revoke_role(grant=staff.role_grants.get(), by=actor(staff))


def test_a_role_of_all_regions_is_taken_back_only_by_who_covers_all(county):
    chief = actor(county.staff("chief", "administrator"))
    wide = county.staff("wide", "clerk", region=None)
    with pytest.raises(Refused) as refused:
        services.revoke_role(grant=wide.role_grants.get(), by=chief)
    assert refused.value.code == "identity.role_scope"
    services.revoke_role(grant=wide.role_grants.get(), by=PLATFORM)
    assert actor(wide).roles == ()


def test_a_revoked_role_is_gone_at_once_and_what_ended_stays_as_it_was(county):
    chief = actor(county.staff("chief", "administrator"))
    staff = county.staff("xx", "clerk")
    grant = staff.role_grants.get()
    services.revoke_role(grant=grant.pk, by=chief)
    assert actor(staff).grants == ()
    ended = staff.role_grants.get().valid_to
    with pytest.raises(Refused) as refused:
        services.revoke_role(grant=grant, by=chief)
    assert refused.value.code == "identity.role_ended"
    assert staff.role_grants.get().valid_to == ended
    services.grant_role(staff=staff, role="clerk", region=XIXIA, by=chief)
    assert actor(staff).roles == ("clerk",)


def test_the_same_role_twice_an_unknown_one_and_impossible_dates_are_refused(county):
    chief, staff = actor(county.staff("chief", "administrator")), county.staff("xx", "clerk")
    for changes, code in (
        ({"role": "clerk"}, "identity.role_taken"),
        ({"role": "emperor"}, "identity.role"),
        ({"role": "reviewer", "valid_from": today() - timedelta(days=1)}, "identity.role_dates"),
        ({"role": "reviewer", "valid_to": today() - timedelta(days=1)}, "identity.role_dates"),
    ):
        with pytest.raises(Refused) as refused:
            services.grant_role(**({"staff": staff, "region": XIXIA, "by": chief} | changes))
        assert refused.value.code == code
