"""What the journal hands out. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PersonalNumber(ValueError):
    """The facts hold a citizen's ID number where it cannot be masked; the caller must hand over the masked form."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a stream as somebody read it: how many entries, and the hash of the last."""

    length: int
    digest: str


NO_HEAD = Head(0, "")
"""That of a stream in which nothing stands yet."""


class FaultKind(StrEnum):
    """What verification finds."""

    EDITED = "edited"
    REMOVED = "removed"
    REORDERED = "reordered"
    HEAD = "head"
    STREAM_REMOVED = "stream_removed"
    ANCHOR_SIGNATURE = "anchor_signature"
    ANCHOR_ROOT = "anchor_root"
    ANCHOR_MISMATCH = "anchor_mismatch"
    UNPROTECTED = "unprotected"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `stream` is `kind:key` or `anchor:day`, `number` the entry (0: the stream as a whole)."""

    stream: str
    number: int
    kind: FaultKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How much was read, and what was found."""

    entries: int
    streams: int
    anchors: int
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class Step:
    """How far a verification is: entries read of all, and faults so far."""

    done: int
    total: int
    faults: int
