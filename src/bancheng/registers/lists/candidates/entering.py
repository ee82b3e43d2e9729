"""Entering the case counts of a year from the department's own books."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from bancheng.ground.access import Actor, Subject, Target, demand
from bancheng.ground.journal import append
from bancheng.ground.law import Refused, now
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.lists.authority import EDIT
from bancheng.registers.lists.models import ItemYear
from bancheng.registers.lists.types.candidates import Counts

LARGEST = 2**31 - 1
MOST = 20_000


def load_counts(*, region: str, year: int, counts: Mapping[int, Counts], by: Actor) -> int:
    """Take in the counts of a year by item id; those known for that year are replaced. Returns how many items.

    Raises AccessDenied for an item out of scope, Refused: lists.count_year, lists.count_item, lists.count_number.
    """
    if not 2000 <= year <= 2100:
        raise Refused("lists.count_year", "请填写年份（2000—2100）。")
    if not counts or len(counts) > MOST:
        raise Refused("lists.count_item", f"请至少给出一个事项，一次最多 {MOST} 个。")
    found = {one.id: one for one in catalog.item_facts(items=counts, region=region)}
    for item, counted in counts.items():
        if item not in found:
            raise Refused("lists.count_item", f"编号 {item} 不是本地区的事项，请更正后再试。")
        numbers = (counted.cases, counted.people, counted.attention, counted.complaints, counted.elsewhere)
        if any(not 0 <= number <= LARGEST for number in numbers):
            raise Refused("lists.count_number", f"“{found[item].name}”的数字应当是不小于 0 的整数。")
    for one in {(one.region_code, one.organisation_id) for one in found.values()}:
        demand(by, EDIT, Target(region=one[0], organisation=one[1]))
    with transaction.atomic():
        ItemYear.objects.bulk_create(
            [_row(item, year, counted, by) for item, counted in counts.items()],
            update_conflicts=True,
            unique_fields=["item", "year"],
            update_fields=["cases", "people", "attention", "complaints", "elsewhere", "entered_at", "entered_by"],
            batch_size=500,
        )
        facts = {"year": year, "items": len(counts), "cases": sum(one.cases for one in counts.values())}
        append(Subject("lists.counts", region), "load_counts", by=by, facts=facts)
    return len(counts)


def _row(item: int, year: int, counted: Counts, by: Actor) -> ItemYear:
    return ItemYear(
        item_id=item,
        year=year,
        cases=counted.cases,
        people=counted.people,
        attention=counted.attention,
        complaints=counted.complaints,
        elsewhere=counted.elsewhere,
        entered_at=now(),
        entered_by=by.name[:100],
    )
