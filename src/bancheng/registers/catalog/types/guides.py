"""Guides as pages, pins and situations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bancheng.registers.catalog.schema import FormField, GuideDocument, Material, Question, Stage
from bancheng.registers.catalog.types.refusals import Fault


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One published version in the history of a guide."""

    number: int
    state: str
    state_label: str
    effective_from: date
    published_at: datetime
    published_by: str
    digest: str
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why one person need not hand in a material; never part of the document. `source`: licences, exchange …"""

    material: str
    source: str
    sentence: str


class ExemptionProvider(Protocol):
    """What a higher room registers with `catalog.selectors.provide_exemptions`: its part of the sum for one person."""

    def __call__(self, document: GuideDocument, person: str) -> tuple[Exemption, ...]: ...


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A published guide as every channel shows it.

    `state`: published, scheduled (published, its day is still to come), withdrawn (an older or taken-back version),
    suspended, or cancelled; then `cancelled_on` is the day from which the item is no longer handled. `short_hash` is
    printed under the guide.
    """

    item_id: int
    document: GuideDocument
    digest: str
    version: int
    state: str
    state_label: str
    published_at: datetime
    is_current: bool
    cancelled_on: date | None = None
    cancelled_reason: str = ""
    versions: tuple[VersionLine, ...] = ()
    exemptions: Mapping[str, tuple[Exemption, ...]] = field(default_factory=dict)

    @property
    def short_hash(self) -> str:
        return self.digest[:12]

    @property
    def name(self) -> str:
        return self.document.identity.name

    @property
    def can_be_applied_for(self) -> bool:
        """Only the version in force of an item in use."""
        return self.state == "published" and self.is_current


@dataclass(frozen=True, slots=True)
class Pinned:
    """The version a case is filed under. `version_id` is what the case keeps; the document never changes.

    `organisation_id` is the organ that offers the item today.
    """

    version_id: int
    item_id: int
    number: int
    digest: str
    document: GuideDocument
    organisation_id: int = 0


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """A material under the answers given. `applies`: None while the answers leave it open. `why`: its condition in Chinese."""

    material: Material
    applies: bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the answers make of a guide.

    `questions` are those to be asked (their condition holds), `open` of them unanswered, `question` the next one;
    `faults` name answers that cannot be used. `fields` and `stages` are those that apply.
    """

    questions: tuple[Question, ...]
    question: Question | None
    answered: Mapping[str, object]
    materials: tuple[MaterialLine, ...]
    fields: tuple[FormField, ...]
    stages: tuple[Stage, ...]
    faults: tuple[Fault, ...] = ()
    known: Mapping[str, object] = field(default_factory=dict)
    """The answers and fields that count, as conditions weigh them."""

    @property
    def complete(self) -> bool:
        return self.question is None and not self.faults

    @property
    def required(self) -> tuple[Material, ...]:
        """The materials that apply for certain."""
        return tuple(line.material for line in self.materials if line.applies)
