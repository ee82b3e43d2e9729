"""无结果搜索: what people looked for in vain, counted without who they were; the catalogue team answers each."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection, transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Target, demand
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import SEARCHES, miss_subject
from bancheng.registers.catalog.models import SearchMiss
from bancheng.registers.catalog.search.fold import fold
from bancheng.registers.catalog.search.personal import may_be_a_number, may_be_an_address
from bancheng.registers.catalog.typed import filter_text, line
from bancheng.registers.organisations.types import EVERYWHERE

LONGEST_MISS = 30  # signs; longer ones are stories, and may tell of people
MOST_NEW_A_DAY = 2_000
ONCE_ONLY = timedelta(days=90)

_COUNT = """
INSERT INTO catalog_searchmiss (text, asked, region_code, times, first_on, last_on, settled_by, remark)
VALUES (%s, %s, %s, 1, %s, %s, '', '')
ON CONFLICT (text, region_code)
DO UPDATE SET times = catalog_searchmiss.times + 1, asked = excluded.asked, last_on = excluded.last_on
"""


def may_be_kept(q: str) -> bool:
    """Whether a query may be written down: short, and without what could be a number or an address of a person."""
    return 1 < len(fold(q)) <= LONGEST_MISS and not may_be_a_number(q) and not may_be_an_address(q)


def note_miss(*, q: str, region: str = "") -> bool:
    """Count a search that found nothing it was asked for; whether it was counted. Two statements, the first one read.

    Nothing of who asked is kept. What may be personal is not counted at all, and no day brings more than MOST_NEW_A_DAY
    new rows, so that nobody can fill the table.
    """
    asked = filter_text(q, 4 * LONGEST_MISS)
    if not may_be_kept(asked) or len(asked) > 2 * LONGEST_MISS:
        return False
    text, today = fold(asked), law.today()
    found = SearchMiss.objects.filter(text=text, region_code=region).exists()
    if not found and SearchMiss.objects.filter(first_on=today).count() >= MOST_NEW_A_DAY:
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT, [text, asked, region, today, today])
    return True


def settle_miss(*, pk: int, remark: str, by: Actor) -> SearchMiss:
    """Answer a search in vain: why there is nothing, or what was done. Raises `Refused`: miss.unknown, miss.remark."""
    with transaction.atomic():
        row = SearchMiss.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            raise Refused("miss.unknown", "没有这条记录，可能已经清理，请刷新页面。")
        demand(by, SEARCHES, Target(region=row.region_code or EVERYWHERE))
        told = line(remark, longest=200, code="miss.remark", sentence="请写明怎样处理的，最多 200 个字。")
        if may_be_a_number(told):
            raise Refused("miss.remark", "处理说明里不要写证件号码和电话，请改写。")
        row.settled_at, row.settled_by, row.remark = law.now(), by.name[:100], told
        row.save(update_fields=["settled_at", "settled_by", "remark"])
        append(miss_subject(row), "settle_miss", by=by, facts={"text": row.text, "remark": told})
    return row


def sweep_misses() -> int:
    """Forget what was looked for once only and long ago; returns how many."""
    old = SearchMiss.objects.filter(times=1, settled_at=None, last_on__lt=law.today() - ONCE_ONLY)
    return old.delete()[0]
