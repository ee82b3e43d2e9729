"""The invented legal persons: the firm of the cast, and firms represented by people of the invented population."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.exchange.adapters.base_registers.demo_people import Person, cast_rows, digits, population

SOLE_TRADER, COMPANY, COOPERATIVE, INSTITUTION, SOCIAL = "92", "91", "93", "12", "52"
FOUNDER = 22  # years of age, at least
CAST_SCOPE = "餐饮服务（凭有效许可证件经营）；面食制售"

# kind of code → org_type, the tail of the name, scope, registered capital in 万元 ("" where none is registered)
KINDS: Mapping[str, tuple[str, tuple[str, ...], str, int]] = {
    COMPANY: (
        "company",
        ("商贸有限公司", "餐饮管理有限公司", "建筑工程有限公司"),
        "一般项目：日用百货销售；企业管理",
        200,
    ),
    SOLE_TRADER: ("sole_trader", ("便利店", "小吃店"), "食品销售；餐饮服务（凭有效许可证件经营）", 0),
    COOPERATIVE: ("cooperative", ("种植专业合作社",), "食用菌、中药材的种植和销售", 80),
    INSTITUTION: ("institution", ("实验幼儿园",), "学前教育", 30),
    SOCIAL: ("social_org", ("志愿者协会",), "组织会员开展志愿服务", 3),
}


def values_of(code: str) -> Mapping[str, str] | None:
    """What is known by element code about the legal person with this credit code; None for any other."""
    return firms().get(code)


@cache
def firms() -> Mapping[str, Mapping[str, str]]:
    """Credit code → values by element code. Built once a process."""
    return {values["org_uscc"]: values for values in (*_cast(), *_others())}


def _cast() -> Iterator[Mapping[str, str]]:
    known = {person.name: person for person in population()}
    for row in cast_rows():
        if "legal_person" in row:
            firm = row["legal_person"]
            yield _values(SOLE_TRADER, firm["region"], firm["name"], known[row["name"]], scope=CAST_SCOPE)


def _others() -> Iterator[Mapping[str, str]]:
    cast = {row["name"] for row in cast_rows()}
    founders = [one for one in population() if one.name not in cast and one.spouse is not None]
    for founder in founders:
        seed = digits(founder.number, "firm")
        kind = tuple(KINDS)[seed % len(KINDS)]
        tails = KINDS[kind][1]
        brand = founder.name[-2:] + "兴和盛泰安"[seed // 3 % 5]
        yield _values(
            kind, founder.place.region, f"{founder.place.county}{brand}{tails[seed // 5 % len(tails)]}（演示）", founder
        )


def _values(kind: str, region: str, name: str, founder: Person, *, scope: str = "") -> Mapping[str, str]:
    code = demo_credit_code(kind, region, name)
    org_type, _, usual, capital = KINDS[kind]
    seed, born = digits(code), founder.birth
    established = date(max(2009 + seed % 14, born.year + FOUNDER), 3, 1) + timedelta(days=seed // 14 % 280)
    place = founder.place
    values = {
        "org_uscc": code,
        "org_name": name,
        "org_type": org_type,
        "legal_representative_name": founder.name,
        "legal_representative_id_number": founder.number,
        "org_address": place.address(1 + seed % 300),
        "business_scope": scope or usual,
        "established_on": established.isoformat(),
    }
    return values | ({"registered_capital": str(capital * (1 + seed % 5))} if capital else {})
