"""Typed text on its way into a column."""

from __future__ import annotations

from django.db.models import CharField, Model

from bancheng.ground.law import Refused


def fitting(model: type[Model], field: str, text: str) -> str:
    """The text without spaces around it; raises `Refused` (text.long, text.sign) where the column could not hold it."""
    column = model._meta.get_field(field)
    if not isinstance(column, CharField) or column.max_length is None:
        raise TypeError(f"{model.__name__}.{field} is no text of limited length")
    label, answer = column.help_text, text.strip()
    if len(answer) > column.max_length:
        raise Refused("text.long", f"{label}不能超过 {column.max_length} 个字。")
    if any(not sign.isprintable() for sign in answer):
        raise Refused("text.sign", f"{label}中有看不见的字符，请删去后重新输入。")
    return answer
