"""The sections of a guide in the order of writing, and one of them bound to what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.forms import formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.guide import forms, rows
from bancheng.registers.catalog.types import Fault

MOST_ROWS = 120
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

    def count(self, body: Mapping[str, Any]) -> int | None:
        """How many rows its table has; None without a table."""
        return len(table_of(body, self.table)) if self.table else None


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
            ("statutory", "promised", "promise_includes_special", "visits", "visit_reason", "special_procedures"),
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
        Section(
            "fees", gettext_lazy("收费"), ("fees",), forms.FeesForm, rows.FeeRow, "fees.items", gettext_lazy("收费项目")
        ),
        Section("results", gettext_lazy("结果"), ("results",), None, rows.ResultRow, "results"),
        Section("notes", gettext_lazy("说明和救济"), ("notes", "remedies", "intermediary"), forms.NotesForm),
        Section("faq", gettext_lazy("常见问题"), ("faq",), None, rows.FaqRow, "faq"),
    )
}


def section_of(fault: Fault) -> Section | None:
    """The section where a fault is put right; None for what only the whole body shows."""
    return next((section for section in SECTIONS.values() if section.owns(fault)), None)


def table_of(body: Mapping[str, Any], path: str) -> list[dict[str, Any]]:
    """The rows at a path of the body."""
    found: Any = body
    for name in path.split("."):
        found = (found or {}).get(name)
    return list(found or [])


class Editing:
    """One section with what stands in the body, or with what was sent."""

    def __init__(self, section: Section, body: dict[str, Any], data: QueryDict | None = None) -> None:
        self.section, self.before, self.data = section, body, data
        self.form = section.form(data, initial=section.form.read(body)) if section.form else None
        self.rows = self._formset(data) if section.row and section.key != "materials" else None

    def _formset(self, data: QueryDict | None) -> Any:
        assert self.section.row is not None
        made = formset_factory(
            self.section.row, extra=1, can_delete=True, can_order=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1
        )
        formset = made(data, initial=table_of(self.before, self.section.table), prefix="rows")
        for form in formset.forms:
            for name, label in (("ORDER", _("顺序")), ("DELETE", _("删去这一条"))):
                form.fields[name].label = label
                form.fields[name].widget.attrs["class"] = "form-control" if name == "ORDER" else "form-check-input"
        return formset

    def is_valid(self) -> bool:
        return all(part.is_valid() for part in (self.form, self.rows) if part is not None)

    @cached_property
    def written(self) -> list[rows.RowForm]:
        """The rows to keep, in the order asked for; the blank one at the end is none."""
        if self.rows is None:
            return []
        kept = [form for form in self.rows.forms if form.cleaned_data.get("DELETE") is False and form.write()]
        kept = [form for form in kept if form.has_changed() or form.initial]
        return sorted(
            kept, key=lambda form: (form.cleaned_data.get("ORDER") is None, form.cleaned_data.get("ORDER") or 0)
        )

    def body(self) -> dict[str, Any]:
        """The whole body with this section written anew."""
        body = deepcopy(self.before)
        if self.form is not None:
            body |= self.form.write()
        if self.rows is not None:
            place, names = body, self.section.table.split(".")
            for name in names[:-1]:
                place = place.setdefault(name, {})
            place[names[-1]] = [form.write() for form in self.written]
        return body

    def tell(self, faults: list[Fault]) -> None:
        """Put each fault beside what it concerns."""
        for fault in faults:
            form, field = self._place(fault)
            form.add_error(field if field in form.fields else None, fault.sentence)

    def _place(self, fault: Fault) -> tuple[Any, str]:
        names = fault.path.split(".")
        depth = self.section.table.count(".") + 1
        inside = ".".join(names[:depth]) == self.section.table and len(names) > depth and names[depth].isdigit()
        if inside and int(names[depth]) < len(self.written):
            return self.written[int(names[depth])], names[depth + 1] if len(names) > depth + 1 else ""
        if self.form is None:
            return (self.written or list(self.rows or []))[0], ""
        joined = "_".join(names[:2])
        return self.form, next(
            (name for name in (joined, f"{names[0]}_n", names[0], names[-1]) if name in self.form.fields), ""
        )

    @property
    def faults(self) -> int:
        parts = [self.form] if self.form is not None else []
        parts += self.rows.forms if self.rows is not None else []
        return sum(len(errors) for part in parts if part.is_bound for errors in part.errors.values())
