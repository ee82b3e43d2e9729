"""What is spared by sharing needs its data asked for (CAT-15)."""

from __future__ import annotations

from collections.abc import Iterator

from bancheng.registers.catalog.lint.findings import DATA_NEED
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.types import Fault, LintSubject


def data_needs(subject: LintSubject) -> Iterator[Fault]:
    """A warning here; whoever hands an item in for a list asks `undeclared` and refuses."""
    yield from undeclared(subject.body)


def undeclared(body: GuideBody) -> Iterator[Fault]:
    """The materials spared by sharing for which no data need names resource, provider and purpose."""
    declared = {need.material for need in body.data_needs}
    for index, material in enumerate(body.materials):
        if material.exempt == "sharing" and material.code not in declared:
            sentence = f"材料“{material.name}”由数据共享免交，没有申明数据需求，请写明共享资源、提供单位和用途"
            yield DATA_NEED.at(f"materials.{index}.exempt", sentence, phrase=material.name)
