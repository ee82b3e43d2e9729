"""Every material and every stamp stands on a law, or goes (CAT-33); paper alone has a reason (APP-27)."""

from __future__ import annotations

from collections.abc import Iterator

from bancheng.registers.catalog.lint.findings import MATERIAL_BASIS, PAPER_ONLY, STAMP
from bancheng.registers.catalog.lint.rules.bases import founded
from bancheng.registers.catalog.schema import Material
from bancheng.registers.catalog.types import SIGNATURES, Fault, LintSubject


def materials(subject: LintSubject) -> Iterator[Fault]:
    """Materials and stamps whose basis names no law. Form, copies and reasons are owed by the schema already."""
    for index, material in enumerate(subject.body.materials):
        if not founded(material.basis):
            yield without_basis(index, material.name, [basis.law for basis in material.basis])
            if material.signature != "none" and "《" not in material.signature_note:
                asked = SIGNATURES[material.signature]
                sentence = f"材料“{material.name}”要求{asked}，没有写明依据，请写明依据或者改为不要求"
                yield STAMP.at(f"materials.{index}.signature", sentence, phrase=material.name)
        elif material.signature in {"seal", "both"} and not _exact(material):
            sentence = f"材料“{material.name}”要求盖章，依据没有写到条款，请补写条款；找不到条款的，取消盖章"
            yield STAMP.at(f"materials.{index}.signature", sentence, phrase=material.name, severity="warn")


def paper_only(subject: LintSubject) -> Iterator[Fault]:
    """Paper alone only for a stated reason: 最大程度减少纸质材料和证照的使用 (APP-27)."""
    for index, material in enumerate(subject.body.materials):
        if material.form == "paper" and not material.paper_ground:
            sentence = f"材料“{material.name}”只收纸质，没有写明理由，请写明理由或者改为纸质、电子都收"
            yield PAPER_ONLY.at(f"materials.{index}.paper_ground", sentence, phrase=material.name)


def without_basis(index: int, name: str, laws: list[str]) -> Fault:
    """A material for which no law is named; `laws`: what stands there instead."""
    words = "、".join(laws)[:200]
    sentence = f"材料“{name}”的依据“{words}”不是法律、法规、规章或者文件，请写明依据或者取消这份材料"
    return MATERIAL_BASIS.at(f"materials.{index}.basis", sentence, phrase=name)


def _exact(material: Material) -> bool:
    return "《" in material.signature_note or any(basis.article for basis in material.basis)
