"""Coverage of the platform and the self-check over nine aspects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

ASPECTS = {
    "presence": "事项进驻",
    "names": "事项名称",
    "materials": "办事要件",
    "process": "办理流程",
    "guides": "办事指南",
    "sharing": "数据共享",
    "people": "人员管理",
    "supervision": "综合监管",
    "assessment": "考核评价",
}
"""新密市管理办法第三条: the nine aspects of 政务服务标准化, in its order."""


@dataclass(frozen=True, slots=True)
class OffLine:
    """An item that is not on the platform. `exception` its recorded ground with `reason`; without one it is `red`."""

    item_id: int
    name: str
    organisation_id: int
    organ: str
    region_name: str
    use_level: str
    state_label: str
    exception: str
    reason: str

    @property
    def red(self) -> bool:
        return not self.exception


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a scope: items, how many are on the platform, excepted or red; the lines that are off, red first."""

    total: int
    on: int
    excepted: int
    red: int
    lines: tuple[OffLine, ...]
    next_cursor: str = ""

    @property
    def percent(self) -> int:
        """Of the items that belong on the platform (those excepted left out), cut."""
        owed = self.total - self.excepted
        return self.on * 100 // owed if owed else 100


@dataclass(frozen=True, slots=True)
class AspectAnswer:
    """What is known of one aspect of one department: how many of how many are right, in words, up to five examples of what is not."""

    right: int
    total: int
    sentence: str
    wrong: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Nothing is wrong; where there is nothing to look at, nothing was shown."""
        return self.total > 0 and self.right == self.total


class AspectProvider(Protocol):
    """What a higher room registers with `lists.selectors.provide_aspect`: its answer for an organisation (id)."""

    def __call__(self, organisation: int) -> AspectAnswer: ...


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One of the nine lines: its key and name, the rule, passed or not, and the answer. The door knows where the evidence is."""

    key: str
    name: str
    rule: str
    answer: AspectAnswer

    @property
    def passed(self) -> bool:
        return self.answer.passed


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The report of a department."""

    organisation_id: int
    organ: str
    lines: tuple[AspectLine, ...]

    @property
    def passed(self) -> int:
        return sum(line.passed for line in self.lines)
