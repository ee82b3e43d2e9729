"""A material that a base register confirms need not be handed in (APP-05)."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.ground.access import Actor, Subject
from bancheng.ground.codes import half_width
from bancheng.ground.law import in_shanghai
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.exchange.selectors import shareable
from bancheng.registers.exchange.services.asking import fetch
from bancheng.registers.exchange.types import Proof, Register, Sharing
from bancheng.registers.identity import selectors as identity

NOTHING: Mapping[str, str] = {}


def prove(
    material: str,
    *,
    subject: Subject,
    by: Actor,
    person_id_number: str = "",
    uscc: str = "",
    person: int = 0,
    claimed: Mapping[str, str] = NOTHING,
) -> Proof | None:
    """Ask the register that can prove the material about this person (by number, or by key) or legal person.

    `claimed` is what the form says, by element code. None when no register proves such a material, the identifier it needs
    is not given, the register is down or holds too little, or what it holds differs from what is claimed or from the
    name under which the person is registered here. Raises as `fetch` does.
    """
    sharing = shareable(material)
    number = _identifier(sharing, person_id_number, person, uscc)
    if sharing is None or not number:
        return None
    name = _material_name(material)
    wanted = {*sharing.compared, *sharing.when}
    answer = fetch(sharing.register, number, purpose=f"核对材料：{name}", subject=subject, by=by, elements=wanted)
    if not _confirms(sharing, answer.values, {**_known_here(sharing, number), **claimed}):
        return None
    on = in_shanghai(answer.fetched_at)
    sentence = f"{name}：已由{sharing.label}核对（{on.year}年{on.month}月{on.day}日），不用交"
    return Proof(material, sharing.register.value, sharing.label, on, sentence)


def _identifier(sharing: Sharing | None, id_number: str, person: int, uscc: str) -> str:
    if sharing is None:
        return ""
    if sharing.register is Register.LEGAL_PERSONS:
        return uscc
    return id_number or (identity.id_number_of(person) if person else "")


def _known_here(sharing: Sharing, number: str) -> Mapping[str, str]:
    """Under which name this platform knows the person: who registered in a wrong name is not proved by the right one."""
    if sharing.register is not Register.POPULATION:
        return NOTHING
    known = identity.find_person_by_id_number(number)
    return {"person_name": known.name} if known else NOTHING


def _confirms(sharing: Sharing, held: Mapping[str, str], claimed: Mapping[str, str]) -> bool:
    if any(not held.get(code) for code in sharing.compared):
        return False
    if any(held.get(code) not in allowed for code, allowed in sharing.when.items()):
        return False
    return all(_alike(held[code], claimed[code]) for code in sharing.compared if claimed.get(code))


def _alike(one: str, other: str) -> bool:
    return half_width(one).strip().upper() == half_width(other).strip().upper()


def _material_name(material: str) -> str:
    found = catalog.material_types().filter(code=material).first()
    return found.name if found else material
