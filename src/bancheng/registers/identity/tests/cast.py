"""A small invented county and its people, for the tests of identity, messages and duties. Nobody real."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from stdnum.cn import ric

from bancheng.ground.access import Actor, Subject, system
from bancheng.ground.journal import selectors as journal
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.models import Account, NaturalPerson, Staff
from bancheng.registers.identity.types import code_sender, provide_code_sender
from bancheng.registers.organisations import services as organisations
from bancheng.registers.organisations.models import Organisation, Post

PLATFORM = system("测试")
PASSWORD = "Correct-Horse-9"
XIXIA, XINMI = "411323000000", "410183000000"
REGIONS = (
    ("410000000000", "河南省"),
    ("410100000000", "郑州市"),
    (XINMI, "新密市"),
    ("411300000000", "南阳市"),
    (XIXIA, "西峡县"),
    ("411323104000", "五里桥镇"),
)


def id_number(stem: str = "41132319900307001") -> str:
    """A number with the right check digit."""
    return stem + ric.calc_check_digit(stem + "0")


def person(name: str = "王小满", *, stem: str = "41132319900307001", phone: str = "13800000001") -> NaturalPerson:
    account = services.register_person(name=name, id_number=id_number(stem), phone=phone, password=PASSWORD, code=None)
    assert account.person is not None
    return account.person


def actor(of: NaturalPerson | Staff) -> Actor:
    """As he acts today, read anew."""
    return selectors.actor_of(Account.objects.select_related("person", "staff__organisation").get(pk=of.account.pk))


@dataclass
class County:
    """Two counties with an organ each, a post, and whoever a test puts there."""

    bureau: Organisation
    centre: Organisation
    elsewhere: Organisation
    window: Post

    def staff(self, number: str, *roles: str, organ: Organisation | None = None, **scope: Any) -> Staff:
        """A member of staff of the bureau (or another organ) with roles within his county, unless `scope` says otherwise."""
        at = organ or self.bureau
        made = services.create_staff(
            number=number,
            name=f"赵{'一二三四五六'[len(number) % 6]}",
            organisation_id=at.pk,
            password=PASSWORD,
            by=PLATFORM,
        )
        for role in roles:
            services.grant_role(staff=made, role=role, by=PLATFORM, **({"region": at.region_id} | scope))
        return made


def county() -> County:
    for code, name in REGIONS:
        organisations.create_region(code=code, name=name, by=PLATFORM)
    bureau = organ(XIXIA, "西峡县市场监督管理局")
    return County(
        bureau=bureau,
        centre=organ(XIXIA, "西峡县政务服务中心", kind="service_centre"),
        elsewhere=organ(XINMI, "新密市市场监督管理局"),
        window=organisations.create_post(organisation=bureau, code="W1", name="综合窗口", kind="window", by=PLATFORM),
    )


def organ(region: str, name: str, kind: str = "department") -> Organisation:
    return organisations.create_organisation(region=region, name=name, kind=kind, by=PLATFORM)


class Phone:
    """What arrived by text message."""

    def __init__(self) -> None:
        self.codes: list[tuple[str, str]] = []
        self.broken = False

    def __call__(self, phone: str, code: str, *, purpose: str, minutes: int) -> None:
        if self.broken:
            raise ConnectionError(f"{phone} {code}")
        self.codes.append((phone, code))

    @property
    def last(self) -> str:
        return self.codes[-1][1]


def lend_phone() -> tuple[Phone, Callable[[], None]]:
    """A phone in place of the room of messages, and how to give the place back."""
    usual, phone = code_sender(), Phone()
    provide_code_sender(phone)
    return phone, lambda: provide_code_sender(usual)


def verbs(subject: Subject) -> list[str]:
    """What the journal tells of a subject, in order."""
    return list(journal.entries_of(subject).values_list("verb", flat=True))
