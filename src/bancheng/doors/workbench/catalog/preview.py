"""What people will see of a guide, drawn small beside the editor: from a body that may not be finished."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bancheng.doors.frame import presentation
from bancheng.doors.frame.presentation import DayPicture, Fact, MaterialLine
from bancheng.registers.catalog.types import FORMS, NECESSITIES, SIGNATURES, SOURCES, Limit, Material

UNWRITTEN: dict[str, Any] = {
    "code": "",
    "basis": (),
    "form": "either",
    "originals": 0,
    "copies": 0,
    "signature": "none",
    "necessity": "required",
    "exempt": "",
}
WORDS: Mapping[str, Collection[str]] = {
    "form": FORMS,
    "signature": SIGNATURES,
    "source": SOURCES,
    "necessity": NECESSITIES,
    "exempt": ("licence", "sharing", "commitment"),
}
"""Parts of a material that are one of a few codes: what is none of them counts as not written."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The page in small: title, summary, four facts, the picture of days, materials; all as the portal says them."""

    name: str
    summary: str
    facts: tuple[Fact, ...]
    days: DayPicture | None
    materials: tuple[MaterialLine, ...]
    summary_line: str


def preview(name: str, body: Mapping[str, Any]) -> Preview:
    """A preview of whatever there is; what cannot be read is shown as not yet written."""
    statutory, promised = _limit(body.get("statutory")), _limit(body.get("promised"))
    fees, visits = body.get("fees"), body.get("visits")
    lines = _lines(body.get("materials"))
    return Preview(
        name=name,
        summary=str(body.get("summary", "")),
        facts=presentation.facts_of(
            promised=promised,
            visits=visits if isinstance(visits, int) else None,
            charged=bool(fees.get("charged")) if isinstance(fees, Mapping) and fees else None,
            lines=lines,
        ),
        days=presentation.picture(statutory, promised, includes_special=body.get("promise_includes_special") is True),
        materials=presentation.in_order(lines or ()),
        summary_line=presentation.summary(lines) if lines else "",
    )


def paper(row: Mapping[str, Any]) -> MaterialLine:
    """One material as people read it, however much of it is written."""
    return presentation.line(1, _material(row))


def _limit(value: Any) -> Limit | None:
    try:
        return Limit.model_validate(value) if isinstance(value, Mapping) else None
    except ValidationError:
        return None


def _lines(rows: Any) -> list[MaterialLine] | None:
    """The materials as the portal lists them; None while there is no list, not even an empty one."""
    if not isinstance(rows, list | tuple):
        return None
    written = [one for one in rows if isinstance(one, Mapping)]
    return [presentation.line(number, _material(one)) for number, one in enumerate(written, 1)]


def _material(one: Mapping[str, Any]) -> Material:
    """The material, or what can be read of it while it is not finished."""
    try:
        return Material.model_validate(one)
    except ValidationError:
        read: dict[str, Any] = {name: str(one.get(name, "")) for name in ("name", "when", "notes", "exempt_note")}
        read |= {name: one[name] for name, known in WORDS.items() if str(one.get(name, "")) in known}
        read |= {name: one[name] for name in ("originals", "copies") if isinstance(one.get(name), int)}
        return Material.model_construct(**(UNWRITTEN | read))
