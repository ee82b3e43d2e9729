"""The clocks of 100,000 open cases computed anew from the journal and compared, beside reading the same rows.

The cases stand under the guides of the demo and were accepted on sixty working days; one in ten has been through a special
procedure, one in twenty is in one, one in twenty was extended. Each has its journal from submission on. The floor reads the
same cases and entries in the same portions and does nothing with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date, timedelta
from itertools import islice
from uuid import uuid4

from django.db import connection

from bancheng.casework.cases import clocks, services, standing
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import proving
from bancheng.ground.journal.models import Entry, Stream
from bancheng.ground.law import Pause, in_shanghai, now, procedure, today
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.organisations import selectors as organisations
from bench.county import county
from bench.measure import in_turns
from bench.report import Figure

OPEN = 100_000
GUIDES, DAYS = 40, 60
PORTION = 5_000
ROUNDS = 3
Facts = dict[str, object]


def run() -> Iterator[Figure]:
    _fill()
    told: list[int] = []
    checked = services.verify_clocks(told.append)
    if checked.faults or checked.checked < OPEN or told[-1] != checked.checked:
        raise RuntimeError(f"the clocks were not made as planned: {checked.faults[:1]}")
    turns = in_turns(services.verify_clocks, _read, rounds=ROUNDS)
    yield Figure(
        "clocks",
        f"due days of {OPEN:,} open cases from the journal, told {len(told)} times how far",
        f"{turns.ours:.2f} s",
        f"{turns.floor:.2f} s: the same cases and entries read",
        turns.ratio,
        0.3,
    )


def _read() -> None:
    """The same rows, in the same portions."""
    rows = Case.objects.exclude(clock="").only(*proving.READ).select_related("guide_version").order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[: proving.BATCH]):
        last = some[-1].pk
        told = Entry.objects.filter(stream__kind=standing.KIND, stream__key__in=[row.key for row in some])
        told = told.filter(refused=False, verb__in=proving.TELLING).order_by("stream_id", "number")
        list(told.values_list("stream__key", "at", "verb", "facts"))


def _fill() -> None:
    place = county()
    number = place.file().number
    services.accept(number, by=place.clerk)
    base = Case.objects.get(number=number)
    guides = [
        one for one in GuideVersion.objects.filter(state="published").order_by("pk")[: 4 * GUIDES] if _counts(one)
    ]
    calendar, days = organisations.calendar(), [today()]
    while len(days) < DAYS:
        if calendar.is_workday(day := days[-1] - timedelta(days=1)):
            days.append(day)
        else:
            days[-1] = day
    made = (_case(base, guides[i % GUIDES], days[i % DAYS], i) for i in range(OPEN))
    while some := list(islice(made, PORTION)):
        _keep(some)
    with connection.cursor() as cursor:
        for table in ("cases_case", "journal_stream", "journal_entry"):
            cursor.execute(f"{'VACUUM ' if connection.vendor == 'postgresql' else ''}ANALYZE {table}")


def _counts(version: GuideVersion) -> bool:
    return bool(version.document and version.document["promised"]["unit"] == "workday")


def _case(base: Case, version: GuideVersion, day: date, i: int) -> tuple[Case, list[tuple[str, Facts]]]:
    """A case accepted that day with what its journal says."""
    row = copy(base)
    row.pk, row.key, row.number = None, uuid4().hex, f"B{uuid4().hex[:20]}"
    row.guide_version, row.item_id = version, version.item_id
    row.received_on = row.accepted_on = day
    told: list[tuple[str, Facts]] = [("submit", {"received_on": day}), ("accept", {"accepted_on": day})]
    pauses: list[Pause] = []
    kind = procedure("JC")
    if i % 10 == 0 and day < today():
        pauses.append(Pause(day, today(), kind, ""))
        told.append(("suspend", {"kind": kind.value, "started_on": day, "cited": ""}))
        told.append(("resume", {"kind": kind.value, "ended_on": today()}))
    elif i % 20 == 5:
        pauses.append(Pause(day, None, kind, ""))
        told.append(("suspend", {"kind": kind.value, "started_on": day, "cited": ""}))
        row.state = "suspended"
    row.extension_days = 5 if i % 20 == 7 else 0
    if row.extension_days:
        told.append(("extend", {"days": row.extension_days}))
    both = clocks.counted(row, document_of(row), pauses, row.extension_days)
    clocks.put(row, Case.Clock.DECISION, both.promised, both.statutory)
    return row, told


def _keep(some: list[tuple[Case, list[tuple[str, Facts]]]]) -> None:
    Case.objects.bulk_create([row for row, _ in some], batch_size=500)
    streams = [Stream(kind=standing.KIND, key=row.key, length=len(told), head="0" * 64) for row, told in some]
    Stream.objects.bulk_create(streams, batch_size=500)
    Entry.objects.bulk_create(
        [
            Entry(
                stream=stream,
                number=place,
                at=in_shanghai(now()),
                actor_kind="staff",
                actor_name="测速",
                verb=verb,
                facts={name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()},
                digest="0" * 64,
            )
            for stream, (_, told) in zip(streams, some, strict=True)
            for place, (verb, facts) in enumerate(told, start=1)
        ],
        batch_size=500,
    )
