"""A row of a stranger's file and every doubt about it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from bancheng.registers.catalog.types import ImportReason


@dataclass(slots=True)
class Doubted:
    """`refused` tells that the row cannot be taken; `reasons` are all that was repaired, doubted or refused."""

    line: int
    reasons: list[ImportReason] = field(default_factory=list, kw_only=True)
    levels: set[str] = field(default_factory=set, kw_only=True)

    def say(self, level: str, code: str, sentence: str) -> None:
        """`level`: note, repaired, warned or refused."""
        self.levels.add(level)
        self.reasons.append(ImportReason(code, sentence))

    @property
    def refused(self) -> bool:
        return "refused" in self.levels

    @property
    def outcome(self) -> str:
        """taken, repaired, warned or refused: the gravest."""
        return next((level for level in ("refused", "warned", "repaired") if level in self.levels), "taken")
