"""A county's own administrator registers people of his county, and is offered no other organisation."""

from __future__ import annotations

import pytest

from bancheng.doors.workbench.tests.cast import PASSWORD, Desk, text
from bancheng.registers.identity.models import Staff

pytestmark = pytest.mark.django_db
ADDRESS = "/work/staff/create/"


def sent(desk: Desk) -> dict[str, str]:
    return {"number": "Newcomer1", "name": "李新", "organisation_id": str(desk.world.market.pk), "password": PASSWORD}


def test_a_county_administrator_registers_somebody_of_his_county(desk: Desk) -> None:
    browser = desk.browser("administrator", number="CountyAdmin")
    page = text(browser.get(ADDRESS))
    assert desk.world.market.name in page
    answer = browser.post(ADDRESS, sent(desk))
    assert answer.status_code == 302, text(answer)
    assert Staff.objects.get(number__iexact="newcomer1").organisation_id == desk.world.market.pk


def test_an_administrator_of_one_organ_is_offered_that_organ_only(desk: Desk) -> None:
    other = desk.staff("clerk", number="Seated").organisation
    browser = desk.browser("administrator", number="OrganAdmin", organisation_id=other.pk)
    page = text(browser.get(ADDRESS))
    offered = page.count("<option value=") - page.count('<option value=""')
    assert other.name in page and offered == 1
