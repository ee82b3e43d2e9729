"""The control of a condition: lines to choose from, and CEL for experts. What the lines cannot say is kept as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.guide import conditions
from bancheng.doors.workbench.catalog.guide.conditions import Clause
from bancheng.ground.conditions import ConditionError, Element, Kind

SPARE = 2
"""Blank lines offered below those that are written."""
MOST = 8
TYPED = "#"
"""The answer of what is not chosen from a list: it stands in the box beside."""
OPS = {
    "is": gettext_lazy("是"),
    "not": gettext_lazy("不是"),
    "ge": gettext_lazy("大于等于"),
    "gt": gettext_lazy("大于"),
    "le": gettext_lazy("小于等于"),
    "lt": gettext_lazy("小于"),
}
JOINS = {conditions.AND: gettext_lazy("并且"), conditions.OR: gettext_lazy("或者")}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser sent of one condition: the CEL, what it was when shown, and the lines (None: the control had none)."""

    source: str
    was: str
    lines: tuple[Clause, ...] | None


class WhenWidget(forms.Widget):
    """Lines of three lists and a box; `terms` is what may be asked about, given by the form."""

    template_name = "workbench/catalog/when.html"

    def __init__(self) -> None:
        super().__init__({"rows": 1})
        self.terms: Sequence[Element] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        sent = value if isinstance(value, Sent) else Sent(str(value or ""), str(value or ""), None)
        read = sent.lines if sent.lines else conditions.read(sent.was, self.terms)
        lines = [*(read or ()), *[Clause("", "", "is", "")] * SPARE][:MOST]
        context["widget"]["when"] = {
            "source": sent.source,
            "was": sent.was,
            "said": conditions.said(sent.source, self.terms),
            "lines": [self._line(name, place, line) for place, line in enumerate(lines)] if self.terms else [],
            "unread": read is None,
            "open": bool(sent.source),
        }
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Sent:
        source = str(data.get(name, "")).strip()
        count = sum(f"{name}-{place}-answer" in data for place in range(MOST))
        found = [line for place in range(count) if (line := _sent_line(data, f"{name}-{place}"))]
        lines = tuple(replace(line, join="") if place == 0 else line for place, line in enumerate(found))
        return Sent(source, str(data.get(f"{name}-was", source)).strip(), lines if count else None)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def _line(self, name: str, place: int, clause: Clause) -> dict[str, Any]:
        chosen = f"{clause.name}={clause.value}" if self._listed(clause.name) else f"{clause.name}={TYPED}"
        return {
            "name": f"{name}-{place}",
            "first": place == 0,
            "joins": [(key, label, clause.join == key) for key, label in JOINS.items()],
            "groups": [
                (term.title, [(key, label, key == chosen) for key, label in _answers(term)]) for term in self.terms
            ],
            "ops": [(key, label, clause.op == key) for key, label in OPS.items()],
            "than": "" if self._listed(clause.name) else clause.value,
        }

    def _listed(self, name: str) -> bool:
        return any(term.name == name and term.kind in {Kind.CHOICE, Kind.BOOL} for term in self.terms)


class WhenField(forms.Field):
    """A condition; its value is CEL, "" where it always holds. The CEL box counts when it was changed, else the lines."""

    widget: WhenWidget

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        super().__init__(label=label, required=False, help_text=help_text, widget=WhenWidget())

    def clean(self, value: Any) -> str:
        sent: Sent = value
        if len(sent.source) > 500:
            raise forms.ValidationError(_("条件不能超过 500 个字符，请拆成几个条件"))
        if sent.source != sent.was or sent.lines is None:
            return sent.source
        terms = self.widget.terms
        if sent.lines == (conditions.read(sent.was, terms) or ()):
            return sent.source
        try:
            return conditions.write(sent.lines, terms)
        except ConditionError as error:
            raise forms.ValidationError(error.sentence) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.clean(data) != str(initial or "")
        except forms.ValidationError:
            return True


def _answers(term: Element) -> list[tuple[str, str]]:
    if term.kind is Kind.BOOL:
        return [(f"{term.name}=true", f"{term.title}：{_('是')}"), (f"{term.name}=false", f"{term.title}：{_('否')}")]
    if term.kind is Kind.CHOICE:
        return [(f"{term.name}={value}", f"{term.title}：{label}") for value, label in term.values]
    unit = f"（{term.unit}）" if term.unit else ""
    return [(f"{term.name}={TYPED}", _("%(title)s%(unit)s：右边填写") % {"title": term.title, "unit": unit})]


def _sent_line(data: Mapping[str, Any], name: str) -> Clause | None:
    element, _sign, value = str(data.get(f"{name}-answer", ""))[:200].partition("=")
    if not element:
        return None
    join, op = str(data.get(f"{name}-join", "")), str(data.get(f"{name}-op", ""))
    typed = str(data.get(f"{name}-than", ""))[:100].strip() if value == TYPED else value
    return Clause(join if join in JOINS else conditions.AND, element, op if op in OPS else "is", typed)
