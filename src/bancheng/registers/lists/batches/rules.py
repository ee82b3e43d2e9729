"""Pure: when a list is late, and which data needs an item has not declared (CAT-13, CAT-15). No ORM."""

from __future__ import annotations

from datetime import date

from bancheng.registers.catalog.selectors import undeclared_data_needs
from bancheng.registers.catalog.types import GuideBody
from bancheng.registers.lists.types.batches import EntryFault

OFFICE = "list_office"
"""The function of 电子政务服务平台建设办公室 among organisations."""


def overdue_days(last_day: date, delivered_on: date | None, today: date) -> int:
    """By how many calendar days the offices got the list too late, or wait for it since; 0 in time.

    `last_day` is the due day, or the next working day where nobody works on it (《民法典》第二百零三条).
    """
    return max(0, ((delivered_on or today) - last_day).days)


def undeclared(item: int, name: str, guide: GuideBody) -> tuple[EntryFault, ...]:
    """Materials that are spared by sharing without a data need that names them (西峡县实施方案三（一）、三（四）2)."""
    return tuple(
        EntryFault(
            item,
            name,
            "lists.data_need",
            f"“{name}”的材料“{fault.phrase}”标为数据共享，但没有申报共享需求：请在指南中写明数据资源、提供单位和用途。",
            fault.phrase,
        )
        for fault in undeclared_data_needs(guide)
    )
