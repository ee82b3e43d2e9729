"""Lists of cases over the API: a hundred of 20,000 beside a bare view, and one reviewer's inbox among 10,000 and a million.

The cases are copies of one that went through its verbs, spread by SQL over the organs of the county: nine in ten closed,
the tenth waiting for a reviewer, due over some weeks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import cycle
from statistics import median

from django.core.management.color import no_style
from django.db import connection

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.selectors import actor_of
from bench import client
from bench.county import county
from bench.filling import quick_to_fill
from bench.measure import percentile
from bench.report import Figure

FEW, LISTED, MANY = 10_000, 20_000, 1_000_000
ROUNDS = 9
SECONDS = 1.0
ASKED = 300
WORST = 3  # times as slow as among few
REGION = "411323000000"
LIST = f"?region={REGION}&state=closed&size=100"
TABLES = ("cases_case", "cases_casetask")
DONE = "plan.i % 10 <> 0"
"""Nine in ten."""


def run() -> Iterator[Figure]:
    place = county()
    window, examiner = (
        actor_of(Account.objects.select_related("staff__organisation").get(login=login))
        for login in ("xixiawindow", "xixiaexaminer")
    )
    reading = place.token(window)
    reviewers = {"of one organ": place.token(place.reviewer), "of the whole county": place.token(examiner)}
    number = place.file().number
    services.accept(number, by=place.clerk)
    os.environ["BENCH_CASE"] = Case.objects.get(number=number).key
    found: dict[tuple[str, int], float] = {}
    with (
        client.served("bancheng.project.wsgi:application") as ours,
        client.served("bench.floor_cases:application") as floor,
    ):
        for size in (FEW, LISTED, MANY):
            _grow(size, number)
            if size == LISTED:
                yield _listing(ours, floor, reading)
                continue
            for who, token in reviewers.items():
                found[who, size] = percentile(_inbox(ours, token), 0.95) * 1000
    for who in reviewers:
        few, many = found[who, FEW], found[who, MANY]
        yield Figure(
            "caselists",
            f"inbox of a reviewer {who} among {MANY:,} cases, p95",
            f"{many:.1f} ms",
            f"{few:.1f} ms: the same among {FEW:,}",
            few / many,
            round(1 / WORST, 2),
        )


def _listing(ours: int, floor: int, token: str) -> Figure:
    headers = {"Authorization": f"Bearer {token}"}
    asked = client.request(f"/api/v1/staff/cases{LIST}", headers=headers)
    bare = client.request(f"/floor/cases/{LIST}", headers=headers)
    for port, one in ((ours, asked), (floor, bare)):
        client.rate(port, lambda one=one: one, seconds=1.0)  # type: ignore[misc]
    turns = [
        (client.rate(ours, lambda: asked, seconds=SECONDS), client.rate(floor, lambda: bare, seconds=SECONDS))
        for _ in range(ROUNDS)
    ]
    mine, other = (median(column) for column in zip(*turns, strict=True))
    ratio = median(one / two for one, two in turns)
    told = f"{other:.0f}/s: the same rows as JSON, no access rule"
    return Figure("caselists", f"100 of {LISTED:,} cases, by state", f"{mine:.0f}/s", told, ratio, 0.5)


def _inbox(port: int, token: str) -> list[float]:
    """Seconds of the first page, of what is due soon and of what is overdue, in turns."""
    headers = {"Authorization": f"Bearer {token}"}
    pages = [client.request(f"/api/v1/staff/inbox?size=50{more}", headers=headers) for more in ("", "&light=warning", "&light=overdue")]  # fmt: skip
    turns = cycle(pages)
    client.latencies(port, lambda: next(turns), times=30)
    return client.latencies(port, lambda: next(turns), times=ASKED)


def _grow(size: int, number: str) -> None:
    """Repeat the case and its open task until there are so many cases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*), MAX(id) FROM cases_case")
        have, last = cursor.fetchone()
        cursor.execute("SELECT MAX(id) FROM cases_casetask")
        statements = _statements(size - have, last, cursor.fetchone()[0], number)
        with quick_to_fill(cursor, *TABLES):
            for statement in statements:
                cursor.execute(statement)
        for statement in connection.ops.sequence_reset_sql(no_style(), [Case, CaseTask]):
            cursor.execute(statement)
        for table in TABLES:
            cursor.execute(f"{'VACUUM ' if connection.vendor == 'postgresql' else ''}ANALYZE {table}")
        cursor.execute("SELECT COUNT(*) FROM cases_case")
        if cursor.fetchone()[0] != size:
            raise RuntimeError("the cases were not made as planned")


def _statements(more: int, last: int, last_task: int, number: str) -> list[str]:
    case = f"(SELECT id FROM cases_case WHERE number = '{number}')"  # noqa: S608
    own_case = {
        "id": f"plan.i + {last}",
        "key": f"lpad(to_hex(plan.i + {last}), 32, '0')" if _postgres() else f"printf('%032x', plan.i + {last})",
        "number": f"'411323' || CAST(plan.i + {last} + 100000000000000 AS text)",
        "organisation_id": "place.organ",
        "region_id": "place.region",
        "state": f"CASE WHEN {DONE} THEN 'closed' ELSE 'accepted' END",
        "outcome": f"CASE WHEN {DONE} THEN 'granted' ELSE '' END",
        "clock": f"CASE WHEN {DONE} THEN '' ELSE c.clock END",
        "decided_at": f"CASE WHEN {DONE} THEN c.accepted_at END",
        "delivered_at": f"CASE WHEN {DONE} THEN c.accepted_at END",
        "closed_at": f"CASE WHEN {DONE} THEN c.accepted_at END",
        "due_on": _later("c.due_on", "day"),
        "due_at": _later("c.due_at", "second"),
    }
    own_task = {
        "id": f"plan.i + {last_task}",
        "case_id": f"plan.i + {last}",
        "organisation_id": "place.organ",
        "region_id": "place.region",
        "post": "'reviewer'",
        "stage": "'review'",
        "state": f"CASE WHEN {DONE} THEN 'done' ELSE 'open' END",
        "done_at": f"CASE WHEN {DONE} THEN c.opened_at END",
        "due_on": _later("c.due_on", "day"),
        "due_at": _later("c.due_at", "second"),
    }
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {more})"  # noqa: S608
    task = f"(SELECT max(id) FROM cases_casetask WHERE case_id = {case} AND state = 'open')"  # noqa: S608
    return [
        "DROP TABLE IF EXISTS bench_organ",
        "DROP TABLE IF EXISTS bench_cases",
        "CREATE TEMPORARY TABLE bench_organ AS SELECT row_number() OVER (ORDER BY id) - 1 AS i, id AS organ,"  # noqa: S608
        f" region_id AS region FROM organisations_organisation WHERE region_id = '{REGION}'",
        f"CREATE TEMPORARY TABLE bench_cases AS {numbers} SELECT i FROM n",  # noqa: S608
        _copied(Case, own_case, case),
        _copied(CaseTask, own_task, task),
    ]


def _copied(model: type[Case] | type[CaseTask], own: dict[str, str], prototype: str) -> str:
    columns = [field.column for field in model._meta.concrete_fields]
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) "  # noqa: S608
        f"SELECT {', '.join(own.get(name, f'c.{name}') for name in columns)} FROM bench_cases plan "
        # Ten cases in a row go to one organ, so that each has closed and open ones.
        "JOIN bench_organ place ON place.i = (plan.i / 10) % (SELECT COUNT(*) FROM bench_organ) "
        f"JOIN {table} c ON c.id = {prototype} ORDER BY plan.i"
    )


def _later(column: str, kind: str) -> str:
    """The due day or instant moved by −10 to +19 days, evenly."""
    days = "(plan.i * 7 % 30 - 10)"
    if _postgres():
        return f"({column} + {days} * interval '1 day')" + ("::date" if kind == "day" else "")
    function = "date" if kind == "day" else "datetime"
    return f"{function}({column}, {days} || ' days')"


def _postgres() -> bool:
    return connection.vendor == "postgresql"
