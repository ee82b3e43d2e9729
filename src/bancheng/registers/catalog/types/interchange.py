"""目录交换 as the workbench shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InterchangeNote:
    """A conflict, or what was left out: a stable code, where it stands in the file or the catalogue, a Chinese sentence."""

    code: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ArchivePreview:
    """What taking an archive in would bring. `counts`: label → number; `notes`: every conflict, and what would be left out."""

    counts: Mapping[str, int]
    notes: tuple[InterchangeNote, ...]


@dataclass(frozen=True, slots=True)
class InterchangeView:
    """One archive or set of sheets. `counts`: label → number; `notes` are the first thousands, `cut` how many more there are.

    `kept`: whether its file can still be had.
    """

    id: int
    kind: str
    kind_label: str
    region_name: str
    state: str
    state_label: str
    file_name: str
    file_digest: str
    file_size: int
    kept: bool
    counts: Mapping[str, int]
    notes: tuple[InterchangeNote, ...]
    cut: int
    error: str
    started_by: str
    created_at: datetime
    finished_at: datetime | None
