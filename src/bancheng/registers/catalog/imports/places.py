"""Regions and organs that a table names and the registers do not have yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from stdnum import numdb

from bancheng.ground.access import Actor, Grant, Target, may
from bancheng.ground.codes import ancestor_codes
from bancheng.ground.law import Refused
from bancheng.registers.catalog.imports.cleaning import Candidate
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations import services as organising

IMPORT = "catalog.import"
REGISTER = "organisations.edit"
_KINDS = {"12": "institution", "91": "public_enterprise", "92": "public_enterprise", "93": "public_enterprise"}


_CONTACTS = {"phone": ("consult", 60), "supervise_phone": ("supervise", 60), "address": ("address", 200)}
"""The contact of an organ, the field of a row that gives it, and how long it may be."""


@dataclass(slots=True)
class Wish:
    """What the rows of one organ say of it, and how many say so."""

    codes: Counter[tuple[bool, str]] = field(default_factory=Counter)
    told: Counter[tuple[str, str]] = field(default_factory=Counter)

    def hear(self, row: Candidate) -> None:
        if row.uscc:
            self.codes[row.uscc_valid, row.uscc] += 1
        for one, (given, longest) in _CONTACTS.items():
            if 0 < len(row.contacts.get(given, "")) <= longest:
                self.told[one, row.contacts[given]] += 1

    def uscc(self) -> str:
        """The credit code that most rows give, a valid one if there is any."""
        return max(self.codes, key=lambda one: (one[0], self.codes[one], one[1]))[1] if self.codes else ""

    def contacts(self) -> dict[str, str]:
        """What most rows give as each contact; "" where none does, or none that fits."""
        likely = dict.fromkeys(_CONTACTS, "")
        for (one, text), _ in reversed(self.told.most_common()):
            likely[one] = text
        return likely


@dataclass
class Places:
    """The regions and organs of a run. What is missing is registered when `make` is called, and not before (preview)."""

    by: Actor
    regions: dict[str, Any] = field(default_factory=dict)
    organs: dict[tuple[str, str], Any] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    wanted: dict[tuple[str, str], Wish] = field(default_factory=dict)

    def look(self, candidates: Iterable[Candidate]) -> None:
        """Read what the registers have of the regions that these rows name."""
        for code in {row.region for row in candidates if row.region} - self.regions.keys():
            self.regions[code] = organisations.region(code)
            if self.regions[code] is not None:
                for organ in organisations.organisations(region=code, below=False):
                    self.organs[code, organ.name] = organ

    def refuse_unknown(self, row: Candidate) -> None:
        """Say so on a row whose region cannot be registered, or lies outside what the actor may import."""
        if not (row.region and row.department):
            return
        if not self.regions.get(row.region) and not region_name(row.region):
            row.say("refused", "region.unknown", f"没有代码为 {row.region} 的区划，请先登记区划，或者改正代码。")
            return
        organ = self.organs.get((row.region, row.department))
        target = Target(region=row.region, organisation=organ.pk if organ else 0)
        if not may(self.by, IMPORT, target).allowed:
            row.say("refused", "scope", f"“{row.department}”（{row.region}）不在您可以导入的范围内。")

    def note(self, candidates: Iterable[Candidate]) -> None:
        """Remember what rows to be taken say of organs that are to be registered; of large files a part at a time."""
        for row in candidates:
            if not row.refused and (row.region, row.department) not in self.organs:
                self.wanted.setdefault((row.region, row.department), Wish()).hear(row)

    def make(self) -> None:
        """Register the regions and organs that were noted; a credit code that fails its check is kept, marked."""
        for code in sorted({region for region, _ in self.wanted}):
            if self.regions.get(code) is None:
                self._make_region(code)
        for (region, name), wish in self.wanted.items():
            self.organs[region, name] = self._make_organ(region, name, wish.uscc(), wish.contacts())
        self.wanted.clear()

    def _make_region(self, code: str) -> None:
        self.made += register_region(code, by=self.by)
        self.regions[code] = organisations.region(code)

    def _make_organ(self, region: str, name: str, uscc: str, contacts: Any) -> Any:
        kind = _KINDS.get(uscc[:2], "department")
        owner = "public_enterprise" if kind == "public_enterprise" else "administrative"
        organ = organising.create_organisation(
            region=region,
            name=name,
            kind=kind,
            owner_type=owner,
            uscc=uscc,
            imported=True,
            reason="导入事项目录时登记",
            by=_registrar(self.by, region),
            **contacts,
        )
        self.made.append(f"登记了机构 {name}")
        return organ


def register_region(code: str, *, by: Actor) -> list[str]:
    """Register a region and those above it as far as they are missing; says what was done. Raises `Refused`: region.unknown."""
    told = []
    for one in (*reversed(ancestor_codes(code)), code):
        if organisations.region(one) is None:
            name = region_name(one)
            if not name:
                raise Refused("region.unknown", f"没有代码为 {one} 的区划，请先登记区划，或者改正代码。")
            organising.create_region(code=one, name=name, by=_registrar(by, one))
            told.append(f"登记了区划 {name}（{one}）")
    return told


def _registrar(by: Actor, region: str) -> Actor:
    """Who may import a catalogue into a region may register what it names there, under his own name."""
    return replace(by, grants=(*by.grants, Grant(REGISTER, region)))


def region_name(code: str) -> str:
    """The present name of a province, city or county by GB/T 2260; "" for others."""
    if code[6:].strip("0"):
        return ""
    found: dict[str, str] = {
        key: value for _, props in numdb.get("cn/loc").info(code[:6]) for key, value in props.items()
    }
    named = found.get("county", "")
    for spell in reversed(named.split(",")):
        years, _, name = spell.rpartition("]")
        if not years or years.endswith("-"):
            return name
    return ""
