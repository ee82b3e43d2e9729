"""What a register can prove, who looked into one, and whether they can be asked."""

from __future__ import annotations

from django.db.models import QuerySet

from bancheng.ground.access import Subject
from bancheng.ground.law import in_shanghai
from bancheng.registers.exchange.adapters.base_registers import NoSuchAdapter, chosen, connected, plug
from bancheng.registers.exchange.lookups import identifier_hash
from bancheng.registers.exchange.models import UseOfData
from bancheng.registers.exchange.sharing import SHARINGS
from bancheng.registers.exchange.types import Register, Sharing, UseView, Verifier
from bancheng.registers.exchange.verifying import VERIFIERS
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages.types import PlugHealth

PLUG = "base_registers"
MOST = 200


def shareable(material: str) -> Sharing | None:
    """By which register and which elements the material of this code can be proved here; None when by none. No query."""
    found = SHARINGS.get(material)
    return found if found is not None and found.register in connected() else None


def verifier(element: str) -> Verifier | None:
    """The register that confirms this fact about an applicant here; None when none does. No query."""
    found = VERIFIERS.get(element)
    return found if found is not None and found.register in connected() else None


def uses(subject: Subject, *, size: int = MOST) -> tuple[UseView, ...]:
    """The looks into registers for one subject, newest first. One query. Who may see them is asked by the caller."""
    rows = UseOfData.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    return _views(rows, size)


def uses_of_person(person: int, *, size: int = MOST) -> tuple[UseView, ...]:
    """The looks into the population register about a natural person, newest first. Two queries. Show them to him only."""
    number = identity.id_number_of(person)
    if not number:
        return ()
    return _views(UseOfData.objects.filter(identifier_hash=identifier_hash(Register.POPULATION, number)), size)


def checks() -> tuple[PlugHealth, ...]:
    """The health of this room's plug, for the configuration check. A demo adapter fails in production mode."""
    try:
        adapter = plug()
        problem = adapter.check()
    except NoSuchAdapter as error:
        return (PlugHealth(PLUG, chosen(), False, "fail", str(error)),)
    except Exception as error:  # whatever an adapter's own check raises
        return (PlugHealth(PLUG, chosen(), False, "fail", f"基础信息库检查时出错：{type(error).__name__}"),)
    usual = "可以查询" if connected() else "没有接入，办事人自己填写和提交"
    sentence = problem or ("只有演示数据，不连外部网络" if adapter.demo else usual)
    return (PlugHealth(PLUG, adapter.label, adapter.demo, "fail" if problem else "ok", sentence),)


def _views(rows: QuerySet[UseOfData], size: int) -> tuple[UseView, ...]:
    found = rows.order_by("-at", "-pk")[: max(1, min(size, MOST))]
    return tuple(
        UseView(
            register=row.register,
            label=row.get_register_display(),
            purpose=row.purpose,
            actor_name=row.actor_name,
            subject_kind=row.subject_kind,
            subject_key=row.subject_key,
            elements=tuple(row.elements),
            outcome=row.outcome,
            outcome_label=row.get_outcome_display(),
            at=in_shanghai(row.at),
            milliseconds=row.milliseconds,
        )
        for row in found
    )
