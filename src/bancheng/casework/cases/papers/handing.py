"""材料接收凭证: the receipt of what is handed in beside the application: envelopes, originals (settled 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from bancheng.casework.cases.papers import HERE, Line, OfCase
from bancheng.registers.documents.types import declare


@declare
@dataclass(frozen=True, slots=True)
class HandedInPaper(OfCase):
    """What came, how, when, and who took it."""

    kind: ClassVar[str] = "cases.handed_in"
    title: ClassVar[str] = "材料接收凭证"
    word: ClassVar[str] = "接收"
    template: ClassVar[Path] = HERE / "handed_in.typ"
    sealed: ClassVar[bool] = False

    received: tuple[Line, ...]
    how: str
    received_on: date
    received_by: str
