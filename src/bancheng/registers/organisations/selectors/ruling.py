"""`rule(key, region, on)`: the only look-up of what a locality has set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import Q

from bancheng.ground import law
from bancheng.ground.access import region_stem
from bancheng.ground.codes import ancestor_codes, region_code
from bancheng.registers.organisations import snapshots
from bancheng.registers.organisations.models import Region, RuleVersion
from bancheng.registers.organisations.types import (
    RegionView,
    RuleAnswer,
    RuleKey,
    RuleValue,
    RuleVersionView,
    rule_key,
    rule_keys,
)

Place = Region | RegionView | str | None


@dataclass(frozen=True, slots=True)
class _Version:
    valid_from: date
    value: RuleValue
    basis: str


_Versions = Mapping[tuple[str, str], tuple[_Version, ...]]


def rule(key: str, region: Place, on: date | None = None) -> RuleValue:
    """What the rule says for the region on a day (today if none is given).

    The nearest region that has a version in force decides, and there the newest; without any, the declared default.
    Raises `UnknownRule` for a key that no room declares.
    """
    return rule_at(key, region, on).value


def rule_at(key: str, region: Place, on: date | None = None) -> RuleAnswer:
    """The same with where the value comes from."""
    return _answer(rule_key(key), _upwards(region), on or law.today(), _versions())


def rule_table(region: Place, on: date | None = None) -> tuple[RuleAnswer, ...]:
    """Every declared key with what holds for the region on a day, sorted by key."""
    upwards, day, versions = _upwards(region), on or law.today(), _versions()
    return tuple(_answer(key, upwards, day, versions) for key in rule_keys())


def rule_versions(
    region: Place = None, *, key: str = "", on: date | None = None, subtree: bool = False
) -> tuple[RuleVersionView, ...]:
    """Versions that stand at the region or above it (with `subtree`: below it too), newest first within a key.

    Versions of keys that no room declares any more are left out. `state` is past, current or future on the day.
    """
    day, code = on or law.today(), _code(region)
    rows = RuleVersion.objects.select_related("region").order_by("key", "region_id", "-valid_from")
    if key:
        rows = rows.filter(key=key)
    if code:
        near = Q(region__isnull=True) | Q(region__in=_upwards(region))
        rows = rows.filter(near | Q(region__code__startswith=region_stem(code)) if subtree else near)
    declared = {one.key: one for one in rule_keys()}
    shown: list[RuleVersionView] = []
    reached: set[tuple[str, str]] = set()
    for row in rows:
        at = row.region_id or ""
        if row.key not in declared:
            continue
        state = "future" if row.valid_from > day else "past" if (row.key, at) in reached else "current"
        if state == "current":
            reached.add((row.key, at))
        shown.append(_shown(row, declared[row.key], state))
    return tuple(shown)


def _shown(row: RuleVersion, key: RuleKey, state: str) -> RuleVersionView:
    return RuleVersionView(
        id=row.pk,
        key=key,
        region=row.region_id or "",
        region_name=row.region.name if row.region else "全平台",
        valid_from=row.valid_from,
        value=row.value,
        basis=row.basis,
        profile=row.profile_id or "",
        entered_by=row.entered_by,
        state=state,
    )


def _answer(key: RuleKey, upwards: tuple[str, ...], on: date, versions: _Versions) -> RuleAnswer:
    for at in upwards:
        for version in versions.get((key.key, at), ()):
            if version.valid_from <= on:
                return RuleAnswer(key, version.value, version.valid_from, at, version.basis)
    return RuleAnswer(key, key.default)


def _code(region: Place) -> str:
    if region is None or region == "":
        return ""
    return region_code(region if isinstance(region, str) else region.code)


def _upwards(region: Place) -> tuple[str, ...]:
    """The region, those above it, and "" for everywhere."""
    code = _code(region)
    return (code, *ancestor_codes(code), "") if code else ("",)


def _versions() -> _Versions:
    return snapshots.kept(snapshots.RULES, _read)


def _read() -> _Versions:
    found: defaultdict[tuple[str, str], list[_Version]] = defaultdict(list)
    for row in RuleVersion.objects.order_by("-valid_from"):
        found[row.key, row.region_id or ""].append(_Version(row.valid_from, row.value, row.basis))
    return MappingProxyType({where: tuple(versions) for where, versions in found.items()})
