"""The rules as pure functions over one guide: no statement, no state; each file is one concern of the law."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bancheng.registers.catalog.lint.rules.basis import forms_of_basis
from bancheng.registers.catalog.lint.rules.commitment import commitment
from bancheng.registers.catalog.lint.rules.cross import cross_province
from bancheng.registers.catalog.lint.rules.fees import fees
from bancheng.registers.catalog.lint.rules.materials import materials, paper_only
from bancheng.registers.catalog.lint.rules.points import points
from bancheng.registers.catalog.lint.rules.presence import off_platform, presence
from bancheng.registers.catalog.lint.rules.sharing import data_needs
from bancheng.registers.catalog.lint.rules.wording import wording
from bancheng.registers.catalog.types import Fault, LintSubject

BUILT_IN: tuple[Callable[[LintSubject], Iterable[Fault]], ...] = (
    *(
        wording,
        materials,
        paper_only,
        presence,
        off_platform,
        fees,
        cross_province,
        data_needs,
        forms_of_basis,
        commitment,
        points,
    ),
)

__all__ = ["BUILT_IN"]
