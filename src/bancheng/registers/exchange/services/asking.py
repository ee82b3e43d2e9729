"""Asking a base register. Each look is kept: who, for which subject, which elements; no values."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from time import perf_counter

from django.db import connection

from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.codes import credit_code, id_number, scrub
from bancheng.ground.law import Refused, now, 个人信息保护法
from bancheng.registers.exchange.adapters.base_registers import NoSuchAdapter, RegisterDown, plug
from bancheng.registers.exchange.lookups import identifier_hash
from bancheng.registers.exchange.models import UseOfData
from bancheng.registers.exchange.sharing import IN_A_ROLE
from bancheng.registers.exchange.types import Answer, Outcome, Record, Register
from bancheng.registers.identity import selectors as identity

TIMEOUT = 3.0  # seconds a person waits for a register before he types himself
LONGEST_PURPOSE, LONGEST_NAME = 100, 100
NAMED = frozenset({"person_name", "person_id_number"})
OF_ITS_PEOPLE = frozenset({"legal_representative_id_number"})
Withheld = Callable[[str], bool]
Withholding = Callable[[Register, str, Actor], Withheld]
log = logging.getLogger("bancheng.exchange")


def fetch(
    register: str,
    identifier: str,
    *,
    purpose: str,
    subject: Subject,
    by: Actor,
    elements: Collection[str] = (),
) -> Answer:
    """Ask a register about one ID number (`population`) or credit code (`legal_persons`).

    `elements` limits what is given out to what is needed (个人信息保护法 art. 6); empty: all that the register holds. Never
    raises when the register is down: the answer says so. A citizen gets of another person no more than name and number,
    which he named himself, and the number of a representative only where he may act for the firm: a claimed mandate opens
    no register. Whom staff may ask about is the caller's check. Raises RuntimeError inside a transaction, as the network is asked; CodeError for a bad identifier, ValueError for an unknown
    register, AccessDenied for a visitor, Refused (exchange.purpose) without a purpose.
    """
    asked = Register(register)
    return look(asked, identifier, purpose=purpose, subject=subject, by=by, elements=elements, withheld=_withheld)


def look(
    asked: Register,
    identifier: str,
    *,
    purpose: str,
    subject: Subject,
    by: Actor,
    elements: Collection[str],
    withheld: Withholding,
) -> Answer:
    """One look, kept; `withheld` says which of the register's values this actor is not given."""
    _demand_no_transaction()
    number = id_number(identifier).number if asked is Register.POPULATION else credit_code(identifier)
    if by.kind == "anonymous":
        raise AccessDenied("请先登录。", visible=True)
    said = _purpose(purpose)
    began, moment = perf_counter(), now()
    if _not_connected(asked):
        return Answer(Outcome.ABSENT, asked.value, asked.label, moment)
    outcome, record = _look_up(asked, number, elements, withheld(asked, number, by))
    use = UseOfData(register=asked.value, identifier_hash=identifier_hash(asked, number), purpose=said, at=moment)
    use.subject_kind, use.subject_key = subject.kind, subject.key
    use.actor_kind, use.actor_key, use.actor_name = by.kind, by.key, by.name[:LONGEST_NAME]
    use.outcome, use.elements = outcome.value, sorted(record.values) if record else []
    use.milliseconds = round((perf_counter() - began) * 1000)
    # One statement is its own transaction; what cannot be kept is not given out.
    use.save(force_insert=True)
    return Answer(outcome, asked.value, asked.label, moment, record)


def fetch_of_person(
    person: int, *, purpose: str, subject: Subject, by: Actor, elements: Collection[str] = ()
) -> Answer:
    """The same for the natural person of a key, so that no caller handles his number. Raises AccessDenied for nobody."""
    number = identity.id_number_of(person)
    if not number:
        raise AccessDenied("没有找到这个人。", visible=False)
    return fetch(Register.POPULATION, number, purpose=purpose, subject=subject, by=by, elements=elements)


def _demand_no_transaction() -> None:
    """As Django's `durable` does, without opening a transaction: a test's own does not count."""
    blocks = connection.atomic_blocks
    if blocks and not getattr(blocks[-1], "_from_testcase", False):
        raise RuntimeError("A base register is asked over the network: not inside a database transaction.")


def _purpose(text: str) -> str:
    said = scrub(" ".join(text.split()))[:LONGEST_PURPOSE]
    if not said:
        raise Refused("exchange.purpose", "请写明查询基础信息库的用途。", 个人信息保护法("第六条"))
    return said


def _not_connected(register: Register) -> bool:
    """Where a register is left out on purpose nobody is asked, and there is nothing to keep."""
    try:
        return register not in plug().registers
    except NoSuchAdapter:
        return False


def _look_up(
    register: Register, number: str, elements: Collection[str], withheld: Withheld
) -> tuple[Outcome, Record | None]:
    try:
        found = plug().registers[register].look_up(number, timeout=TIMEOUT)
    except (RegisterDown, NoSuchAdapter) as error:
        log.warning("the register %s is down: %s", register, scrub(str(error)))
        return Outcome.DOWN, None
    except Exception as error:  # an adapter's fault must not stop anybody from applying
        log.error("the adapter of %s failed: %s", register, type(error).__name__)
        return Outcome.DOWN, None
    if found is None:
        return Outcome.ABSENT, None
    return Outcome.FOUND, Record(
        found.register, found.label, _given(found.values, elements, withheld), found.updated_at
    )


def _withheld(register: Register, number: str, by: Actor) -> Withheld:
    """What a citizen is not given of others; staff look under their own rules."""
    if by.kind != "person":
        return nothing
    if register is Register.POPULATION:
        _, _, key = by.key.partition(":")
        own = key.isdecimal() and identity.id_number_of(int(key)) == number
        return nothing if own else lambda element: element not in NAMED
    firm = identity.find_legal_person(number)
    acts = firm is not None and identity.may_act_for(by, firm.id)
    return nothing if acts else lambda element: element in OF_ITS_PEOPLE


def nothing(element: str) -> bool:
    """Nothing is withheld."""
    return False


def _given(values: Mapping[str, str], elements: Collection[str], withheld: Withheld) -> Mapping[str, str]:
    """The register's values and those of them that forms ask for under the applicant's role, limited to what is needed."""
    known = {code: value for code, value in values.items() if value and not withheld(code)}
    for role, (own, sex) in IN_A_ROLE.items():
        if own in known and (not sex or values.get("person_gender") == sex):
            known.setdefault(role, known[own])
    return {code: value for code, value in known.items() if not elements or code in elements}
