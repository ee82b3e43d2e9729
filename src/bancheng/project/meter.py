"""How far a long command is: one line of a terminal that is written over, or a line for each tenth in a log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TextIO


@dataclass
class Meter:
    """What a pass tells of itself, told on `out` (standard error, so that the result can be piped)."""

    out: TextIO
    unit: str = "行"
    whole: int = 0
    done: int = 0
    cancelled: bool = False
    _told: int = 0

    def total(self, number: int) -> None:
        self.whole = number

    def advance(self, number: int = 1, step: str | None = None) -> None:
        self.done += number
        tenths = self.done * 10 // self.whole if self.whole else 0
        if self.out.isatty():
            self.out.write(f"\r  {self.done} / {self.whole} {self.unit}")
        elif tenths > self._told:
            self.out.write(f"  {self.done} / {self.whole} {self.unit}\n")
        self._told = tenths
        self.out.flush()

    def end(self) -> None:
        """Leave the line that was written over."""
        if self.out.isatty() and self.done:
            self.out.write("\n")
