"""Regions and profiles from their files: what is missing is added, what is there is never touched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject
from bancheng.ground.codes import CodeError, credit_code, parent_code, region_code, region_level
from bancheng.ground.jobs.services import announce
from bancheng.ground.journal.services import append
from bancheng.ground.law import Refused
from bancheng.registers.organisations import snapshots
from bancheng.registers.organisations.events import RuleChanged
from bancheng.registers.organisations.models import (
    Organisation,
    Placement,
    Profile,
    Region,
    Roster,
    RosterPlace,
    RuleVersion,
)
from bancheng.registers.organisations.seeds import OrganisationSeed, ProfileSeed, RegionSeed, TakenIn
from bancheng.registers.organisations.services.reach import demand_everywhere
from bancheng.registers.organisations.types import UnknownRule, rule_key

ACTION = "organisations.edit"


def take_in_regions(*, regions: Iterable[RegionSeed], by: Actor) -> int:
    """Add the regions that are missing, parents before children; returns how many. Raises `Refused` (region.code, .parent)."""
    demand_everywhere(by, ACTION, "装载方案")
    with transaction.atomic():
        known = set(Region.objects.values_list("code", flat=True))
        fresh: list[Region] = []
        for seed in sorted(regions, key=lambda one: one.code):
            code = _region_code(seed.code)
            above = parent_code(code)
            if code in known:
                continue
            if above and above not in known:
                raise Refused("region.parent", f"区划 {seed.name}（{code}）的上级区划 {above} 不在表中，请补上。")
            known.add(code)
            fresh.append(Region(code=code, name=seed.name, level=region_level(code).value, parent_id=above))
        if fresh:
            Region.objects.bulk_create(fresh, batch_size=500)
            snapshots.touch(snapshots.PLACES)
            append(Subject("organisations.region", "all"), "take_in_regions", by=by, facts={"added": len(fresh)})
    return len(fresh)


def take_in_profile(*, seed: ProfileSeed, by: Actor) -> TakenIn:
    """Add what the installation lacks of a profile: its row, rule versions by (key, region, date), organisations by key.

    A profile already there keeps its labels, branding and served regions as they were edited. Versions may lie in the past:
    they say what held then. Raises `Refused`: rules.unknown, rules.value, region.unknown, organisation.parent …
    """
    demand_everywhere(by, ACTION, "装载方案")
    with transaction.atomic():
        _check_regions(seed)
        profile = Profile.objects.filter(key=seed.key).first()
        is_new = profile is None
        if profile is None:
            profile = _create_profile(seed)
        organisations = _add_organisations(seed.organisations)
        rules = _add_rules(seed, profile, by)
        if is_new:
            _serve(seed)
            _add_rosters(seed, profile)
        taken = TakenIn(profiles=int(is_new), rules=rules, organisations=organisations)
        if taken != TakenIn():
            facts = {"profiles": taken.profiles, "rules": taken.rules, "organisations": taken.organisations}
            append(Subject("organisations.profile", seed.key), "take_in_profile", by=by, facts=facts)
    return taken


def _check_regions(seed: ProfileSeed) -> None:
    named = {*seed.regions, *(one.code for one in seed.served), *(one.region for one in seed.organisations)}
    found = set(Region.objects.filter(code__in=named).values_list("code", flat=True))
    if missing := sorted(named - found):
        raise Refused("region.unknown", f"方案 {seed.key} 提到的区划 {'、'.join(missing)} 还没有登记，请先补上区划。")


def _create_profile(seed: ProfileSeed) -> Profile:
    profile = Profile.objects.create(
        key=seed.key,
        name=seed.name,
        document=seed.document,
        site_name=seed.site_name,
        script=seed.script,
        in_force_from=seed.in_force_from,
        branding=dict(seed.branding),
        labels=dict(seed.labels),
    )
    profile.regions.set(Region.objects.filter(code__in=seed.regions))
    return profile


def _add_rules(seed: ProfileSeed, profile: Profile, by: Actor) -> int:
    known = set(RuleVersion.objects.filter(region__in=seed.regions).values_list("key", "region_id", "valid_from"))
    fresh: list[RuleVersion] = []
    for rule in seed.rules:
        try:
            value = rule_key(rule.key).checked(rule.value)
        except UnknownRule as error:
            raise Refused("rules.unknown", f"方案 {seed.key}：{error.sentence}") from error
        fresh += [
            RuleVersion(
                key=rule.key,
                region_id=code,
                valid_from=rule.valid_from,
                value=value,
                basis=rule.basis,
                profile=profile,
                entered_at=law.now(),
                entered_by=by.name,
            )
            for code in seed.regions
            if (rule.key, code, rule.valid_from) not in known
        ]
    if fresh:
        RuleVersion.objects.bulk_create(fresh)
        snapshots.touch(snapshots.RULES)
        for row in fresh:
            announce(RuleChanged(row.key, row.region_id or "", row.valid_from))
    return len(fresh)


def _serve(seed: ProfileSeed) -> None:
    for one in seed.served:
        Region.objects.filter(code=one.code).update(served=True, order=one.order, host=one.host)
    snapshots.touch(snapshots.PLACES)


def _add_organisations(seeds: tuple[OrganisationSeed, ...]) -> int:
    _recognise(seeds)
    known = dict(Organisation.objects.exclude(seed_key="").values_list("seed_key", "pk"))
    fresh = [seed for seed in seeds if seed.key not in known]
    rows = {row.seed_key: row for row in Organisation.objects.bulk_create(_row(seed) for seed in fresh)}
    by_key = {**known, **{key: row.pk for key, row in rows.items()}}
    children = []
    for seed in fresh:
        if seed.parent:
            if seed.parent not in by_key:
                raise Refused("organisation.parent", f"{seed.name}的上级机构“{seed.parent}”不在表中，请补上。")
            rows[seed.key].parent_id = by_key[seed.parent]
            children.append(rows[seed.key])
    Organisation.objects.bulk_update(children, ["parent"], batch_size=200)
    Placement.objects.bulk_create(place for seed in fresh for place in _placements(seed, rows[seed.key]))
    return len(fresh)


def _recognise(seeds: tuple[OrganisationSeed, ...]) -> None:
    """An organisation entered by hand or imported under the same name is the one meant: it only gets its key."""
    keys = {(seed.region, seed.name): seed.key for seed in seeds}
    there = set(Organisation.objects.filter(seed_key__in=keys.values()).values_list("seed_key", flat=True))
    rows = Organisation.objects.filter(region__in={seed.region for seed in seeds}, active=True)
    found = [row for row in rows if keys.get((row.region_id, row.name), "") not in {"", row.seed_key, *there}]
    for row in found:
        if row.seed_key:
            raise Refused("organisation.twice", f"{row.region_id} 已经有另一个名为“{row.name}”的机构，请先改名再装载。")
        row.seed_key = keys[row.region_id, row.name]
    Organisation.objects.bulk_update(found, ["seed_key"])


def _row(seed: OrganisationSeed) -> Organisation:
    code = seed.uscc
    return Organisation(
        seed_key=seed.key,
        region_id=seed.region,
        name=seed.name,
        short_name=seed.short_name,
        kind=seed.kind,
        function=seed.function,
        owner_type=seed.owner_type,
        uscc=code,
        uscc_valid=_is_valid(code),
        address=seed.address,
        hours=seed.hours,
        phone=seed.phone,
        supervise_phone=seed.supervise_phone,
        active=seed.until is None,
    )


def _placements(seed: OrganisationSeed, row: Organisation) -> list[Placement]:
    """Former names first, each until its day; the last place is open unless the organisation has ended."""
    start, reason = seed.since, "设立"
    places: list[Placement] = []
    for former in seed.former:
        places.append(_placement(row, former.name, start, former.until, reason))
        start, reason = former.until, former.reason
    places.append(_placement(row, seed.name, start, seed.until, seed.until_reason or reason))
    return places


def _placement(row: Organisation, name: str, start: date, end: date | None, reason: str) -> Placement:
    return Placement(
        organisation=row,
        name=name,
        region_id=row.region_id,
        parent_id=row.parent_id,
        valid_from=start,
        valid_to=end,
        reason=reason,
    )


def _add_rosters(seed: ProfileSeed, profile: Profile) -> None:
    ids = dict(Organisation.objects.exclude(seed_key="").values_list("seed_key", "pk"))
    for one in seed.rosters:
        if missing := [key for key in one.organisations if key not in ids]:
            raise Refused("organisation.unknown", f"名单“{one.name}”中的机构 {'、'.join(missing)} 不在表中，请补上。")
        roster = Roster.objects.create(profile=profile, key=one.key, name=one.name, basis=one.basis)
        RosterPlace.objects.bulk_create(
            RosterPlace(roster=roster, organisation_id=ids[key], number=number)
            for number, key in enumerate(one.organisations, start=1)
        )


def _region_code(text: str) -> str:
    try:
        return region_code(text)
    except CodeError as error:
        raise Refused("region.code", f"{text}：{error.sentence}") from error


def _is_valid(code: str) -> bool:
    try:
        return bool(code) and credit_code(code) == code
    except CodeError:
        return False
