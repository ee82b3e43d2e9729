"""The rows that belong to one case, those of several tables read by one statement and kept with the case.

An act looks at many small tables of its case: tasks, materials with their files, what was promised, asked, suspended.
Each is asked for as a list in JSON, and becomes the model's own rows again, as Django keeps what it has prefetched:
`case.tasks.all()` asks nothing any more. Only for a case whose row is locked, where nobody else changes them meanwhile;
who changes them within the act changes the kept rows too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils.dateparse import parse_date, parse_datetime

from bancheng.casework.cases.models import Case

FILES = "files"
PLAIN = frozenset(
    {
        *("BigAutoField", "BigIntegerField", "PositiveBigIntegerField", "PositiveIntegerField"),
        *("PositiveSmallIntegerField", "CharField", "TextField"),
    }
)
Reader = Callable[[Any], Any]


def keep(case: Case, *names: str) -> None:
    """Read these relations of the case (`tasks`, `materials` with their files, `tolerance` …) in one statement, and keep them."""
    wanted = [name for name in names if not kept(case, name)]
    if not wanted:
        return
    asked = [*wanted, FILES] if "materials" in wanted else wanted
    with connection.cursor() as cursor:
        parts = ", ".join(f"({_part(name, connection.vendor)})" for name in asked)
        cursor.execute(f"SELECT {parts}", [case.pk] * len(asked))
        found = {name: _rows(name, told) for name, told in zip(asked, cursor.fetchone(), strict=True)}
    if FILES in found:
        _keep_files(found["materials"], found.pop(FILES))
    for name, rows in found.items():
        for row in rows:
            row._state.fields_cache["case"] = case
        if _relation(name).one_to_one:
            case._state.fields_cache[name] = rows[0] if rows else None
        else:
            _put(case, name, rows)


def kept(case: Case, name: str) -> bool:
    """Whether these rows have been read and kept."""
    return name in case._state.fields_cache or name in case.__dict__.get("_prefetched_objects_cache", {})


def add(case: Case, name: str, row: Model) -> None:
    """A row that the act has made, put to those that are kept, if they are."""
    if kept(case, name):
        _put(case, name, [*getattr(case, name).all(), row])


def _put(owner: Model, name: str, rows: list[Any]) -> None:
    cache: dict[str, Any] = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    cache.pop(name, None)
    rows_of = getattr(owner, name).get_queryset()
    rows_of._result_cache, rows_of._prefetch_done = rows, True
    cache[name] = rows_of


def _keep_files(materials: list[Any], files: list[Any]) -> None:
    by_material: Mapping[int, list[Any]] = {row.pk: [] for row in materials}
    owners = {row.pk: row for row in materials}
    for one in files:
        one._state.fields_cache["material"] = owners[one.material_id]
        by_material[one.material_id].append(one)
    for row in materials:
        _put(row, FILES, by_material[row.pk])


def _relation(name: str) -> Any:
    if name == FILES:
        return _relation("materials").related_model._meta.get_field(FILES)
    return Case._meta.get_field(name)


@lru_cache(maxsize=64)
def _part(name: str, vendor: str) -> str:
    """The rows of one relation as a list of lists, which has the columns in the model's order."""
    relation = _relation(name)
    table, column = relation.related_model._meta.db_table, relation.field.column
    quote = connection.ops.quote_name
    columns = ", ".join(quote(one.column) for one in _fields(relation.related_model))
    # PostgreSQL writes times in the zone of the session, with its offset; SQLite as it keeps them, in that of UTC.
    made = (
        f"json_agg(json_build_array({columns}))::text"
        if vendor == "postgresql"
        else f"json_group_array(json_array({columns}))"
    )
    whose = f"{quote(column)} = %s"
    if name == FILES:
        above = _relation("materials")
        owner = above.related_model._meta.db_table
        whose = f"{quote(column)} IN (SELECT id FROM {quote(owner)} WHERE {quote(above.field.column)} = %s)"  # noqa: S608
    return f"SELECT {made} FROM {quote(table)} WHERE {whose}"  # noqa: S608


def _rows(name: str, told: str | None) -> list[Any]:
    model = _relation(name).related_model
    names, readers = _readers(name)
    made = [
        model.from_db(
            connection.alias,
            names,
            [
                read(value) if read is not None and value is not None else value
                for read, value in zip(readers, one, strict=True)
            ],
        )
        for one in json.loads(told or "[]")
    ]
    return _ordered(model, made)


@lru_cache(maxsize=64)
def _readers(name: str) -> tuple[tuple[str, ...], tuple[Reader | None, ...]]:
    fields = _fields(_relation(name).related_model)
    return tuple(one.attname for one in fields), tuple(_reader(one) for one in fields)


def _fields(model: type[Model]) -> list[Any]:
    """All columns but what is sealed, which JSON cannot hold: it is read when somebody asks for it."""
    return [one for one in model._meta.concrete_fields if one.get_internal_type() != "BinaryField"]


def _reader(field: Any) -> Reader | None:
    """How a value is read back from JSON; None where JSON has it as it is. Raises TypeError for a type that JSON has not."""
    kind = (field.target_field if field.is_relation else field).get_internal_type()
    if kind in PLAIN:
        return None
    if kind not in _READERS:
        raise TypeError(f"{field} cannot be read as JSON")
    return _READERS[kind]


def _moment(value: str) -> datetime:
    read = parse_datetime(value)
    assert read is not None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def _document(value: Any) -> Any:
    # A document is a text to SQLite, and part of the answer to PostgreSQL.
    return json.loads(value) if connection.vendor != "postgresql" else value


_READERS: Mapping[str, Reader] = {
    "BooleanField": bool,
    "DateField": parse_date,
    "DateTimeField": _moment,
    "JSONField": _document,
}


def _ordered(model: type[Model], rows: list[Any]) -> list[Any]:
    """As the model orders its rows, and in the end by their age."""
    rows.sort(key=lambda row: row.pk)
    for word in reversed([word for word in model._meta.ordering or () if isinstance(word, str)]):
        name = word.removeprefix("-")
        rows.sort(key=lambda row: getattr(row, name), reverse=word.startswith("-"))
    return rows
