"""Staff with an account of their own, so that messages reach them and one is told from another."""

from __future__ import annotations

from typing import Any

from bancheng.ground.access import Actor
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.models import Account
from bancheng.registers.messages import selectors as messages


def seated(world: World, name: str, *roles: str, region: str = COUNTY, organisation: int | None = None) -> Actor:
    """A member of staff of the market organ with these roles, as he acts today."""
    number = f"n{Account.objects.count()}"
    staff = services.create_staff(
        number=number, name=name, organisation_id=world.market.pk, password="Correct-Horse-9", by=PLATFORM
    )
    for role in roles:
        services.grant_role(staff=staff, role=role, region=region, organisation_id=organisation, by=PLATFORM)
    return selectors.actor_of(Account.objects.select_related("staff__organisation").get(staff=staff))


def told(actor: Actor) -> list[str]:
    """The titles in his inbox about guides, newest first."""
    row: Any = Account.objects.get(pk=actor.account)
    about = (message for message in messages.inbox(row).messages if message.subject)
    return [message.title for message in about if message.subject and message.subject.kind == "catalog.guide"]
