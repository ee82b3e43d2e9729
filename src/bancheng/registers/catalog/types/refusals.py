"""Why a guide is not saved or published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bancheng.ground.law import Refused


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a guide: where (`materials.2.copies`), which rule (`guide.promise`), and what to do, in Chinese.

    `severity`: block keeps it from being published, warn does not. `article`: what the rule stands on; `mend`: how it is put
    right; `phrase`: the very words to mark, where there are such.
    """

    path: str
    code: str
    sentence: str
    severity: str = "block"
    article: str = ""
    mend: str = ""
    phrase: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity == "block"


class GuideRefused(Refused):
    """A guide cannot be saved or published as it stands; `faults` lists all that must be changed."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        more = f"（另有 {len(faults) - 1} 处需要修改）" if len(faults) > 1 else ""
        super().__init__(first.code, f"{first.sentence}{more}")
        self.faults = faults


class DraftConflict(Refused):
    """Somebody saved the same draft meanwhile. `theirs` is what is stored now, `yours` what was sent: nothing is lost."""

    def __init__(self, sentence: str, *, theirs: dict[str, Any], yours: dict[str, Any], revision: int) -> None:
        super().__init__("catalog.draft_conflict", sentence)
        self.theirs = theirs
        self.yours = yours
        self.revision = revision
