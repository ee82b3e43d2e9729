"""Pure: what a proof is, and whether a list holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bancheng.registers.catalog.types import Material

KEEPER = "justice"
"""The function of the organ that keeps the list of its region: 司法行政部门."""
WORD = "证明"
PAPERS = {"form", "certificate"}  # the applicant's own form, and licences, are no proofs whatever they are called
SPARED = {"licence", "sharing"}
OF_OTHERS = {"government", "other"}


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as the check needs it: `organisation` None lets every unit of the region ask."""

    material: str
    name: str
    organisation: int | None


def is_proof(material: Material) -> bool:
    """Marked as a proof, or called one and issued by another body than the applicant."""
    if material.kind == "proof":
        return True
    return WORD in material.name and material.kind not in PAPERS and material.source in OF_OTHERS


def is_asked_for(material: Material) -> bool:
    """Whether anybody has to hand it in: what is verified through sharing or an e-licence is asked of nobody."""
    return material.exempt not in SPARED and not material.generated


def holds(entries: Iterable[Listed], material: Material, organisation: int) -> bool:
    """Whether a list lets this unit ask for this material: by its code, else by its name."""
    return any(
        entry.organisation in (None, organisation)
        and ((entry.material == material.code) if entry.material else _same(entry.name, material.name))
        for entry in entries
    )


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
