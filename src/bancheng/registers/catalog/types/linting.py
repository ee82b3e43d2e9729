"""质检: what is examined, and what a room above registers to examine with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.types.refusals import Fault


@dataclass(frozen=True, slots=True)
class LintSubject:
    """One guide under examination: its body, and of its item what rules ask for.

    `region` is a 12-digit code, `off_platform` the kind of exception or "", `version` None for a draft.
    """

    item_id: int
    name: str
    item_type: str
    region: str
    organisation: int
    basic_code: str
    off_platform: str
    body: GuideBody
    version: int | None = None


class LintCheck(Protocol):
    """Looks at one guide; pure, no statement to the database."""

    def __call__(self, subject: LintSubject) -> Iterable[Fault]: ...


class LintProvider(Protocol):
    """Reads once what its check needs for the items of these regions (12-digit codes), and gives the check."""

    def __call__(self, regions: Sequence[str]) -> LintCheck: ...


@dataclass(frozen=True, slots=True)
class LintRunView:
    """One examination of a catalogue. `what`: current, draft, both; `state`: waiting, running, done, failed.

    `counts`: findings by the code of the rule; `sound`: guides without any.
    """

    id: int
    region_code: str
    region_name: str
    organisation_name: str
    what: str
    state: str
    state_label: str
    total: int
    done: int
    sound: int
    counts: Mapping[str, int]
    error: str
    started_by: str
    created_at: datetime
    finished_at: datetime | None = None

    @property
    def findings(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding of a run; `version` None for a draft, `label` what the rule is called."""

    item_id: int
    item_name: str
    organ: str
    region_name: str
    version: int | None
    label: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class LintPage:
    """A page of findings. `rules`: (code, label, number of findings) over the whole run, the most frequent first."""

    run: LintRunView
    rows: tuple[LintFinding, ...]
    rules: tuple[tuple[str, str, int], ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class ItemFindings:
    """What is found now in the draft of an item and in its guide in force; None where there is none."""

    draft: tuple[Fault, ...] | None
    current: tuple[Fault, ...] | None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class UnfoundedItem:
    """An item whose materials or stamps no law demands: their names, as the run found them."""

    item_id: int
    item_name: str
    organ: str
    region_name: str
    materials: tuple[str, ...]
    stamps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfounded:
    """The clean-up report: its items, how many findings stand in it, and how many the run has in all."""

    items: tuple[UnfoundedItem, ...]
    shown: int
    findings: int

    @property
    def left(self) -> int:
        """Findings that only the next run shows."""
        return self.findings - self.shown


@dataclass(frozen=True, slots=True)
class Retired:
    """What a clean-up took out of drafts."""

    items: int
    materials: int
    stamps: int
