"""What a browser would send of a form as it is shown: read from the page itself, so that a test sends nothing a person could not."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Reader(HTMLParser):
    """Collects the successful controls of one form (HTML, “constructing the entry list”); buttons are pressed by name."""

    def __init__(self, form: str) -> None:
        super().__init__()
        self.form, self.inside = form, False
        self.values: dict[str, list[str]] = {}
        self.area: str | None = None
        self.select: str | None = None
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form
        name = given.get("name")
        if not (self.inside or given.get("form") == self.form) or "disabled" in given:
            return
        if tag == "input" and name and given.get("type") not in {"submit", "file", "radio", "checkbox"}:
            self._add(name, given.get("value") or "")
        elif tag == "input" and name and "checked" in given:
            self._add(name, given.get("value") or "on")
        elif tag == "textarea" and name:
            self.area = name
            self._add(name, "")
        elif tag == "select":
            self.select, self.options = name, []
        elif tag == "option" and self.select:
            self.options.append((given.get("value") or "", "selected" in given))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.area = None
        if tag == "select" and self.select and self.options:
            chosen = next((value for value, picked in self.options if picked), self.options[0][0])
            self._add(self.select, chosen)
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.area:
            # The first line break after <textarea> is no part of its value.
            text = data if self.values[self.area][-1] else data.removeprefix("\n")
            self.values[self.area][-1] += text

    def _add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


def shown(response: Any, form: str = "section") -> dict[str, list[str]]:
    """The values of the form with that id on the page of a response, as they would be sent."""
    reader = _Reader(form)
    reader.feed(response.content.decode())
    reader.values.pop("find", None)
    return reader.values
