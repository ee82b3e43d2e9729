"""The sections of a guide in the order of writing: what each holds, and how much of it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BooleanField
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.guide import forms, points, rows
from bancheng.registers.catalog.types import Fault

EMPTY: tuple[Any, ...] = (None, "", [], (), {})
WHOLE = {"basic", "time"}
"""Sections that answer for faults of the guide as a whole (handling against promise)."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its words, the parts of the body it writes, its form, the table it holds (`fees.items` nests)."""

    key: str
    label: Any
    parts: tuple[str, ...]
    form: type[forms.BodyForm] | None = None
    row: type[rows.RowForm] | None = None
    table: str = ""
    rows_label: Any = ""

    def owns(self, fault: Fault) -> bool:
        head = fault.path.partition(".")[0]
        return head in self.parts or (not head and self.key in WHOLE)

    @property
    def designed(self) -> bool:
        """Whether its rows are laid out as a form: with a preview of the question as people see it."""
        return self.key in {"questions", "fields"}

    def count(self, body: Mapping[str, Any]) -> str:
        """What is written of it: the rows of its table, or how many of its elements are filled (“5/10”)."""
        if self.form is None:
            return str(len(table_of(body, self.table)))
        names = [name for name, field in self.form.base_fields.items() if not isinstance(field, BooleanField)]
        read = self.form.read(dict(body)) if any(part in body for part in self.parts) else {}
        filled = sum(read.get(name) not in EMPTY for name in names)
        return f"{filled}/{len(names)}"


SECTIONS: Mapping[str, Section] = {
    section.key: section
    for section in (
        Section(
            "basic",
            gettext_lazy("基本信息"),
            (
                "summary",
                "handling",
                "audience",
                "channels",
                "scope",
                "quantity_limit",
                "keywords",
                "themes",
                "life_events",
                "groups",
            ),
            forms.BasicForm,
        ),
        Section(
            "time",
            gettext_lazy("时限和次数"),
            (
                "statutory",
                "promised",
                "promise_includes_special",
                "visits",
                "visit_reason",
                "visit_basis",
                "special_procedures",
            ),
            forms.TimeForm,
            rows.SpecialRow,
            "special_procedures",
            gettext_lazy("特别程序"),
        ),
        Section("basis", gettext_lazy("依据"), ("basis",), None, rows.BasisRow, "basis"),
        Section("requirements", gettext_lazy("条件"), ("requirements",), None, rows.RequirementRow, "requirements"),
        Section("questions", gettext_lazy("情形"), ("questions",), None, rows.QuestionRow, "questions"),
        Section("fields", gettext_lazy("表单"), ("fields",), None, rows.FieldRow, "fields"),
        Section("materials", gettext_lazy("材料"), ("materials",), None, rows.MaterialForm, "materials"),
        Section("stages", gettext_lazy("流程"), ("stages",), None, rows.StageRow, "stages"),
        Section("points", gettext_lazy("操作规程"), ("points",), None, points.PointRow, "points"),
        Section(
            "fees", gettext_lazy("收费"), ("fees",), forms.FeesForm, rows.FeeRow, "fees.items", gettext_lazy("收费项目")
        ),
        Section("results", gettext_lazy("结果"), ("results",), None, rows.ResultRow, "results"),
        Section("notes", gettext_lazy("说明和救济"), ("notes", "remedies", "intermediary"), forms.NotesForm),
        Section("sharing", gettext_lazy("数据共享"), ("data_needs",), None, rows.DataNeedRow, "data_needs"),
        Section(
            "intermediaries",
            gettext_lazy("中介服务"),
            ("intermediaries",),
            None,
            rows.IntermediaryRow,
            "intermediaries",
        ),
        Section("cross", gettext_lazy("跨省通办"), ("cross",), forms.CrossForm),
        Section("commitment", gettext_lazy("告知承诺"), ("commitment", "no_commitment"), forms.CommitmentForm),
        Section("faq", gettext_lazy("常见问题"), ("faq",), None, rows.FaqRow, "faq"),
    )
}


def section_of(fault: Fault) -> Section | None:
    """The section where a fault is put right; None for what only the whole body shows."""
    return next((section for section in SECTIONS.values() if section.owns(fault)), None)


def table_of(body: Mapping[str, Any], path: str) -> list[dict[str, Any]]:
    """The rows at a path of the body; none where the body holds something else there."""
    found: Any = body
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list | tuple) else []


def after(section: Section) -> Section:
    """The one to write next; after the last the first."""
    keys = list(SECTIONS)
    return SECTIONS[keys[(keys.index(section.key) + 1) % len(keys)]]
