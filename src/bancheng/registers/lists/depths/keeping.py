"""Keeping depths: one row an item with a guide in force, made anew when another version comes into force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import F, Q

from bancheng.ground import law
from bancheng.ground.access import Subject, system
from bancheng.ground.journal import append
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ItemFacts
from bancheng.registers.lists import keys
from bancheng.registers.lists.depths.rules import StarRules, depth_of
from bancheng.registers.lists.models import ItemDepth
from bancheng.registers.lists.public.marks import mark_stale
from bancheng.registers.lists.types.once import Depth
from bancheng.registers.organisations import selectors as organisations

CLOCK = system("网办深度认定")
CODES = ("stars", "four-ends", "cross-province", "once", "negative")
BATCH = 200
FIELDS = (
    *("window", "pc", "mobile", "terminal", "post", "visits", "scope", "acceptance", "groups", "stars", "reason"),
)


def star_rules(region: str) -> StarRules:
    """What the locality gives to the guides that the plan does not define, today."""
    rule = organisations.rule
    return StarRules(
        information=int(rule(keys.STAR_INFORMATION.key, region)),
        forms=int(rule(keys.STAR_FORMS.key, region)),
        pre_review=int(rule(keys.STAR_PRE_REVIEW.key, region)),
        electronic=int(rule(keys.STAR_ELECTRONIC.key, region)),
    )


def read_guides(items: Iterable[int]) -> int:
    """Read the guides in force of these items anew; returns how many depths changed. May run again at any time."""
    wanted = list(items)
    changed = 0
    for start in range(0, len(wanted), BATCH):
        with transaction.atomic():
            changed += _read(catalog.item_facts(items=wanted[start : start + BATCH]))
    return changed


def catch_up(*, anew: bool = False) -> int:
    """Read what came into force or went out of it by its date alone; `anew`: everything, after a rule changed."""
    in_force = Q(current__isnull=False)
    behind = in_force & (Q(depth=None) | ~Q(depth__version=F("current")))
    where = (in_force if anew else behind) | Q(current=None, depth__isnull=False)
    changed, after = 0, 0
    while found := catalog.item_facts(where=where, after=after, size=BATCH):
        with transaction.atomic():
            changed += _read(found)
        after = found[-1].id
    return changed


def nightly() -> int:
    """What came into force by its date; everything where a rule of stars holds from today. Returns how many changed."""
    rated = (keys.STAR_INFORMATION, keys.STAR_FORMS, keys.STAR_PRE_REVIEW, keys.STAR_ELECTRONIC)
    versions = (one for key in rated for one in organisations.rule_versions(key=key.key))
    return catch_up(anew=any(one.valid_from == law.today() for one in versions))


def _read(found: Sequence[ItemFacts]) -> int:
    known = ItemDepth.objects.select_for_update().in_bulk([one.id for one in found], field_name="item_id")
    rules: dict[str, StarRules] = {}
    changed = [one for one in found if _one(one, known, rules)]
    for region in sorted({one.region_code for one in changed}):
        mark_stale(CODES, region=region)
    return len(changed)


def _one(item: ItemFacts, known: Mapping[int, ItemDepth], rules: dict[str, StarRules]) -> bool:
    row = known.get(item.id)
    if item.version_id is None:
        return bool(row and row.delete())
    if item.region_code not in rules:
        rules[item.region_code] = star_rules(item.region_code)
    depth = depth_of(catalog.document(item.version_id, item.digest), rules[item.region_code])
    if row is not None and row.version_id == item.version_id and read_depth(row) == depth:
        return False
    before = row.stars if row else None
    values = {name: getattr(depth, name) for name in FIELDS}
    values |= {"version_id": item.version_id, "number": item.version, "rated_at": law.now()}
    ItemDepth.objects.update_or_create(item_id=item.id, defaults=values)
    if before != depth.stars:
        facts = {"from": before, "to": depth.stars, "version": item.version, "why": depth.reason}
        append(Subject("lists.item", str(item.id)), "rate", by=CLOCK, facts=facts)
    return True


def read_depth(row: ItemDepth) -> Depth:
    """The stored row as a value."""
    return Depth(**{name: getattr(row, name) for name in FIELDS})


def depth_for(item: int) -> Depth | None:
    """What the guide in force of an item says, read now if it was not read yet; None without a guide in force."""
    found = catalog.item_facts(items=[item])
    return depth_now(found[0]) if found else None


def depth_now(item: ItemFacts) -> Depth | None:
    """The same for an item at hand."""
    if item.version_id is None:
        return None
    return depth_of(catalog.document(item.version_id, item.digest), star_rules(item.region_code))
