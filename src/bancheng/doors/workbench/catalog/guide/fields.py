"""Kinds of control that write into a body: several codes, a table of lines, words, a number that may be missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.catalog.guide import text

BASIS = ("law", "article", "text")
OPTIONS = ("value", "label", "hint")
_CODE = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)
ONE_A_LINE = _("每行一条")
BASIS_HELP = _("每行一条：法规名称 | 条款 | 原文。后两项可以不写")
Choices = Iterable[tuple[str, Any]] | Callable[[], Iterable[tuple[str, Any]]]


def several(
    label: Any, words: Mapping[str, Any] | Choices, *, required: bool = True, initial: tuple[str, ...] = ()
) -> forms.MultipleChoiceField:
    """Some of a few codes, as boxes. `initial` is what the schema means where nothing is written."""
    choices = list(words.items()) if isinstance(words, Mapping) else words
    widget = forms.CheckboxSelectMultiple()
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=required, initial=list(initial), widget=widget
    )


def one(
    label: Any, words: Mapping[str, Any], *, empty: Any = None, help_text: Any = "", initial: str = ""
) -> forms.ChoiceField:
    """One of a few codes; `empty` is the word for none, `initial` what the schema means where nothing is written."""
    choices = ([("", empty)] if empty is not None else []) + list(words.items())
    return forms.ChoiceField(
        label=label, choices=choices, required=empty is None, help_text=help_text, initial=initial or None
    )


def number(
    label: Any, *, least: int = 0, most: int = 3650, required: bool = False, help_text: Any = ""
) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=help_text, widget=widget
    )


class LinesField(forms.CharField):
    """A table typed as lines; its value is the list of rows."""

    def __init__(
        self, label: Any, names: tuple[str, ...] = BASIS, *, required: bool = False, help_text: Any = BASIS_HELP
    ) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "spellcheck": "false"})
        super().__init__(label=label, required=required, help_text=help_text, max_length=20_000, widget=widget)
        self.names = names

    def prepare_value(self, value: Any) -> Any:
        return text.lines_of(value, self.names) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[dict[str, str]]:
        return text.rows_of(super().clean(value), self.names)


class OptionsField(forms.CharField):
    """The answers of a question, one a line: 名称 | 提示. Codes come from the element of the same name, or are given.

    A line may also say its code itself: 代码 | 名称 | 提示. `words` (value → label) are the element's own answers.
    """

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})
        super().__init__(label=label, required=False, help_text=help_text, max_length=20_000, widget=widget)
        self.words: Mapping[str, str] = {}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        plain = [row for row in value if isinstance(row, dict)]
        short = all(self.words.get(str(row.get("value"))) == row.get("label") for row in plain)
        return text.lines_of(
            plain, OPTIONS[1:] if short and len(set(self.words.values())) == len(self.words) else OPTIONS
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> list[dict[str, str]]:
        return self.coded(str(super().clean(value)))

    def coded(self, typed: str) -> list[dict[str, str]]:
        """The rows of the lines, every one with a code of its own."""
        by_label = {label: code for code, label in self.words.items()}
        rows: list[dict[str, str]] = []
        for row in text.rows_of(typed, OPTIONS):
            if not (_CODE.fullmatch(row.get("value", "")) and "label" in row):
                label, hint = row.get("value", ""), row.get("label", "")
                row = {"value": by_label.get(label, ""), "label": label} | ({"hint": hint} if hint else {})
            rows.append(row)
        taken = {row["value"] for row in rows}
        for place, row in enumerate(rows, 1):
            if not row["value"]:
                row["value"] = next(code for n in range(place, place + 1000) if (code := f"a{n}") not in taken)
                taken.add(row["value"])
        return rows


class ParagraphsField(forms.CharField):
    """Several sentences, one a line; its value is their list."""

    def __init__(self, label: Any, *, rows: int = 3, required: bool = False, help_text: Any = ONE_A_LINE) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, required=required, help_text=help_text, max_length=20_000, widget=widget)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        return text.paragraphs(super().clean(value))


class WordsField(forms.CharField):
    """Words with spaces between them; its value is their list."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        return text.words_of(super().clean(value))
