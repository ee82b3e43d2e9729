"""One section of a guide as forms: with what stands in the body, with what was sent, or with rows moved but not saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from typing import Any

from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from bancheng.doors.workbench.catalog.guide import findings, stages, standard
from bancheng.doors.workbench.catalog.guide.picking import Around
from bancheng.doors.workbench.catalog.guide.rows import RowForm
from bancheng.doors.workbench.catalog.guide.sections import Section, table_of
from bancheng.registers.catalog.types import Fault

MOST_ROWS = 120
FINISH: Mapping[str, Callable[[list[dict[str, Any]]], list[dict[str, Any]]]] = {"stages": stages.finished}
"""What a table still needs once all its rows are known."""


class Table(BaseFormSet):  # type: ignore[type-arg]
    """The rows of a section; each is told its place and what it may choose from."""

    around: Around

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {"around": self.around, "place": index or 0}


class Editing:
    """One section. `data`: what was sent, to be checked; `shown`: rows and values as typed, to be shown unchecked.

    `region`: that of the item, whose lists hold there.
    """

    def __init__(
        self,
        section: Section,
        body: dict[str, Any],
        data: QueryDict | None = None,
        *,
        shown: Sequence[Mapping[str, Any]] | None = None,
        typed: Mapping[str, Any] | None = None,
        region: str = "",
    ) -> None:
        self.section, self.before = section, body
        self.shown = table_of(body, section.table) if shown is None and section.table else list(shown or ())
        self.around = Around({**body, "stages": self._stages(data)} if section.key == "stages" else body, region)
        initial = typed if typed is not None else section.form.read(body) if section.form else {}
        self.form = section.form(data, initial=initial) if section.form else None
        self.rows = self._table(data, self.shown) if section.row and section.key != "materials" else None
        self._explain()

    def _table(self, data: QueryDict | None, rows: Sequence[Mapping[str, Any]]) -> Table:
        assert self.section.row is not None
        kind = type("RowsOf", (Table,), {"around": self.around})
        made: Any = formset_factory(
            self.section.row, formset=kind, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1
        )
        table: Table = made(data, initial=list(rows), prefix="rows")
        return table

    def _stages(self, data: QueryDict | None) -> list[Mapping[str, Any]]:
        """The stages on the page, by key and name: those that a stage may be put after."""
        if data is None:
            return list(self.shown)
        rows = (f"rows-{place}" for place in range(MOST_ROWS) if f"rows-{place}-key" in data)
        return [{"key": data[f"{row}-key"][:60], "name": data.get(f"{row}-name", "")[:200]} for row in rows]

    def _explain(self) -> None:
        for form in self.forms:
            for name, field in form.fields.items():
                field.standard = standard.asked(self.section.key, name)

    @property
    def forms(self) -> list[Any]:
        """The form of the section and its rows."""
        return [*([self.form] if self.form is not None else []), *(self.rows.forms if self.rows is not None else [])]

    def is_valid(self) -> bool:
        return all(part.is_valid() for part in (self.form, self.rows) if part is not None)

    @cached_property
    def written(self) -> list[RowForm]:
        """The rows to keep; one that was left or made blank is none."""
        return [form for form in self.rows.forms if form.cleaned_data and form.write()] if self.rows is not None else []

    def body(self) -> dict[str, Any]:
        """The whole body with this section written anew."""
        body = deepcopy(self.before)
        if self.form is not None:
            body |= self.form.write()
        if self.section.key == "materials":
            body.setdefault("materials", [])
        if self.rows is not None:
            place, names = body, self.section.table.split(".")
            for name in names[:-1]:
                place = place.setdefault(name, {})
            finish = FINISH.get(self.section.key, list)
            place[names[-1]] = finish([form.write() for form in self.written])
        return body

    def tell(self, faults: Sequence[Fault]) -> None:
        """Put each fault as an error beside what it concerns: what was sent is not saved."""
        for fault in self._sharpened(faults) if self.forms else ():
            form, field = self._place(fault, self.written)
            form.add_error(field or None, fault.sentence)
            findings.beside(form, field, fault, self._text_at(fault), told=True)

    def point_out(self, faults: Sequence[Fault]) -> None:
        """Show what is wrong with what is stored beside what it concerns."""
        rows = list(self.rows.forms)[: self.rows.initial_form_count()] if self.rows is not None else []
        for fault in self._sharpened(faults) if self.forms else ():
            if self.section.owns(fault):
                form, field = self._place(fault, rows)
                findings.beside(form, field, fault, self._text_at(fault))

    def _sharpened(self, faults: Sequence[Fault]) -> Sequence[Fault]:
        return stages.at_the_row(faults, self._rows_now) if self.section.key == "stages" else faults

    @property
    def _rows_now(self) -> list[dict[str, Any]]:
        bound = self.rows is not None and self.rows.is_bound and self.rows.is_valid()
        return table_of(self.body() if bound else self.before, self.section.table)

    def _text_at(self, fault: Fault) -> str:
        sent = self.forms and self.forms[0].is_bound and self.is_valid()
        return findings.text_at(self.body() if sent else self.before, fault.path)

    def _place(self, fault: Fault, rows: Sequence[Any]) -> tuple[Any, str]:
        """The form and the name of the field ("" for the form as a whole) that a fault belongs to."""
        names = fault.path.split(".")
        depth = self.section.table.count(".") + 1
        inside = ".".join(names[:depth]) == self.section.table and len(names) > depth and names[depth].isdigit()
        if inside and int(names[depth]) < len(rows):
            row = rows[int(names[depth])]
            field = names[depth + 1] if len(names) > depth + 1 else ""
            return row, field if field in row.fields else ""
        if self.form is None:
            return (list(rows) or list(self.rows or []))[0], ""
        known = ("_".join(names[:2]), f"{names[0]}_n", names[0], names[-1])
        return self.form, next((name for name in known if name in self.form.fields), "")

    @property
    def faults(self) -> int:
        return sum(len(errors) for form in self.forms if form.is_bound for errors in form.errors.values())
