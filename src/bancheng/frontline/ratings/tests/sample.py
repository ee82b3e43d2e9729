"""A closed case and the people around it, for the tests of ratings and of what follows from them. Nobody real."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from bancheng.casework.cases.models import Case
from bancheng.casework.cases.selectors.parties import CaseParties
from bancheng.frontline.ratings import services
from bancheng.frontline.ratings.types import InvitationView
from bancheng.ground.access import Actor
from bancheng.ground.codes import CaseNumber
from bancheng.ground.law import now, today
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, build_world, published
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import LegalPerson, NaturalPerson, Staff
from bancheng.registers.identity.tests.cast import PASSWORD, actor, person


@dataclass(frozen=True)
class Closed:
    """王小满 applied at the market organ; `elsewhere` is an organ of another county."""

    guide: GuideVersion
    organ: Any
    elsewhere: Any
    applicant: NaturalPerson

    @property
    def him(self) -> Actor:
        return actor(self.applicant)

    def parties(self, **changes: Any) -> CaseParties:
        """The parties of a case that exists on paper only; each call is another case."""
        usual = CaseParties(
            case=uuid4().hex,
            number=next_number(),
            item=self.guide.item_id,
            item_name="食品经营许可",
            organisation=self.organ.pk,
            region=COUNTY,
            state="closed",
            applicant=self.applicant.pk,
            legal_person=None,
            filer=self.applicant.pk,
            agent=False,
            posts=(),
        )
        return replace(usual, **changes)

    def invited(self, **changes: Any) -> InvitationView:
        return services.invite(parties=self.parties(**changes), by=PLATFORM)

    def case(self, **changes: Any) -> Case:
        """A row of a closed case, as it stands at its end."""
        at: datetime = now()
        usual = {
            "key": uuid4().hex,
            "number": next_number(),
            "item": self.guide.item,
            "guide_version": self.guide,
            "item_name": "食品经营许可",
            "handling": "promised",
            "organisation": self.organ,
            "region_id": COUNTY,
            "applicant": self.applicant,
            "filer": self.applicant,
            "applicant_name": self.applicant.name,
            "state": "closed",
            "outcome": "granted",
            "created_at": at,
            "saved_at": at,
            "submitted_at": at,
            "received_on": at.date(),
            "decided_at": at,
            "closed_at": at,
        }
        return Case.objects.create(**(usual | changes))


_numbers = iter(range(1, 1_000_000))


def next_number() -> str:
    return str(CaseNumber(COUNTY[:6], today(), next(_numbers)))


def closed_case() -> Closed:
    world = build_world()
    return Closed(published(world.market), world.market, world.elsewhere, person())


def somebody_else() -> NaturalPerson:
    return person("李大雪", stem="41132319851212002", phone="13800000002")


def firm(representative: NaturalPerson) -> LegalPerson:
    return identity.register_legal_person(
        uscc="91350100M000100Y43",
        name="西峡县小满餐饮有限公司",
        representative=representative,
        by=actor(representative),
    )


def clerk(organ: Any, *roles: str, number: str = "c1") -> Staff:
    made = identity.create_staff(number=number, name="周敏", organisation_id=organ.pk, password=PASSWORD, by=PLATFORM)
    for role in roles:
        identity.grant_role(staff=made, role=role, region=organ.region_id, by=PLATFORM)
    return made
