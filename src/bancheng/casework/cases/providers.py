"""What this room answers to lower rooms: how many cases hang on an item that is about to change, and what a year brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q

from bancheng.casework.cases import renewals
from bancheng.casework.cases.models import Case
from bancheng.ground.access import region_stem
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import SHANGHAI
from bancheng.registers.catalog.selectors import provide_impact
from bancheng.registers.catalog.types import ImpactLine
from bancheng.registers.licences.types import provide_under_renewal
from bancheng.registers.lists.selectors import provide_volumes
from bancheng.registers.lists.types import Counts

BATCH = 5000
RUNNING = ("submitted", "supplement_requested", "accepted", "under_review")


@provide_impact("cases")
def impact(items: Sequence[int]) -> tuple[ImpactLine, ...]:
    """The cases of these items that are being handled, and the drafts that nobody has handed in yet. One statement."""
    counts = Case.objects.filter(item__in=items, trial=False).aggregate(
        running=Count("pk", filter=Q(state__in=RUNNING)), drafts=Count("pk", filter=Q(state="draft"))
    )
    lines = []
    if counts["running"]:
        told = f"{counts['running']} 件正在办理，仍按收件时的指南版本办完"
        lines.append(ImpactLine("cases", counts["running"], told))
    if counts["drafts"]:
        told = f"{counts['drafts']} 份申请还没有提交，届时要按新的指南核对；停办的不能再提交"
        lines.append(ImpactLine("cases", counts["drafts"], told))
    return tuple(lines)


provide_under_renewal("cases")(renewals.under_renewal)


@provide_volumes("cases")
def volumes(region: str, since: date, until: date) -> Mapping[int, Counts]:
    """By item: cases handed in, different applicants, and as attention the applications begun (handed in or not) and the urges.

    Where applicants come from is not told here: their numbers are encrypted.
    """
    start, end = (
        datetime.combine(since, time(), SHANGHAI),
        datetime.combine(until + timedelta(days=1), time(), SHANGHAI),
    )
    handed_in = Q(submitted_at__gte=start, submitted_at__lt=end)
    rows = Case.objects.filter(trial=False).filter(handed_in | Q(created_at__gte=start, created_at__lt=end))
    found = (
        rows.filter(region__code__startswith=region_stem(region))
        .values("item")
        .annotate(
            cases=Count("pk", filter=handed_in),
            persons=Count("applicant", filter=handed_in, distinct=True),
            firms=Count("legal_person", filter=handed_in, distinct=True),
            begun=Count("pk", filter=Q(created_at__gte=start, created_at__lt=end)),
        )
    )
    urged = _urged(region, start, end)
    return {
        row["item"]: Counts(row["cases"], row["persons"] + row["firms"], row["begun"] + urged[row["item"]])
        for row in found.order_by()
    }


def _urged(region: str, start: datetime, end: datetime) -> Counter[int]:
    """How often somebody urged a case of an item, out of the journal. One statement, and one for each 5,000 cases urged."""
    entries = journal.latest(kind="cases.case", verb="urge", refused=False, since=start, until=end)
    keys = Counter(entries.order_by().values_list("stream__key", flat=True))
    rows, wanted = Case.objects.filter(region__code__startswith=region_stem(region)), sorted(keys)
    found: Counter[int] = Counter()
    for begin in range(0, len(wanted), BATCH):
        batch = wanted[begin : begin + BATCH]
        for key, item in rows.filter(key__in=batch).values_list("key", "item"):
            found[item] += keys[key]
    return found
