"""The form of a case as stored: one sealed document of values by element code, each with its source and time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bancheng.casework.cases.models import Case
from bancheng.casework.cases.rules.values import Value
from bancheng.ground.crypto import open_, seal

PURPOSE = "cases.form"
CODE = "cases.query_code"


@dataclass(frozen=True, slots=True)
class Entry:
    """One value. `source` "" was typed by hand; else the label of the register, licence or earlier case."""

    value: Value
    source: str = ""
    at: datetime | None = None


def entries(case: Case) -> dict[str, Entry]:
    """Everything on the form, by element code."""
    if not case.form:
        return {}
    kept = json.loads(open_(bytes(case.form), purpose=PURPOSE))
    return {
        code: Entry(row["v"], row.get("s", ""), datetime.fromisoformat(row["t"]) if row.get("t") else None)
        for code, row in kept.items()
    }


def values(case: Case) -> dict[str, Value]:
    """The values alone."""
    return {code: entry.value for code, entry in entries(case).items()}


def put(case: Case, kept: Mapping[str, Entry]) -> None:
    """Replace the form; the caller saves the case."""
    rows = {
        code: {
            "v": entry.value,
            **({"s": entry.source} if entry.source else {}),
            **({"t": entry.at.isoformat()} if entry.at else {}),
        }
        for code, entry in kept.items()
    }
    case.form = seal(json.dumps(rows, ensure_ascii=False).encode(), purpose=PURPOSE)


def seal_code(code: str) -> bytes:
    """The query code as stored."""
    return seal(code.encode(), purpose=CODE)


def query_code_of(case: Case) -> str:
    """The code printed on the receipt; "" for a draft."""
    return open_(bytes(case.query_code), purpose=CODE).decode() if case.query_code else ""
