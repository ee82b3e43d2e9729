"""Bring answers, as forms and stored JSON hold them, into the form that the rendered condition computes with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from bancheng.ground.conditions.check import read_date
from bancheng.ground.conditions.errors import UnusableAnswer
from bancheng.ground.conditions.parse import MAX_NUMBER, MAX_PLACES
from bancheng.ground.conditions.render import SCALE
from bancheng.ground.conditions.schema import Element, Kind

Known = bool | int | Decimal | str | date | tuple[str, ...]
Runnable = bool | int | str | list[str]

_NUMBER = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,6}0*)?", re.ASCII)


def read(element: Element, answers: Mapping[str, object]) -> Known | None:
    """The answer in its Python type; None when it is absent, None, or a blank where a blank says nothing.

    Taken: bool; int or its digits; int, Decimal or decimal digits; text (a blank is an answer); a value of the choice;
    date or `2026-01-31`; a list or tuple of texts. A float (from JSON) counts as its shortest decimal, which was typed.
    Raises UnusableAnswer.
    """
    answer = answers.get(element.name)
    if answer is None or (answer == "" and element.kind is not Kind.TEXT):
        return None
    match element.kind:
        case Kind.BOOL:
            return _bool(element, answer)
        case Kind.INT | Kind.DECIMAL:
            return _number(element, answer)
        case Kind.TEXT:
            return _text(element, answer)
        case Kind.CHOICE:
            return _value(element, answer)
        case Kind.DATE:
            return _date(element, answer)
        case Kind.TEXTS:
            return _texts(element, answer)


def runnable(element: Element, known: Known) -> Runnable:
    """What the rendered condition expects: decimals in millionths, dates as text, lists as lists."""
    match known:
        case bool():
            return known
        case int() | Decimal():
            return int(known * SCALE) if element.kind is Kind.DECIMAL else int(known)
        case str():
            return known
        case date():
            return known.isoformat()
        case tuple():
            return list(known)


def sample(element: Element) -> Runnable:
    """Some value of the element's type, for the trial run of a new condition."""
    match element.kind:
        case Kind.BOOL:
            return True
        case Kind.INT:
            return 1
        case Kind.DECIMAL:
            return SCALE
        case Kind.TEXT:
            return "文字"
        case Kind.CHOICE:
            return element.values[0][0]
        case Kind.DATE:
            return "2026-01-31"
        case Kind.TEXTS:
            return [value for value, _ in element.values[:1]] or ["文字"]


def _bool(element: Element, answer: object) -> bool:
    if not isinstance(answer, bool):
        raise UnusableAnswer(f"请在“{element.title}”中选择是或否", element.name)
    return answer


def _number(element: Element, answer: object) -> int | Decimal:
    wanted = "整数" if element.kind is Kind.INT else f"数字，最多 {MAX_PLACES} 位小数"
    fault = UnusableAnswer(f"请在“{element.title}”中填写{wanted}", element.name)
    if isinstance(answer, float):
        answer = Decimal(repr(answer))
    if isinstance(answer, bool) or not isinstance(answer, int | Decimal | str):
        raise fault
    if isinstance(answer, int):
        number = Decimal(answer) if abs(answer) <= MAX_NUMBER else None
    else:
        text = answer.strip() if isinstance(answer, str) else _positional(answer)
        number = Decimal(text) if _NUMBER.fullmatch(text) else None
    if number is None or (element.kind is Kind.INT and number != number.to_integral_value()):
        raise fault
    if abs(number) > MAX_NUMBER:
        raise UnusableAnswer(f"“{element.title}”的数字太大，最大是一万亿", element.name)
    return int(number) if element.kind is Kind.INT else number


def _positional(number: Decimal) -> str:
    """Digits without an exponent; a number far out of range is not written out (1E+999999 would be a megabyte)."""
    if not number.is_finite() or number.adjusted() > 13:
        return ""
    exponent = number.as_tuple().exponent
    return format(number, "f") if isinstance(exponent, int) and exponent > -40 else ""


def _text(element: Element, answer: object) -> str:
    # Lone surrogates cannot be handed to CEL, which holds UTF-8.
    if not isinstance(answer, str) or any("\ud800" <= character <= "\udfff" for character in answer):
        raise UnusableAnswer(f"请在“{element.title}”中填写文字", element.name)
    return str(answer)


def _value(element: Element, answer: object) -> str:
    text = _text(element, answer)
    if element.values and text not in dict(element.values):
        raise UnusableAnswer(f"请在“{element.title}”中选择一个可选值", element.name)
    return text


def _date(element: Element, answer: object) -> date:
    if isinstance(answer, date) and not isinstance(answer, datetime):
        return answer
    found = read_date(answer.strip()) if isinstance(answer, str) else None
    if found is None:
        raise UnusableAnswer(f"请在“{element.title}”中填写日期，例如 2026-01-31", element.name)
    return found


def _texts(element: Element, answer: object) -> tuple[str, ...]:
    if not isinstance(answer, list | tuple):
        raise UnusableAnswer(f"请在“{element.title}”中逐项选择或填写", element.name)
    return tuple(_value(element, item) for item in answer)
