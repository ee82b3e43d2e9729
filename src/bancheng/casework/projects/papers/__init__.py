"""The paper that projects issue: 项目登记单, with the code that all approvals ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from bancheng.registers.documents.types import Paper, Words, declare

HERE = Path(__file__).parent


@declare
@dataclass(frozen=True, slots=True)
class Registration(Paper):
    """项目登记单: which project has which code. `investment` in words with its unit; `sites` as addresses.

    A QR of the code itself stands on it, so that a window reads it instead of typing 24 signs.
    """

    kind: ClassVar[str] = "projects.registration"
    title: ClassVar[str] = "投资项目登记单"
    template: ClassVar[Path] = HERE / "registration.typ"
    sealed: ClassVar[bool] = False

    code: str
    name: str
    firm: str
    uscc: str
    handled: Words
    project_type: Words
    industry: Words
    investment: str
    sites: tuple[str, ...]
    starts_on: date | None
    registered_on: date
    organ: str

    def public(self) -> tuple[tuple[str, str], ...]:
        return (("项目名称", self.name), ("项目单位", self.firm), ("统一代码", self.code))

    def codes(self) -> tuple[tuple[str, str], ...]:
        return (("code", self.code),)
