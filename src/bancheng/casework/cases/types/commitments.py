"""What others may hold of 告知承诺: the commitment, its check, what was shared of it. No ORM."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CheckPart:
    """One organ that shares the check, and as what: 审批部门, 监管部门, 执法部门."""

    organisation: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """告知承诺 of a case. `lines`: names of what it stands for; `contents`: (label, text) five times, as told.

    Signed or not (`signed_at`); `stale`: what was signed no longer says the same. `result`: "" not yet, or a code of
    COMMITMENT_RESULTS; `due_on`: the last day of the check where it was drawn. `check`: the check that this reader may open.
    """

    kind: str
    kind_label: str
    risk_label: str
    lines: tuple[str, ...]
    contents: tuple[tuple[str, str], ...]
    digest: str
    paper: str
    signed_at: datetime | None
    signed_by: str
    signed_how: str
    scan: str = ""
    """The key of the sheet signed by hand before a window; "" online."""
    words: str = ""
    """Of a draft: SM3 of the text as it would be signed now, by which a signature says what its signer has read."""
    chosen: bool = True
    stale: bool = False
    barred: str = ""
    drawn: bool = False
    due_on: date | None = None
    result: str = ""
    result_label: str = ""
    result_note: str = ""
    evidence: str = ""
    checked_at: datetime | None = None
    checked_name: str = ""
    barred_until: date | None = None
    parts: tuple[CheckPart, ...] = ()
    check: int | None = None


@dataclass(frozen=True, slots=True)
class CommitmentCheckLine:
    """A check in the list of an organ. `late`: open after its last day."""

    id: int
    case: str
    number: str
    item_name: str
    applicant_name: str
    organisation: str
    parts: tuple[str, ...]
    risk_label: str
    due_on: date
    late: bool
    result: str
    result_label: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class CommitmentCheckPage:
    """Checks, the most pressing (open) or the newest first; `after` goes on, "" at the end."""

    lines: tuple[CommitmentCheckLine, ...]
    after: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentCheckView:
    """One check: its line, the commitment, whether this reader sees the case itself and may record the outcome."""

    line: CommitmentCheckLine
    commitment: CommitmentView
    sees_case: bool
    may_record: bool
    proven: bool
    """Whether the lot that drew it follows from the case's number."""
    state: str
    """The state of the case: what may follow of a breach depends on it."""


@dataclass(frozen=True, slots=True)
class CreditLine:
    """One record sent, or to be sent, to the credit platform."""

    id: int
    reference: str
    number: str
    item_name: str
    applicant_name: str
    about: str
    about_label: str
    result_label: str
    state: str
    state_label: str
    tries: int
    error: str
    receipt: str
    created_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class CreditPage:
    """Records, newest first; `after` goes on, "" at the end."""

    lines: tuple[CreditLine, ...]
    after: str = ""
