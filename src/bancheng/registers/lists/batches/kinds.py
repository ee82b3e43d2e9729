"""The duty of a unit to hand its list of a batch in."""

from __future__ import annotations

from bancheng.registers.duties.types import kind

LIST_OWED = kind(
    "lists.batch",
    title="报送一次办妥清单",
    role="catalog_editor",
    ladder=(
        (10, "catalog_editor"),
        (10, "town_officer"),
        (3, "catalog_editor"),
        (3, "town_officer"),
        (3, "list_reviewer"),
        (0, "catalog_editor"),
        (0, "town_officer"),
        (-1, "catalog_editor"),
        (-1, "town_officer"),
        (-1, "list_reviewer"),
        (-1, "list_office"),
    ),
)
