"""The demo cast: who plays whom, with login and password. Loaded with the profiles in demo mode, printed at the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from stdnum.cn import ric

from bancheng.ground.access import Actor
from bancheng.ground.law import today
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.identity import selectors as people
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.backends import login_name
from bancheng.registers.identity.models import Account, LegalPerson, NaturalPerson, Staff
from bancheng.registers.identity.roles import ROLES
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.models import Organisation, Post

FILE = Path(__file__).parent / "cast.yaml"


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the printed table."""

    role: str
    name: str
    login: str
    password: str
    start: str


@dataclass(frozen=True, slots=True)
class StaffPart:
    """A member of staff as the cast describes him; `organisation` is a seed key."""

    profile: str
    login: str
    name: str
    role: str
    title: str
    organisation: str
    region: str | None
    own: bool
    post: Mapping[str, Any] | None
    start: str


def load(profile: str, *, by: Actor) -> int:
    """Create the people of a profile who are missing, with accounts, roles and posts; returns how many. One transaction
    of the caller's. The organisations of the profile must be there.
    """
    made = sum(_citizen(row, by) for row in _document()["citizens"] if row["profile"] == profile)
    wanted = [part for part in _staff() if part.profile == profile]
    present = set(Staff.objects.filter(number__in=[part.login for part in wanted]).values_list("number", flat=True))
    missing = [part for part in wanted if part.login not in present]
    for part in missing:
        _member(part, by)
    return made + len(missing)


def table() -> tuple[Part, ...]:
    """Everybody, citizens first: role, name, login, password, and where to start."""
    password = _document()["password"]
    citizens = (
        Part(f"{row['role']}（{row['note']}）", row["name"], _number(row["id"]), password, row["start"])
        for row in _document()["citizens"]
    )
    staff = (
        Part(f"{ROLES[part.role].label}（{part.title}）", part.name, part.login, password, part.start)
        for part in _staff()
    )
    return (*citizens, *staff)


def citizens(profile: str) -> tuple[str, ...]:
    """The ID numbers of a profile's citizens."""
    return tuple(_number(row["id"]) for row in _document()["citizens"] if row["profile"] == profile)


def open_accounts() -> int:
    """How many of the cast can sign in here. In production nobody may: the password is printed."""
    logins = [login_name(part.login) for part in table()]
    found = Account.objects.filter(login__in=logins, is_active=True)
    return found.exclude(staff__active=False).count()


@cache
def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return document


def _number(stem: str) -> str:
    return stem + ric.calc_check_digit(stem + "0")


def _staff() -> Iterator[StaffPart]:
    for row in _document()["platform"]:
        yield StaffPart(
            row["profile"],
            row["login"],
            row["name"],
            row["role"],
            row["title"],
            row["organisation"],
            row.get("region"),
            own=row.get("own", False),
            post=None,
            start=row["start"],
        )
    for county in _document()["counties"]:
        for duty, name in county["people"].items():
            part = _document()["duties"][duty]
            stem = county["region"][:6]
            yield StaffPart(
                county["profile"],
                f"{county['short']}{duty}",
                name,
                part["role"],
                part["title"],
                county["town"] if part["at"] == "town" else f"{stem}-{part['at']}",
                county["region"],
                own=part.get("own", False),
                post=part.get("post"),
                start="/work/",
            )


def _citizen(row: Mapping[str, Any], by: Actor) -> int:
    number = _number(row["id"])
    if people.find_person_by_id_number(number) is not None:
        return 0
    account = identity.register_person(
        name=row["name"], id_number=number, phone=row["phone"], password=_document()["password"], code=None
    )
    person = account.person
    assert person is not None
    identity.set_assurance(person=person, level=NaturalPerson.Assurance.REAL_NAME, method="演示人员", by=by)
    if "legal_person" in row:
        _legal_person(row["legal_person"], person, by)
    return 1


def _legal_person(row: Mapping[str, str], person: NaturalPerson, by: Actor) -> None:
    # 92 is a sole trader (个体工商户) of the market regulation register.
    code = demo_credit_code("92", row["region"], row["name"])
    if not LegalPerson.objects.filter(uscc=code).exists():
        identity.register_legal_person(uscc=code, name=row["name"], representative=person, by=by, kind="6")


def _member(part: StaffPart, by: Actor) -> None:
    organisation = Organisation.objects.get(seed_key=part.organisation)
    staff = identity.create_staff(
        number=part.login,
        name=part.name,
        organisation_id=organisation.pk,
        password=_document()["password"],
        title=part.title,
        # A printed password that must be changed at once would be of no use to the next who tries the demonstration.
        must_change_password=False,
        by=by,
    )
    identity.grant_role(
        staff=staff, role=part.role, region=part.region, organisation_id=organisation.pk if part.own else None, by=by
    )
    if part.post is not None:
        post = _post(organisation, part.post, by).pk
        identity.hold_post(post_id=post, staff=staff, ab=part.post["ab"], by=by)
        if powers := part.post.get("powers"):
            basis = part.post["basis"]
            identity.grant_powers(post_id=post, powers=powers, basis=basis, valid_from=today(), valid_to=None, by=by)


def _post(organisation: Organisation, wanted: Mapping[str, Any], by: Actor) -> Post:
    found = selectors.posts(organisation).filter(code=wanted["code"]).first()
    return found or services.create_post(
        organisation=organisation, code=wanted["code"], name=wanted["name"], kind=wanted["kind"], by=by
    )
