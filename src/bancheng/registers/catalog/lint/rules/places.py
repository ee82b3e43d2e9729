"""Where the words of a guide stand, and how each place is to be read: of a body that is well-formed, or of any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bancheng.registers.catalog.lint.words import NAME, NOTE, PROSE, TEXT
from bancheng.registers.catalog.schema import GuideBody

Place = tuple[str, str, str]
"""Path, where (NAME, TEXT, NOTE, PROSE), the words."""
Read = Callable[[Any, str], Any]
Fields = Mapping[str, str]

_OPTION: Fields = {"label": PROSE, "hint": PROSE}
_MATERIAL: Fields = {
    "name": NAME,
    "criteria": TEXT,
    **dict.fromkeys(("notes", "signature_note", "source_note", "exempt_note", "specification", "paper_ground"), NOTE),
}
_TEXTS: Fields = dict.fromkeys(("summary", "visit_reason", "remedies", "quantity_limit"), PROSE)
_ONES: Mapping[str, Fields] = {
    "statutory": {"note": PROSE},
    "promised": {"note": PROSE},
    "fees": {"statement": PROSE},
    "cross": {"prior": PROSE},
    "commitment": dict.fromkeys(("content", "requirements", "liability", "form", "supervision"), PROSE),
}
_ROWS: Mapping[str, Fields] = {
    "requirements": {"text": TEXT},
    "materials": _MATERIAL,
    "results": {"name": NAME, "validity": PROSE},
    "special_procedures": {"note": PROSE},
    "questions": {"label": PROSE, "why": PROSE},
    "fields": {"label": PROSE, "hint": PROSE},
    "stages": {"note": PROSE},
    "points": {"text": TEXT},
    "faq": {"a": PROSE},  # what people ask, they ask in their own words
}
_WITH_OPTIONS = ("questions", "fields")
_FEE: Fields = {"standard": PROSE, "relief": PROSE}


def places(body: GuideBody) -> list[Place]:
    """Every place of a well-formed body that has words."""
    return _places(body, getattr)


def raw_places(body: Mapping[str, Any]) -> list[Place]:
    """The same of any body; whatever is not text where text belongs is left to the schema."""
    return _places(body, _get)


def _places(body: Any, read: Read) -> list[Place]:
    found: list[Place] = []  # filled in place: thousands of guides a second pass here
    _add(found, body, _TEXTS, "", read)
    for part, fields in _ONES.items():
        _add(found, read(body, part), fields, f"{part}.", read)
    for part, fields in _ROWS.items():
        for index, row in enumerate(_listed(read(body, part))):
            _add(found, row, fields, f"{part}.{index}.", read)
    for part in _WITH_OPTIONS:
        for index, row in enumerate(_listed(read(body, part))):
            for place, option in enumerate(_listed(read(row, "options"))):
                _add(found, option, _OPTION, f"{part}.{index}.options.{place}.", read)
    for index, row in enumerate(_listed(read(read(body, "fees"), "items"))):
        _add(found, row, _FEE, f"fees.items.{index}.", read)
    for index, note in enumerate(_listed(read(body, "notes"))):
        if isinstance(note, str):
            found.append((f"notes.{index}", NOTE, note))
    return found


def _add(found: list[Place], row: Any, fields: Fields, path: str, read: Read) -> None:
    if row is None:
        return
    for name, where in fields.items():
        text = read(row, name)
        if text and isinstance(text, str):
            found.append((path + name, where, text))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _get(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, Mapping) else None
