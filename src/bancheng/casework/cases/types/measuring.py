"""Figures about cases: paper against electronic, online against the window. Frozen; counted within what a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PaperLine:
    """Materials that came in with the cases of a month, of one item or one department; `total` ones of both kinds."""

    key: int
    name: str
    organisation: str
    region: str
    cases: int
    paperless: int
    paper: int
    electronic: int
    scanned: int

    @property
    def total(self) -> int:
        return self.paper + self.electronic

    @property
    def share(self) -> float | None:
        """Of 100 materials so many were paper, to one decimal; None where none came in."""
        return round(100 * self.paper / self.total, 1) if self.total else None


@dataclass(frozen=True, slots=True)
class PaperUse:
    """The month report of APP-27: the departments and their items, most paper first, and the sum."""

    month: date
    organs: tuple[PaperLine, ...]
    items: tuple[PaperLine, ...]
    whole: PaperLine


@dataclass(frozen=True, slots=True)
class ItemChannels:
    """How often an item was applied for online (with machines) and at windows."""

    item_id: int
    name: str
    organisation: str
    online: int
    window: int


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """What one channel's cases of an item came to. `limits`: the terms their clocks were given, as the guides word them."""

    channel: str
    label: str
    cases: int
    accepted: int
    granted: int
    refused: int
    not_accepted: int
    supplemented: int
    detoured: int
    limits: tuple[str, ...]
    materials: tuple[str, ...]

    @property
    def granted_share(self) -> float | None:
        """Of 100 decisions so many granted; None before the first."""
        decided = self.granted + self.refused
        return round(100 * self.granted / decided, 1) if decided else None


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """Two channels were treated unlike under one version of the guide: what, and which cases show it."""

    version: int
    what: str
    sentence: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionCompared:
    """One version of the guide under which cases of both channels stood, and what was compared there."""

    version: int
    promised: str
    statutory: str
    online: int
    window: int
    situations: int
    """Situations (the same answers) that occurred in both channels: their materials and steps were compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """无差别受理 (FLW-05): the two channels of one item side by side, and every difference of rule. `cut`: only the newest."""

    item_id: int
    item_name: str
    organisation: str
    since: date
    until: date
    channels: tuple[ChannelFigures, ...]
    versions: tuple[VersionCompared, ...]
    differences: tuple[RuleDifference, ...]
    counted: int
    cut: bool

    @property
    def comparable(self) -> bool:
        """Whether both channels had cases under one version of the guide."""
        return bool(self.versions)
