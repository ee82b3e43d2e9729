"""What a guide may name, found by its Chinese name: data elements, kinds of paper, other stages of the same guide."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide.conditions import terms_of
from bancheng.ground.conditions import Element
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import ElementView
from bancheng.registers.lists import selectors as lists

MOST_FOUND = 12
PREVIOUS = "@previous"
"""In the boxes of a stage: the one that stands above it, whatever its key will be."""
_CODED = re.compile(r"（([A-Za-z0-9_]{1,60})）\s*$", re.ASCII)


@dataclass(frozen=True)
class Around:
    """What the rows of one guide may choose from; `region` is that of its item. The dictionaries are read when a form asks for them."""

    body: Mapping[str, Any] = field(default_factory=dict)
    region: str = ""

    @cached_property
    def elements(self) -> Mapping[str, ElementView]:
        return selectors.elements()

    @cached_property
    def papers(self) -> Mapping[str, str]:
        return {row.code: row.name for row in selectors.material_types()}

    @cached_property
    def services(self) -> Mapping[str, str]:
        """中介服务 on the list of the region and of those above it."""
        return {one.code: one.name for one in lists.intermediary_services(self.region)}

    @cached_property
    def terms(self) -> tuple[Element, ...]:
        """What a condition of a field, a material or a stage may ask about."""
        return terms_of(self.body, self.elements)

    def asked_before(self, place: int) -> tuple[Element, ...]:
        """What the condition of a question may ask about: the questions above it."""
        return terms_of(self.body, {}, before=place)

    @property
    def stages(self) -> list[tuple[str, str]]:
        """Key and name of the stages that are stored."""
        rows = [row for row in self.body.get("stages") or () if isinstance(row, Mapping)]
        return [(str(row["key"]), str(row.get("name", ""))) for row in rows if row.get("key")]


def named(code: str, label: str) -> str:
    """经营种类（shop_kind）, as a list of names shows a code."""
    return f"{label}（{code}）" if label else code


def search(words: str, elements: Mapping[str, ElementView]) -> list[ElementView]:
    """The elements whose name, code or hint holds every word, names first; at most a dozen."""
    wanted = words.lower().split()[:5]
    if not wanted:
        return []
    found = [
        one for one in elements.values() if all(word in f"{one.label}{one.code}{one.hint}".lower() for word in wanted)
    ]
    return sorted(found, key=lambda one: (wanted[0] not in one.label.lower(), len(one.label)))[:MOST_FOUND]


class NamedCodeField(forms.CharField):
    """A code typed as its Chinese name, as 名称（代码） from the list, or as itself. `known` is given by the form.

    What the dictionary does not have is kept as typed where it looks like a code: publishing names it again.
    """

    def __init__(self, label: Any, *, catalogue: Any, lists: str, required: bool = True, help_text: Any = "") -> None:
        widget = forms.TextInput(attrs={"list": lists, "autocomplete": "off"})
        super().__init__(label=label, max_length=200, required=required, help_text=help_text, widget=widget)
        self.catalogue = catalogue
        self.known: Mapping[str, str] = {}

    def prepare_value(self, value: Any) -> Any:
        return named(value, self.known[value]) if value in self.known else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        if not text or text in self.known:
            return text
        coded = _CODED.search(text)
        if coded and coded[1] in self.known:
            return coded[1]
        same = [code for code, label in self.known.items() if label == text]
        if len(same) == 1:
            return same[0]
        if same:
            alike = "、".join(named(code, text) for code in same[:4])
            raise forms.ValidationError(_("有几个同名的：%(alike)s。请从列表中选一个") % {"alike": alike})
        if text.isascii():
            return text
        near = "、".join(label for label in self.known.values() if text[:2] in label)[:60]
        raise forms.ValidationError(
            _("%(catalogue)s中没有“%(text)s”，请从列表中选。%(near)s")
            % {"catalogue": self.catalogue, "text": text, "near": _("相近的有：%s") % near if near else ""}
        )


class StagesField(forms.MultipleChoiceField):
    """The stages that must be finished first, as boxes; one that does not exist stays visible until it is unticked."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, stages: Sequence[tuple[str, str]], own: str, kept: Sequence[str], *, fresh: bool) -> None:
        """The stages to choose from: not itself; `kept` are those written now."""
        offered = [(key, name or key) for key, name in stages if key != own]
        known = {key for key, _name in offered}
        strange = [(key, _("%s（没有这个环节）") % key) for key in kept if key not in known and key != PREVIOUS]
        previous = [(PREVIOUS, _("上面的一个环节"))] if fresh else []
        self.choices = [*previous, *offered, *strange]
