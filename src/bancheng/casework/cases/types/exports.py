"""A case as a file: the seven parts that the regulation names (新密市政务服务管理办法: 办件受理 … 领取登记), values as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

SEVEN = (
    ("acceptance", "办件受理"),
    ("course", "办件过程"),
    ("result", "办件结果"),
    ("procedures", "特别程序"),
    ("materials", "材料目录"),
    ("supplements", "办件补正"),
    ("collection", "领取登记"),
)
"""Key and name of each part, in the regulation's order (FLW-06)."""


@dataclass(frozen=True, slots=True)
class ExportSection:
    """One part: its entries, each label → text; none where nothing of it happened."""

    key: str
    title: str
    entries: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseExport:
    """The whole case. `abnormal`: it is finished and nobody registered who collected the result."""

    number: str
    item_name: str
    exported_at: datetime
    exported_by: str
    sections: tuple[ExportSection, ...]
    abnormal: bool

    def plain(self) -> dict[str, object]:
        """As JSON holds it."""
        return {
            "办件编号": self.number,
            "事项": self.item_name,
            "导出时间": self.exported_at.isoformat(timespec="seconds"),
            "导出人": self.exported_by,
            "没有领取登记": self.abnormal,
            **{one.title: [dict(entry) for entry in one.entries] for one in self.sections},
        }

    def rows(self) -> tuple[tuple[str, int, str, str], ...]:
        """As a sheet holds it: part, number of the entry, label, text."""
        return tuple(
            (section.title, number, label, text)
            for section in self.sections
            for number, entry in enumerate(section.entries, start=1)
            for label, text in entry.items()
        )
