from __future__ import annotations

from datetime import timedelta

import pytest

from bancheng.ground.law import Refused, today
from bancheng.registers.identity import services
from bancheng.registers.identity.models import Staff
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, County, actor

NEW = "Another-Horse-7"


def refused(code: str, act, **given) -> None:
    with pytest.raises(Refused) as told:
        act(**given)
    assert told.value.code == code


@pytest.mark.parametrize("scope", [{}, {"organisation": True}])
def test_an_administrator_of_a_county_cannot_take_over_the_login_of_the_platform(county: County, scope) -> None:
    limit = {"organisation_id": county.bureau.pk} if scope else {}
    local = actor(county.staff("local1", "administrator", **limit))
    chief = county.staff("chief", "administrator", region=None)
    refused("identity.wider_roles", services.reset_staff_password, staff=chief, password=NEW, by=local)
    refused("identity.wider_roles", services.set_staff_active, staff=chief, active=False, by=local)
    assert chief.account.check_password(PASSWORD)
    assert Staff.objects.get(pk=chief.pk).active


def test_an_administrator_of_one_organ_cannot_take_over_a_role_for_the_whole_county(county: County) -> None:
    local = actor(county.staff("local1", "administrator", organisation_id=county.bureau.pk))
    officer = county.staff("officer", "service_officer")
    refused("identity.wider_roles", services.reset_staff_password, staff=officer, password=NEW, by=local)


def test_a_wide_role_that_only_begins_tomorrow_counts_too_and_one_that_ended_does_not(county: County) -> None:
    local = actor(county.staff("local1", "administrator"))
    later = county.staff("later", "administrator", region=None, valid_from=today() + timedelta(days=1))
    refused("identity.wider_roles", services.reset_staff_password, staff=later, password=NEW, by=local)
    services.revoke_role(grant=later.role_grants.get(), by=PLATFORM)
    services.reset_staff_password(staff=later, password=NEW, by=local)


def test_within_ones_own_reach_a_login_is_managed_as_before(county: County) -> None:
    local = actor(county.staff("local1", "administrator"))
    clerk = county.staff("clerk", "clerk", organisation_id=county.bureau.pk)
    services.reset_staff_password(staff=clerk, password=NEW, by=local)
    services.set_staff_active(staff=clerk, active=False, by=local)
    assert not Staff.objects.get(pk=clerk.pk).active
