"""What this room answers to lower rooms: who represents a firm (identity), which materials are spared (catalog)."""

from __future__ import annotations

from bancheng.ground.access import Actor, Subject
from bancheng.ground.law import Refused
from bancheng.registers.catalog.schema import GuideDocument
from bancheng.registers.catalog.selectors import provide_exemptions
from bancheng.registers.catalog.types import Exemption
from bancheng.registers.exchange.adapters.base_registers import demo, none
from bancheng.registers.exchange.selectors import shareable
from bancheng.registers.exchange.services.asking import look, nothing
from bancheng.registers.exchange.types import Register, Sharing
from bancheng.registers.identity.types import provide_representative_check

__all__ = ["demo", "none"]

SOURCE = "exchange"
REPRESENTATIVE = "legal_representative_id_number"


def names_representative(uscc: str, id_number: str, *, by: Actor) -> bool | None:
    """Whether the register of legal persons names this person; None when it does not know the legal person.

    Raises Refused (exchange.register_down) when it does not answer: nobody takes a firm over while it is silent.
    """
    answer = look(
        Register.LEGAL_PERSONS,
        uscc,
        purpose="核对法定代表人",
        subject=Subject("identity.legal_person", uscc),
        by=by,
        elements=(REPRESENTATIVE,),
        # Compared here and told to nobody.
        withheld=lambda register, number, actor: nothing,
    )
    if answer.down:
        raise Refused("exchange.register_down", f"{answer.label}暂时连不上，核对不了法定代表人，请过一会儿再试。")
    named = answer.values.get(REPRESENTATIVE)
    return None if named is None else named == id_number


@provide_exemptions(SOURCE)
def exemptions(document: GuideDocument, person: str) -> tuple[Exemption, ...]:
    """Sentences only: nobody is looked up while a guide is read; the material is proved when it is applied for."""
    if not person:
        return ()
    codes = dict.fromkeys(material.code for material in document.materials)
    return tuple(Exemption(code, SOURCE, _sentence(found)) for code in codes if (found := shareable(code)))


def _sentence(sharing: Sharing) -> str:
    if sharing.register is Register.LEGAL_PERSONS:
        return f"以单位名义办理的，可以由{sharing.label}核对，免交"
    return f"可以由{sharing.label}核对，免交"


provide_representative_check(names_representative)
