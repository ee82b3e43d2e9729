"""The inbox of a unit that was asked for its opinion. No ORM."""

from __future__ import annotations

from dataclasses import dataclass

from bancheng.casework.cases.types.asking import ConsultationView
from bancheng.casework.cases.types.views import CaseLine


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A consultation in the inbox of the unit that was asked; `remaining` working days until its last day, negative after it."""

    one: ConsultationView
    case: CaseLine
    light: str
    light_label: str
    remaining: int | None


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A keyset page of them; `next_cursor` "" at the end."""

    rows: tuple[AskedLine, ...]
    next_cursor: str = ""
