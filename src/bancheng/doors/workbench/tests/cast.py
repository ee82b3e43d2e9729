"""A county, its organs and its staff, built with the services, and browsers in which they are signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, build_world
from bancheng.registers.identity import services
from bancheng.registers.identity.models import Account, Staff
from bancheng.registers.organisations import services as organisations

PASSWORD = "Correct-Horse-9"


@dataclass
class Desk:
    """The organs of `sample.World`, and whoever a test seats at a desk."""

    world: World
    made: dict[str, Staff] = field(default_factory=dict)

    def staff(self, *roles: str, number: str = "", organ: Any = None, **scope: Any) -> Staff:
        """A member of staff with these roles in the county, unless `scope` says otherwise; the same one when asked again."""
        key = number or "".join(roles).replace("_", "") or "nobody"
        if key in self.made:
            return self.made[key]
        staff = services.create_staff(
            number=key,
            name="周敏",
            organisation_id=(organ or self.world.market).pk,
            password=PASSWORD,
            must_change_password=False,
            by=PLATFORM,
        )
        for role in roles:
            services.grant_role(staff=staff, role=role, by=PLATFORM, **({"region": COUNTY} | scope))
        self.made[key] = staff
        return staff

    def browser(self, *roles: str, **more: Any) -> Client:
        """A browser in which he is signed in."""
        client = Client()
        client.force_login(account_of(self.staff(*roles, **more)))
        return client

    def administrator(self) -> Client:
        """The administrator of the whole platform."""
        return self.browser("administrator", number="Root", region=None)


def build_desk() -> Desk:
    world = build_world()
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    return Desk(world)


def account_of(staff: Staff) -> Account:
    return Account.objects.get(staff=staff)


def text(response: Any) -> str:
    """The page as people read it."""
    found: str = response.content.decode()
    return found
