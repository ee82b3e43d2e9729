"""What this room answers to lower rooms: papers are sealed, and materials are spared where the licence is held."""

from __future__ import annotations

from bancheng.registers.catalog.selectors import provide_exemptions
from bancheng.registers.catalog.types import Exemption, GuideDocument
from bancheng.registers.documents.types import provide_seal_drawing, provide_sealer
from bancheng.registers.licences import selectors
from bancheng.registers.licences.adapters.signing import demo
from bancheng.registers.licences.services.seals import seal_drawing, seal_paper

__all__ = ["demo"]

provide_sealer("licences")(seal_paper)
provide_seal_drawing("licences")(seal_drawing)


@provide_exemptions("licences")
def exemptions(document: GuideDocument, person: str) -> tuple[Exemption, ...]:
    """The licences asked for in a guide that this account's person holds, or a legal person he acts for. One or two queries."""
    wanted = {material.code for material in document.materials if material.kind == "certificate" or material.exempt}
    return tuple(
        Exemption(
            card.type,
            "licences",
            f"{_whose(card.mine, card.holder)}{card.type_name}（{_told(card.number, card.until)}）在证照库里，免交。",
        )
        for card in selectors.held_by_account(person, wanted)
    )


def _whose(mine: bool, holder: str) -> str:
    return "您的" if mine else f"{holder}的"


def _told(number: str, until: str) -> str:
    return f"{number}，有效期至{until}" if until != "长期" else f"{number}，长期有效"
