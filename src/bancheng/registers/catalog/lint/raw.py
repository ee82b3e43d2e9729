"""Bodies that are not well-formed (imports, JSON by hand, work in progress): what can be said of them all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bancheng.registers.catalog.lint.findings import FEES, MATERIAL_BASIS, MATERIAL_WHOLE, PRESENCE, Rule
from bancheng.registers.catalog.lint.rules.bases import names_law
from bancheng.registers.catalog.lint.rules.materials import without_basis
from bancheng.registers.catalog.lint.rules.wording import raw_wording
from bancheng.registers.catalog.types import Fault

_BY_PLACE: tuple[tuple[re.Pattern[str], Rule], ...] = (
    (re.compile(r"materials\.\d+\.basis"), MATERIAL_BASIS),
    (re.compile(r"materials\.\d+(?:\.(?:originals|copies|signature|signature_note|form))?$"), MATERIAL_WHOLE),
    (re.compile(r"fees"), FEES),
    (re.compile(r"visits?(?:_reason|_basis)?$"), PRESENCE),
)


def with_articles(faults: Iterable[Fault]) -> Iterator[Fault]:
    """What the schema found, with the article and the mend of the rule that it stands for."""
    for fault in faults:
        rule = next((rule for place, rule in _BY_PLACE if place.match(fault.path)), None)
        if not fault.path and "到现场" in fault.sentence:
            rule = PRESENCE
        yield replace(fault, article=rule.article, mend=rule.mend) if rule else fault


def lint_raw(body: Mapping[str, Any]) -> Iterator[Fault]:
    """Vague words, and bases that name no law, wherever the body can be read; what is missing the schema has told."""
    yield from raw_wording(body)
    for index, row in materials_of(body):
        laws = list(_laws(row.get("basis")))
        if laws and not any(map(names_law, laws)):
            yield without_basis(index, _name(row, index), laws)


MATERIAL, STAMP = "material", "stamp"


@dataclass(frozen=True, slots=True)
class Weak:
    """What the clean-up retires: a material that no law names, or a stamp on one for which no article is given."""

    index: int
    name: str
    kind: str


def weak_materials(body: Mapping[str, Any]) -> Iterator[Weak]:
    """The materials and stamps without a legal basis, of any body, well-formed or not (CAT-33)."""
    for index, row in materials_of(body):
        name = _name(row, index)
        if not any(map(names_law, _laws(row.get("basis")))):
            yield Weak(index, name, MATERIAL)
        elif row.get("signature") in {"seal", "both"} and not _exact(row):
            yield Weak(index, name, STAMP)


def materials_of(body: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The rows of the material table that can be read, with their places."""
    rows = body.get("materials")
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, Mapping):
            yield index, row


def _exact(row: Mapping[str, Any]) -> bool:
    note, bases = row.get("signature_note"), row.get("basis")
    articles = (
        (basis.get("article") for basis in bases if isinstance(basis, Mapping)) if isinstance(bases, list) else ()
    )
    return (isinstance(note, str) and "《" in note) or any(articles)


def _laws(bases: Any) -> Iterator[str]:
    for basis in bases if isinstance(bases, list) else ():
        law = basis.get("law") if isinstance(basis, Mapping) else basis
        if isinstance(law, str) and law.strip():
            yield law.strip()


def _name(row: Mapping[str, Any], index: int) -> str:
    return str(row.get("name") or row.get("code") or f"第 {index + 1} 份材料")[:200]
