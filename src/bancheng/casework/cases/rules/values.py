"""Values of form fields: what people type, made exact or answered with a sentence. Pure."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from bancheng.casework.cases.rules.texts import storable
from bancheng.ground.codes import (
    CodeError,
    credit_code,
    half_width,
    id_number,
    mask_bank_card,
    mask_id_number,
    mask_mobile,
    mobile,
)
from bancheng.registers.catalog.types import ElementView, FormField, Question

LONGEST = {"text": 200, "longtext": 2000, "address": 200, "email": 100, "region": 100}
LARGEST = Decimal(10) ** 12
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
YES, NO = {"true", "1", "yes", "on"}, {"false", "0", "no"}
MASKS = {"id_number": mask_id_number, "phone": mask_mobile}

Value = str | bool | int
"""How a value is kept: text as typed (made exact), yes or no, a whole number; decimals and dates are text."""


class Unusable(Exception):
    """The value does not fit its element; the sentence says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def label_of(field: FormField, element: ElementView) -> str:
    """What the field is called on this form."""
    return field.label or element.label


def options_of(field: FormField, element: ElementView) -> tuple[tuple[str, str], ...]:
    """(value, label) of a choice: the field's own, else the element's."""
    return tuple((option.value, option.label) for option in field.options) or element.options


def read(field: FormField, element: ElementView, given: object) -> Value | None:
    """The exact value; None for a blank. Raises Unusable."""
    label = label_of(field, element)
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    match element.kind:
        case "bool":
            return _yes(given, label)
        case "int":
            return _whole(given, label)
        case "decimal" | "money" | "area":
            return _decimal(given, label, places=2 if element.kind == "money" else 6)
    if not isinstance(given, str):
        raise Unusable(f"请在“{label}”中填写文字")
    text = _text(given, element.kind)
    return _checked(field, element, label, text)


def answer(question: Question, given: object) -> object:
    """An answer as it is weighed by the guide's conditions: a number exact, the rest as given. Raises Unusable."""
    if question.kind != "number" or given is None or (isinstance(given, str) and not given.strip()):
        return given
    return _decimal(given, question.label, places=6)


def written(field: FormField, element: ElementView, value: object) -> str:
    """The value in words and whole, as a licence or a paper says it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    text = str(value)
    return dict(options_of(field, element)).get(text, text) if element.kind == "choice" else text


def shown(field: FormField, element: ElementView, value: object) -> str:
    """The value as people read it; sensitive numbers masked."""
    text = written(field, element, value)
    if not text or isinstance(value, bool) or element.kind == "choice":
        return text
    if element.kind in MASKS:
        return MASKS[element.kind](text)
    if element.sensitive:
        return mask_bank_card(text)
    if element.unit and element.kind in {"int", "decimal", "money", "area"}:
        return f"{text} {element.unit}"
    return text


def _checked(field: FormField, element: ElementView, label: str, text: str) -> str:
    longest = element.max_length or LONGEST.get(element.kind, 200)
    if len(text) > longest:
        raise Unusable(f"“{label}”最多 {longest} 个字，您填了 {len(text)} 个字，请缩短")
    try:
        match element.kind:
            case "id_number":
                return id_number(text).number
            case "uscc":
                return credit_code(text)
            case "phone":
                return mobile(text)
            case "choice":
                return _chosen(field, element, label, text)
            case "date":
                return _day(text, label)
            case "email" if not EMAIL.fullmatch(text):
                raise Unusable(f"“{label}”请写成 name@example.com 的样子")
    except CodeError as error:
        raise Unusable(error.sentence.rstrip("。")) from error
    return text


def _text(given: str, kind: str) -> str:
    cleaned = storable(given)
    if kind == "longtext":
        return cleaned.replace("\r\n", "\n").strip()
    return " ".join(cleaned.split())


def _yes(given: object, label: str) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.lower() in YES | NO:
        return given.lower() in YES
    raise Unusable(f"请在“{label}”中选择是或否")


def _whole(given: object, label: str) -> int:
    number = _number(given, label, "整数")
    if number != number.to_integral_value():
        raise Unusable(f"请在“{label}”中填写整数")
    return int(number)


def _decimal(given: object, label: str, *, places: int) -> str:
    number = _number(given, label, f"数字，最多 {places} 位小数")
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise Unusable(f"请在“{label}”中填写数字，最多 {places} 位小数")
    return format(number.normalize(), "f")


def _number(given: object, label: str, wanted: str) -> Decimal:
    fault = Unusable(f"请在“{label}”中填写{wanted}")
    if isinstance(given, bool) or not isinstance(given, str | int | float | Decimal):
        raise fault
    typed = half_width(str(given)).replace(",", "").strip()
    if not re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?", typed):
        raise fault
    try:
        number = Decimal(typed)
    except InvalidOperation:
        raise fault from None
    if number < 0:
        raise Unusable(f"“{label}”不能是负数，请改正")
    if number > LARGEST:
        raise Unusable(f"“{label}”的数字太大，请核对")
    return number


def _chosen(field: FormField, element: ElementView, label: str, text: str) -> str:
    if text not in dict(options_of(field, element)):
        raise Unusable(f"请在“{label}”中选择一个可选值")
    return text


def _day(text: str, label: str) -> str:
    found = re.fullmatch(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?", half_width(text), re.ASCII)
    try:
        if found is None:
            raise ValueError
        return date(*(int(part) for part in found.groups())).isoformat()
    except ValueError:
        raise Unusable(f"“{label}”请写成 2026-12-03 的样子") from None
