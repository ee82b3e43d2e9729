"""What a paper says, as its row keeps it (sealed) and as its template reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter

from bancheng.ground.codes import scrub, traditional
from bancheng.ground.crypto import open_text, seal
from bancheng.ground.law import in_shanghai
from bancheng.registers.documents.glyphs import printable
from bancheng.registers.documents.types import InScript, Paper, paper_class

PURPOSE = "documents.data"
HANT = "hant"


def sealed(paper: Paper, *, token: str) -> bytes:
    """The paper's data, encrypted and bound to its row. Raises pydantic's error when a field does not hold what it says."""
    kind: type = type(paper)
    told = _clean(_adapter(kind).dump_python(paper, mode="json", warnings="error"))
    text = json.dumps(told, ensure_ascii=False, allow_nan=False)
    _adapter(kind).validate_json(text)
    return seal(text, purpose=PURPOSE, bound_to=token)


def opened(kind: str, data: bytes | memoryview, *, token: str) -> Paper:
    """The paper again. Raises UnknownPaper, crypto's faults, or ValidationError when its class has changed its fields."""
    known: type = paper_class(kind)
    made: Paper = _adapter(known).validate_json(open_text(bytes(data), purpose=PURPOSE, bound_to=token))
    return made


def for_template(paper: Paper, *, script: str) -> dict[str, Any]:
    """The fields in JSON's types: dates as `2026-11-20`, moments as `2026-11-20T09:00` of Shanghai; `Words` in the script."""
    return _fields(paper, script)


def public(paper: Paper) -> list[list[str]]:
    """What the paper lets strangers know, fit for a column: numbers masked, nothing unprintable."""
    return [[printable(scrub(label)), printable(scrub(value))] for label, value in paper.public()]


def _clean(value: Any) -> Any:
    """JSON's types without halves of surrogate pairs, which no encoding can keep."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def _words(kind: type) -> frozenset[str]:
    """The fields (also tuples) whose words follow the script."""
    hints = get_type_hints(kind, include_extras=True)
    return frozenset(field.name for field in fields(kind) if _marked(hints[field.name]))


def _marked(hint: Any) -> bool:
    metadata = getattr(hint, "__metadata__", ())
    return any(isinstance(mark, InScript) for mark in metadata) or any(_marked(inner) for inner in get_args(hint))


def _fields(value: Any, script: str) -> dict[str, Any]:
    kind: type = type(value)
    words = _words(kind)
    return {
        field.name: _plain(getattr(value, field.name), script, convert=script == HANT and field.name in words)
        for field in fields(value)
    }


def _plain(value: Any, script: str, *, convert: bool) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value, script)
    if isinstance(value, tuple | list):
        return [_plain(item, script, convert=convert) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item, script, convert=convert) for key, item in value.items()}
    return _scalar(value, convert=convert)


def _scalar(value: Any, *, convert: bool) -> Any:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return traditional(value) if convert else value
    if isinstance(value, datetime):
        return f"{in_shanghai(value):%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
