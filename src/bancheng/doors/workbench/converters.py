"""What may stand in an address of the workbench beside words: a day, the key of a row. Registered on import."""

from __future__ import annotations

from datetime import date

from django.urls import register_converter


class Day:
    """A day in an address: 2026-12-03."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class Key:
    """A whole number that a database can hold."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Day, "day")
register_converter(Key, "pk")
