"""Rows by key or as they are. What is absent reads like what one may not see (settled 11)."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from bancheng.ground.access import AccessDenied

Row = TypeVar("Row", bound=models.Model)


def row_of(kind: type[Row], given: Row | int, *related: str) -> Row:
    """The row itself, or the one with that key; raises AccessDenied, not visible, when there is none."""
    if isinstance(given, kind):
        return given
    found = kind._default_manager.select_related(*related).filter(pk=given).first() if given else None
    if found is None:
        raise AccessDenied(f"没有找到这条{kind._meta.verbose_name}记录。", visible=False)
    return found
