"""What other rooms may hold of exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Register(StrEnum):
    """The base registers (基础信息库) that can be asked."""

    POPULATION = "population"
    LEGAL_PERSONS = "legal_persons"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {Register.POPULATION: "人口基础信息库", Register.LEGAL_PERSONS: "法人基础信息库"}


class Outcome(StrEnum):
    """How a register answered."""

    FOUND = "found"
    ABSENT = "absent"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Record:
    """What a register holds: `values` by element code of the catalogue, as forms hold them (dates ISO, choices their value).

    Values do not show in its `repr`: they are personal information.
    """

    register: str
    label: str
    values: Mapping[str, str] = field(repr=False)
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking a register. `record` only when found; a register that is down is an answer, not an error."""

    outcome: Outcome
    register: str
    label: str
    fetched_at: datetime
    record: Record | None = None

    @property
    def found(self) -> bool:
        return self.outcome is Outcome.FOUND

    @property
    def down(self) -> bool:
        return self.outcome is Outcome.DOWN

    @property
    def values(self) -> Mapping[str, str]:
        """The values found; empty when there are none, so that a form falls back to typing."""
        return self.record.values if self.record is not None else {}

    @property
    def sentence(self) -> str:
        """For the person who fills in the form."""
        told = {
            Outcome.FOUND: f"来自{self.label}，请核对。",
            Outcome.ABSENT: f"{self.label}中没有查到，请自己填写。",
            Outcome.DOWN: f"{self.label}暂时连不上，请自己填写；材料照常提交。",
        }
        return told[self.outcome]


@dataclass(frozen=True, slots=True)
class Sharing:
    """A material that a register can prove: by which identifier it is asked and which elements are compared.

    `when` names, by element code, the values of the record with which alone it proves the material.
    """

    material: str
    register: Register
    compared: tuple[str, ...]
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.register.label


@dataclass(frozen=True, slots=True)
class Verifier:
    """A fact about an applicant, by its element, that a register confirms. `keeper`: function of the organs that keep it."""

    element: str
    register: Register
    keeper: str

    @property
    def label(self) -> str:
        return self.register.label

    @property
    def of_firms(self) -> bool:
        return self.register is Register.LEGAL_PERSONS


@dataclass(frozen=True, slots=True)
class Proof:
    """A material that need not be handed in, because a register confirmed it (APP-05)."""

    material: str
    register: str
    label: str
    fetched_at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class UseView:
    """One look into a register: by whom, what for, which elements were given out; never a value."""

    register: str
    label: str
    purpose: str
    actor_name: str
    subject_kind: str
    subject_key: str
    elements: tuple[str, ...]
    outcome: str
    outcome_label: str
    at: datetime
    milliseconds: int
