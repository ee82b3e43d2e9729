"""合并缴费: what the members charge, as one sum, and which organ's it is. Pure.

Fees are never reduced by merging: each keeps its own standard and basis and goes to who may levy it (收费依据不变). What is
merged is the paying: one sum, one payment, split by organ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bancheng.casework.bundles.merging import MemberGuide, Merged
from bancheng.registers.catalog.types import Basis
from bancheng.registers.payments.types import unit_price, yuan


@dataclass(frozen=True, slots=True)
class MemberFee:
    """One fee of one member. `unit_fen`: the price of one `unit` in fen, None where the words of the standard fix none."""

    member: str
    label: str
    organ: str
    name: str
    standard: str
    basis: str
    relief: str
    unit: str
    unit_fen: int | None

    @property
    def unit_yuan(self) -> str:
        return yuan(self.unit_fen) if self.unit_fen is not None else ""


@dataclass(frozen=True, slots=True)
class FreeMember:
    """A member that charges nothing, in the words of its guide (CAT-18)."""

    member: str
    label: str
    organ: str
    statement: str


@dataclass(frozen=True, slots=True)
class OrganFees:
    """The part of one organ. `fen`: one unit of each of its fees that have a price; `open`: those that have none."""

    organ: str
    fees: tuple[MemberFee, ...]
    fen: int
    open: int

    @property
    def yuan(self) -> str:
        return yuan(self.fen)


@dataclass(frozen=True, slots=True)
class MergedFees:
    """All of it, split by organ in the order of the members. `fen` and `open` as in `OrganFees`."""

    split: tuple[OrganFees, ...]
    free: tuple[FreeMember, ...]
    fen: int
    open: int

    @property
    def fees(self) -> tuple[MemberFee, ...]:
        return tuple(fee for part in self.split for fee in part.fees)

    @property
    def charged(self) -> bool:
        return bool(self.split)

    @property
    def yuan(self) -> str:
        return yuan(self.fen)

    @property
    def sentence(self) -> str:
        """What the citizen is told: 不收费; 共 120.00 元，分给 2 个部门; and what is fixed only when the case is handled."""
        if not self.charged:
            return "全部不收费"
        told = [f"共 {self.yuan} 元，一次缴清，分到 {len(self.split)} 个部门"] if self.fen else []
        if self.open:
            told.append(f"{'另有 ' if self.fen else ''}{self.open} 项按标准在办理时核定")
        return "；".join(told)


def merged_fees(merged: Merged) -> MergedFees:
    """The fees of the members that take part under these answers."""
    return fees_of(merged.active)


def fees_of(members: Iterable[MemberGuide]) -> MergedFees:
    """The fees of these members, each kept as its guide says it."""
    free: list[FreeMember] = []
    by_organ: dict[str, list[MemberFee]] = {}
    for one in members:
        organ = one.document.identity.organ
        if one.document.fees.charged:
            by_organ.setdefault(organ, []).extend(_lines(one, organ))
        else:
            free.append(FreeMember(one.key, one.member.label, organ, one.document.fees.statement))
    split = tuple(OrganFees(organ, tuple(fees), _sum(fees), _open(fees)) for organ, fees in by_organ.items())
    return MergedFees(split, tuple(free), sum(part.fen for part in split), sum(part.open for part in split))


def _lines(one: MemberGuide, organ: str) -> Iterable[MemberFee]:
    for line in one.document.fees.items:
        price = unit_price(line.standard)
        yield MemberFee(
            member=one.key,
            label=one.member.label,
            organ=organ,
            name=line.name,
            standard=line.standard,
            basis=_said(line.basis),
            relief=line.relief,
            unit=price.unit if price else "",
            unit_fen=price.fen if price else None,
        )


def _said(basis: Iterable[Basis]) -> str:
    return "；".join(f"{one.law}{one.article}" for one in basis)


def _sum(fees: Iterable[MemberFee]) -> int:
    return sum(fee.unit_fen or 0 for fee in fees)


def _open(fees: Iterable[MemberFee]) -> int:
    return sum(fee.unit_fen is None for fee in fees)
