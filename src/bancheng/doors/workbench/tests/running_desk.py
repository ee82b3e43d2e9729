"""A county where a bundle of three items runs, for the tests of its pages: who sits where, in browsers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from bancheng.casework.bundles.tests.course import one_organ, two_organs
from bancheng.casework.bundles.tests.running import Running
from bancheng.ground.access import Actor
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.identity.models import Account
from bancheng.registers.organisations import services as organisations

WHERE: dict[str, Any] = {"region": COUNTY, "organisation_id": None}


@dataclass
class Board:
    """The running bundle with browsers: `clerk` of the market organ, `hall` of the service centre."""

    running: Running

    def browser(self, actor: Actor) -> Client:
        """A browser in which this actor is signed in now."""
        Account.objects.filter(pk=actor.account).update(must_change_password=False)
        client = Client()
        client.force_login(Account.objects.get(pk=actor.account))
        return client

    @property
    def clerk(self) -> Client:
        return self.browser(self.running.stage.staff("clerk"))

    @property
    def hall(self) -> Client:
        return self.browser(self.running.stage.staff("service_officer", "钱国华", **WHERE))

    @property
    def result_desk(self) -> Client:
        return self.browser(self.running.stage.staff("result_desk", "唐玉兰"))

    @property
    def water(self) -> Client:
        stage = self.running.stage
        return self.browser(stage.staff("clerk", "何水", organ=stage.world.water))


def build_board(*, organs: int = 1, **changes: Any) -> Board:
    board = Board(one_organ(**changes) if organs == 1 else two_organs(**changes))
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    return board


def at(name: str, *args: Any) -> str:
    return reverse(f"workbench:{name}", args=args)
