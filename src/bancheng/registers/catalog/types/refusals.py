"""Why a guide is not saved or published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bancheng.ground.law import Refused
from bancheng.registers.catalog.types.dictionaries import ElementView


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


class ElementsAlike(Refused):
    """The dictionary has elements like the new one: `found`. `same`: one has this very name, so that there is no second."""

    def __init__(self, found: tuple[ElementView, ...], *, same: bool) -> None:
        names = "、".join(f"{one.label}（{one.code}）" for one in found[:3])
        if same:
            sentence = f"数据元目录里已经有同名的：{names}。请用已有的；意思不同的，换一个更具体的名称。"
        else:
            sentence = f"数据元目录里有相近的：{names}。意思相同的请用已有的；确实不同，再登记。"
        super().__init__("element.alike", sentence)
        self.found = found
        self.same = same


class GuideRefused(Refused):
    """A guide cannot be saved or published as it stands; `faults` lists all that must be changed."""

    def __init__(self, faults: tuple[Fault, ...], sentence: str = "") -> None:
        super().__init__(faults[0].code, sentence or f"{faults[0].sentence}{_more(faults)}")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Organs that may not go by a guide as it stands, by their names, and what stands in the way of each of them."""

    organs: tuple[str, ...]
    faults: tuple[Fault, ...]


class HandingRefused(GuideRefused):
    """A guide cannot be handed on to some organs. The sentence names the first of them with its first fault and the remedy."""

    def __init__(self, hindrances: tuple[Hindrance, ...]) -> None:
        faults = tuple(dict.fromkeys(fault for one in hindrances for fault in one.faults))
        organs, first = hindrances[0].organs, hindrances[0].faults[0]
        who = f"{organs[0]}等 {len(organs)} 个机关" if len(organs) > 1 else organs[0]
        remedy = f"。怎样改：{first.mend}" if first.mend else ""
        super().__init__(faults, f"{who}不能照这份指南办理：{first.sentence}{remedy}{_more(faults)}。")
        self.hindrances = hindrances


def _more(faults: tuple[Fault, ...]) -> str:
    return f"（另有 {len(faults) - 1} 处需要修改）" if len(faults) > 1 else ""


class DraftConflict(Refused):
    """Somebody saved the same draft meanwhile. `theirs` is what is stored now, `yours` what was sent: nothing is lost."""

    def __init__(self, sentence: str, *, theirs: dict[str, Any], yours: dict[str, Any], revision: int) -> None:
        super().__init__("catalog.draft_conflict", sentence)
        self.theirs = theirs
        self.yours = yours
        self.revision = revision
