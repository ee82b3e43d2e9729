"""The invented population: families whose members name one another, and the cast.

Every number ends in the sequence 000 or 999, which is given to no one. Names, streets and dates follow from a digest of the
number, so that every process answers alike; only the cast stands in a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from stdnum.cn import ric

from bancheng.ground.law import today

FEMALE, MALE = "000", "999"
# 412927 was the code of 西峡县 until 1994; numbers keep the code of their time.
RENAMED = {"412927": "411323"}
SURNAMES = "张王李刘杨黄赵周徐孙马朱胡郭何高林罗"
FEMALE_NAMES = ("秀兰", "丽娟", "雅芳", "晓梅", "思雨", "佳怡", "玉珍", "春燕", "文静", "海霞")
MALE_NAMES = ("志明", "国强", "建军", "子轩", "浩然", "德福", "文斌", "永刚", "振华", "一鸣")
EDUCATION = ("bachelor", "college", "secondary", "junior", "primary")
GIRLS, BOYS = ("欣妍", "语桐", "梓涵", "若溪"), ("宇轩", "沐阳", "俊熙", "博文")
ADULT = 18
WIDOWED_BEFORE = 1960


@dataclass(frozen=True, slots=True)
class Place:
    """Where a family is registered; `above` is what stands before the county in an address."""

    region: str
    above: str
    county: str
    town: str
    community: str
    street: str

    @property
    def police(self) -> str:
        return f"{self.county}公安局{self.town.removesuffix('街道').removesuffix('镇')}派出所"

    def address(self, house: int) -> str:
        return f"{self.above}{self.county}{self.town}{self.street}{house}号"


PLACES = (
    Place("411323000000", "河南省南阳市", "西峡县", "白羽街道", "东环社区", "白羽路"),
    Place("411323000000", "河南省南阳市", "西峡县", "丹水镇", "街南社区", "人民路"),
    Place("410183000000", "河南省郑州市", "新密市", "青屏街街道", "青屏大街社区", "青屏大街"),
    Place("630104000000", "青海省西宁市", "城西区", "西关大街街道", "贾小社区", "西关大街"),
    Place("500112000000", "重庆市", "渝北区", "双凤桥街道", "长空路社区", "长空路"),
    Place("140105000000", "山西省太原市", "小店区", "坞城街道", "坞城社区", "坞城路"),
)


@dataclass(slots=True, eq=False)
class Person:
    """One of the population, with spouse and children."""

    number: str
    name: str
    place: Place
    house: int
    marital: str = "single"
    married_on: str = ""
    spouse: Person | None = None
    children: list[Person] = field(default_factory=list)
    guardian: Person | None = None

    @property
    def birth(self) -> date:
        return date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))

    @property
    def female(self) -> bool:
        return int(self.number[16]) % 2 == 0

    @property
    def adult(self) -> bool:
        on, birth = today(), self.birth
        return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day)) >= ADULT


def values_of(number: str) -> Mapping[str, str] | None:
    """What is known today by element code about the person with this ID number; None for anybody else."""
    person = _by_number().get(number)
    return None if person is None else _values(person)


@cache
def population() -> tuple[Person, ...]:
    """Everybody, the cast first. Built once a process."""
    found = [*_cast()]
    for place in PLACES:
        for serial in range(2):
            found += _family(place, serial)
    return tuple(found)


@cache
def cast_rows() -> Sequence[Mapping[str, Any]]:
    """The citizens of the demo cast, as their file describes them."""
    text = files("bancheng.profiles").joinpath("cast.yaml").read_text(encoding="utf-8")
    rows: Sequence[Mapping[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)["citizens"]
    return rows


def digits(*words: object) -> int:
    """A number that follows from the words and from nothing else."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, words)).encode()).digest()[:6], "big")


@cache
def _by_number() -> Mapping[str, Person]:
    return {person.number: person for person in population()}


def _cast() -> Iterator[Person]:
    for row in cast_rows():
        number = _number(row["id"])
        code = RENAMED.get(number[:6], number[:6]) + "000000"
        place = next((one for one in PLACES if one.region == code), PLACES[0])
        person = Person(number, row["name"], place, _house(number))
        yield person
        if "legal_person" in row:
            yield _wife(person, years=2)
        elif person.birth.year < WIDOWED_BEFORE:
            person.marital = "widowed"


def _family(place: Place, serial: int) -> Iterator[Person]:
    """Husband, wife and child of one house."""
    seed = digits(place.region, place.town, serial)
    born = date(1975 + seed % 18, 1, 1) + timedelta(days=seed % 360)
    number = _number(f"{place.region[:6]}{born:%Y%m%d}{MALE}")
    surname = SURNAMES[seed % len(SURNAMES)]
    husband = Person(number, surname + MALE_NAMES[seed // 7 % len(MALE_NAMES)], place, _house(number))
    wife = _wife(husband, years=1 + seed % 3)
    day = date(2018 + seed % 5, born.month, 1 + seed % 28)
    sex, names = (FEMALE, GIRLS) if seed % 2 else (MALE, BOYS)
    number = _number(f"{place.region[:6]}{day:%Y%m%d}{sex}")
    child = Person(number, surname + names[seed // 11 % len(names)], place, husband.house)
    child.guardian = wife
    for parent in (husband, wife):
        parent.children.append(child)
    yield from (husband, wife, child)


def _wife(husband: Person, *, years: int) -> Person:
    """Some years younger; both name each other, from the day they married at 22 and more."""
    born = husband.birth + timedelta(days=365 * years + 40)
    number = _number(f"{husband.place.region[:6]}{born:%Y%m%d}{FEMALE}")
    seed = digits(number)
    name = SURNAMES[seed % len(SURNAMES)] + FEMALE_NAMES[seed // 5 % len(FEMALE_NAMES)]
    wife = Person(number, name, husband.place, husband.house)
    day = date(born.year + 22, born.month, 18).isoformat()
    for person, spouse in ((husband, wife), (wife, husband)):
        person.marital, person.married_on, person.spouse = "married", day, spouse
    return wife


def _values(person: Person) -> dict[str, str]:
    place = person.place
    values: dict[str, str] = {
        "person_name": person.name,
        "person_id_number": person.number,
        "person_gender": "female" if person.female else "male",
        "birth_date": person.birth.isoformat(),
        "ethnic_group": "汉族",
        "nationality": "中国",
        "marital_status": person.marital,
        "household_region": place.region,
        "household_address": place.address(person.house),
        "community_name": f"{place.town}{place.community}",
        "move_from_police": place.police,
    }
    if person.adult:
        values["education_level"] = EDUCATION[digits(person.number, "education") % len(EDUCATION)]
    if person.spouse is not None:
        values |= {
            "spouse_name": person.spouse.name,
            "spouse_id_number": person.spouse.number,
            "married_on": person.married_on,
        }
    if person.guardian is not None and not person.adult:
        values |= {
            "guardian_name": person.guardian.name,
            "guardian_id_number": person.guardian.number,
            "guardian_relation": "parent",
        }
    return values | _children(person)


def _children(person: Person) -> dict[str, str]:
    minors = [one for one in person.children if not one.adult]
    if not minors:
        return {}
    return {
        "minor_names": "、".join(one.name for one in minors),
        "minor_id_numbers": "、".join(one.number for one in minors),
    }


def _number(stem: str) -> str:
    return f"{stem}{ric.calc_check_digit(stem + '0')}"


def _house(number: str) -> int:
    return 1 + digits(number, "house") % 200
