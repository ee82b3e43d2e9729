"""A catalogue as large as a province's: the items of the demo with guide, search entry, mode, star and findings, repeated by SQL.

A repeated item keeps the matter, type, nature and state of the one it repeats; its region and organ go round all there are.
Its version in force shows the text of the one it repeats in the first 10,000, after them an empty one: nothing that is
measured among more reads texts, and a hundred thousand of them would fill three gigabytes.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from bancheng.ground import law
from bancheng.registers.catalog.models import (
    GuideVersion,
    ImplementationItem,
    LintRow,
    LintRun,
    SearchEntry,
    SearchFacet,
)
from bancheng.registers.lists.models import ItemDepth, ItemMode
from bancheng.registers.organisations.models import Organisation, Region
from bench.filling import quick_to_fill

COUNTY = "411323000000"
ORGANISATIONS = 2_000
WRITTEN = 10_000
"""Items whose guides have their text."""
UNSOUND = 12
"""Every so manieth item has a finding."""
MODELS: tuple[type[Model], ...] = (
    ImplementationItem,
    GuideVersion,
    SearchEntry,
    SearchFacet,
    LintRow,
    ItemDepth,
    ItemMode,
)


def grow(size: int) -> None:
    """Repeat the items of the demo until there are so many."""
    _found_organisations()
    run = _examined()
    with connection.cursor() as cursor:
        have = _one(cursor, "SELECT COUNT(*) FROM catalog_implementationitem")[0]
        last = {model: _one(cursor, f"SELECT MAX(id) FROM {model._meta.db_table}")[0] or 0 for model in MODELS}  # noqa: S608
        tables = [model._meta.db_table for model in MODELS]
        with quick_to_fill(cursor, *tables):
            for statement in _statements(size - have, last, run, written=have < WRITTEN):
                cursor.execute(statement)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(MODELS)):
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"{'VACUUM ' if connection.vendor == 'postgresql' else ''}ANALYZE {table}")
        if _one(cursor, "SELECT COUNT(*) FROM catalog_implementationitem")[0] != size:
            raise RuntimeError("the items were not made as planned")


def _one(cursor: object, statement: str) -> tuple[int, ...]:
    cursor.execute(statement)  # type: ignore[attr-defined]
    return cursor.fetchone()  # type: ignore[attr-defined, no-any-return]


def _found_organisations() -> None:
    """So many organs, spread over the regions in turn."""
    places, more = list(Region.objects.order_by("code")), ORGANISATIONS - Organisation.objects.count()
    Organisation.objects.bulk_create(
        Organisation(name=f"测速机构{number}", region=places[number % len(places)], kind=Organisation.Kind.DEPARTMENT)
        for number in range(more)
    )


def _examined() -> int:
    """One finished examination of the province of the demo."""
    found = LintRun.objects.filter(state=LintRun.State.DONE).first()
    if found is not None:
        return int(found.pk)
    region = Region.objects.get(code="410000000000")
    made = LintRun.objects.create(region=region, state=LintRun.State.DONE, started_by="测速", created_at=law.now())
    return int(made.pk)


def _statements(more: int, last: Mapping[type[Model], int], run: int, *, written: bool) -> list[str]:
    items = last[ImplementationItem]
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {more})"  # noqa: S608
    text = {} if written else {"body": "'{}'", "document": "'{}'"}
    version = {"id": f"plan.i + {last[GuideVersion]}", "item_id": "plan.id", "number": "1"} | text
    item = {
        "id": "plan.id",
        "organisation_id": "plan.organ",
        "region_id": "plan.region",
        "current_id": f"plan.i + {last[GuideVersion]}",
        "code": "''",
        "local_code": "'bench-' || plan.id",
        "source": "'bench'",
        "source_key": "'bench-' || plan.id",
    }
    entry = {
        "id": f"plan.i + {last[SearchEntry]}",
        "key": "CAST(plan.id AS varchar(80))",
        "region_code": "plan.region",
    }
    finding = "run_id, item_id, path, code, severity, sentence, phrase, article, mend"
    return [
        *(f"DROP TABLE IF EXISTS {name}" for name in ("bench_base", "bench_place", "bench_plan")),
        "CREATE TEMPORARY TABLE bench_base AS SELECT row_number() OVER (ORDER BY i.id) - 1 AS i, i.id, i.current_id, "
        "e.id AS entry FROM catalog_implementationitem i JOIN catalog_searchentry e ON e.kind = 'item' "
        "AND e.key = CAST(i.id AS varchar(80)) WHERE i.source <> 'bench'",
        "CREATE TEMPORARY TABLE bench_place AS SELECT row_number() OVER (ORDER BY id) - 1 AS i, id, region_id "
        "FROM organisations_organisation",
        f"CREATE TEMPORARY TABLE bench_plan AS {numbers} SELECT n.i, n.i + {items} AS id, base.id AS base, "  # noqa: S608
        "base.current_id AS version, base.entry AS entry, place.id AS organ, place.region_id AS region "
        "FROM n JOIN bench_base base ON base.i = n.i % (SELECT COUNT(*) FROM bench_base) "
        "JOIN bench_place place ON place.i = (n.i * 31) % (SELECT COUNT(*) FROM bench_place)",
        _copied(GuideVersion, version, "version"),
        _copied(ImplementationItem, item, "base"),
        _copied(SearchEntry, entry, "entry"),
        f"INSERT INTO catalog_searchfacet (entry_id, kind, code) SELECT plan.i + {last[SearchEntry]}, f.kind, f.code "  # noqa: S608
        "FROM bench_plan plan JOIN catalog_searchfacet f ON f.entry_id = plan.entry",
        *(
            _copied(kept, {"id": f"plan.i + {last[kept]}", "item_id": "plan.id"}, "base", by="item_id")
            for kept in (ItemDepth, ItemMode)
        ),
        f"INSERT INTO catalog_lintrow ({finding}) SELECT {run}, plan.id, '', 'lint.vague', 'warn', '测速', '', '', '' "  # noqa: S608
        f"FROM bench_plan plan WHERE plan.i % {UNSOUND} = 0",
    ]


def _copied(model: type[Model], own: Mapping[str, str], base: str, *, by: str = "id") -> str:
    columns = [str(field.column) for field in model._meta.concrete_fields]
    quoted = {name: connection.ops.quote_name(name) for name in columns}
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(quoted.values())}) "  # noqa: S608
        f"SELECT {', '.join(own.get(name, f'c.{quoted[name]}') for name in columns)} FROM bench_plan plan "
        f"JOIN {model._meta.db_table} c ON c.{by} = plan.{base} ORDER BY plan.i"
    )
