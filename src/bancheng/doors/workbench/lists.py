"""Lists: what they are narrowed by, the address of the next page, and tabs with counts. All of it stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import dress

Choices = Iterable[tuple[str, Any]]
SIZE = 50
LONGEST = 100


class FilterForm(forms.Form):
    """What a list is narrowed by. It never refuses: what does not fit counts as not given.

    `choices` gives fields the choices that only the page knows.
    """

    use_required_attribute = False

    def __init__(self, data: QueryDict, *, choices: Mapping[str, Choices] | None = None) -> None:
        super().__init__(data)
        for name, given in (choices or {}).items():
            self.fields[name].choices = [("", _("全部")), *given]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.required = False
            dress(field)
        self.is_valid()

    def value(self, name: str) -> Any:
        """What was chosen, or the field's empty value."""
        if name in self.cleaned_data:
            found = self.cleaned_data[name]
            return found.replace("\x00", "") if isinstance(found, str) else found
        return ""

    @property
    def narrowed(self) -> bool:
        return any(self.value(name) not in ("", None) for name in self.fields)


def search_field(label: Any, placeholder: Any = "") -> forms.CharField:
    """The words to look for."""
    widget = forms.TextInput(attrs={"type": "search", "placeholder": placeholder})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget)


def choice_field(label: Any, choices: Choices | Callable[[], Choices], everything: Any = None) -> forms.ChoiceField:
    """One value of several, or all; what is read from a register is given as a function, called for each page."""
    read = choices if callable(choices) else lambda: choices
    return forms.ChoiceField(label=label, choices=lambda: [("", everything or _("全部")), *read()])


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab over a list; `count` None where it is not counted."""

    label: str
    url: str
    current: bool
    count: int | None = None


def address(request: HttpRequest, **changes: str) -> str:
    """This page with some values of its address changed; the cursor is dropped unless it is what changes."""
    values = request.GET.copy()
    for name in ("after", "page"):
        values.pop(name, None)
    for name, value in changes.items():
        values.pop(name, None)
        if value:
            values[name] = value
    return "?" + values.urlencode()


def tabs(
    request: HttpRequest, name: str, words: Mapping[str, Any], counts: Mapping[str, int] | None = None
) -> tuple[Tab, ...]:
    """All, then one tab a state, each keeping the other conditions."""
    chosen = request.GET.get(name, "")
    total = sum(counts.values()) if counts is not None else None
    first = Tab(_("全部"), address(request, **{name: ""}), chosen not in words, total)
    others = (
        Tab(
            str(label),
            address(request, **{name: key}),
            chosen == key,
            counts.get(key, 0) if counts is not None else None,
        )
        for key, label in words.items()
    )
    return (first, *others)


def number(text: str | None, most: int = 2**62) -> int | None:
    """A whole number out of an address; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= most else None


def keyset(request: HttpRequest, rows: QuerySet[Any], *, size: int = SIZE) -> tuple[list[Any], dict[str, str]]:
    """One page of rows ordered by falling primary key, and the addresses of the first and the next page."""
    after = number(request.GET.get("after"))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: size + 1])
    following = str(found[size - 1].pk) if len(found) > size else ""
    return found[:size], pager(request, following)


def pager(request: HttpRequest, cursor: str) -> dict[str, str]:
    """The addresses that `frame/pager.html` shows; `cursor` is "" on the last page."""
    return {
        "next_url": address(request, after=cursor) if cursor else "",
        "first_url": address(request) if request.GET.get("after") else "",
    }
