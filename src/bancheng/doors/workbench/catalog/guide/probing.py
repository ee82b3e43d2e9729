"""What is wrong within one section while the others are still unwritten.

The rules about elements, conditions and stages are asked of whole guides only. So the section is put into a guide that has
nothing else to say, and only what concerns the section itself is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bancheng.doors.workbench.catalog.guide.sections import Section
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import Fault

RULES = "guide."
_BASIS = [{"law": "—"}]
_REST: Mapping[str, Any] = {
    "summary": "—",
    "handling": "promised",
    "audience": ["1"],
    "basis": _BASIS,
    "requirements": [{"text": "—", "basis": _BASIS}],
    "statutory": {"unit": "none", "note": "—"},
    "promised": {"unit": "free", "note": "—"},
    "visits": 0,
    "channels": ["window"],
    "materials": [],
    "stages": [{"key": "intake", "name": "—", "kind": "intake", "post": "clerk"}],
    "fees": {"charged": False, "statement": "—"},
    "results": [{"name": "—", "kind": "other"}],
    "remedies": "—",
}
_NAMED = ("questions", "fields", "materials", "stages")
"""What conditions and review points may name; taken along where it is well-formed."""


def faults_within(section: Section, body: Mapping[str, Any]) -> list[Fault]:
    """The faults of the rules that lie within the section; what is examined before publication (lint) is told by itself."""
    own = {part: body[part] for part in section.parts if part in body}
    probe = {**_REST, **{part: body[part] for part in _NAMED if part in body and _sound(part, body)}, **own}
    _typed, faults = selectors.examine(probe)
    mine = (fault for fault in faults if fault.path.partition(".")[0] in section.parts)
    return [fault for fault in mine if fault.blocks and fault.code.startswith(RULES)]


def _sound(part: str, body: Mapping[str, Any]) -> bool:
    return selectors.examine({**_REST, part: body[part]})[0] is not None
