"""Pure decisions: is a face complete, what of it may strangers see, how is a licence numbered, how long is it valid."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from stdnum.iso7064 import mod_11_10

from bancheng.ground.codes import (
    CodeError,
    credit_code,
    id_number,
    mask_address,
    mask_id_number,
    mask_mobile,
    mask_name,
    mobile,
    person_name,
)
from bancheng.ground.law import Refused
from bancheng.registers.licences.types import FaceElement, FaceLine, Numbering

LONGEST_VALUE = 1000
HIDDEN = "***"


def checked_face(type_name: str, elements: Sequence[FaceElement], face: Mapping[str, str]) -> dict[str, str]:
    """The face in the order of its schema, each value in its exact form; what may be missing and is, is left out.

    Raises Refused: licences.face_unknown, licences.face_missing, licences.face_value.
    """
    if strange := sorted(set(face) - {one.element for one in elements}):
        raise Refused(
            "licences.face_unknown", f"{type_name}的照面没有“{'、'.join(strange)[:100]}”这一项，请核对证照类型。"
        )
    values: dict[str, str] = {}
    for one in elements:
        value = _text(one, face.get(one.element, ""))
        if value:
            values[one.element] = value
        elif one.required:
            raise Refused("licences.face_missing", f"{type_name}的照面缺少“{one.label}”，请补充后再颁发。")
    return values


def face_lines(elements: Sequence[FaceElement], face: Mapping[str, str], *, masked: bool) -> tuple[FaceLine, ...]:
    """The face as pages show it; `masked` hides what its schema calls sensitive."""
    return tuple(
        FaceLine(one.element, one.label, _masked(one, face[one.element]) if masked else face[one.element])
        for one in elements
        if one.element in face
    )


def masked_holder(name: str, *, natural: bool) -> str:
    """王小满 → as `mask_name` has it; a legal person's name is public."""
    return mask_name(name) if natural else name


def last_day(valid_from: date, months: int) -> date:
    """The last day of so many months that begin on a day: five years from 2026-03-01 end with 2031-02-28."""
    years, month = divmod(valid_from.month - 1 + months, 12)
    year = valid_from.year + years
    # From the 31st, a shorter month ends with its own last day.
    longest = calendar.monthrange(year, month + 1)[1]
    if valid_from.day > longest:
        return date(year, month + 1, longest)
    return date(year, month + 1, valid_from.day) - timedelta(days=1)


def number(how: Numbering, *, region: str, year: int, serial: int, face: Mapping[str, str]) -> str:
    """证书编号 after the type's own way; `region` six digits."""
    if how.source and face.get(how.source):
        return face[how.source]
    parts = {"region": region, "year": f"{year:04d}", "serial": f"{serial:06d}", "digit": _digit(how, face)}
    made = how.format.replace("{check}", "").format(**parts)
    if "{check}" not in how.format:
        return made
    digits = "".join(sign for sign in made if sign.isdecimal())
    check: str = mod_11_10.calc_check_digit(digits)
    return made + check


def in_force(state: str, valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether a signed licence holds on the day; the nightly job that writes 已过期 may not have run yet."""
    return state == "valid" and valid_from <= on and (valid_to is None or on <= valid_to)


def _digit(how: Numbering, face: Mapping[str, str]) -> str:
    if not how.digits:
        return ""
    value = face.get(how.digit_element, "")
    return next((sign for word, sign in how.digits if word in value), how.digits[-1][1])


def _text(one: FaceElement, raw: object) -> str:
    value = " ".join(str(raw).replace("\x00", "").split())
    if not value:
        return ""
    if len(value) > LONGEST_VALUE:
        raise Refused("licences.face_value", f"“{one.label}”不能超过 {LONGEST_VALUE} 个字。")
    try:
        read: Callable[[str], str] = _READ.get(one.kind, _as_it_is)
        return read(value)
    except (CodeError, ValueError) as error:
        said = str(error) if isinstance(error, CodeError) else "请按“2026-03-01”的样子填写日期。"
        raise Refused("licences.face_value", f"“{one.label}”填写有误：{said}") from error


def _as_it_is(value: str) -> str:
    return value


def _masked(one: FaceElement, value: str) -> str:
    if not one.sensitive:
        return value
    mask = _MASK.get(one.kind)
    return mask(value) if mask else HIDDEN


_READ: Mapping[str, Callable[[str], str]] = {
    "id_number": lambda text: id_number(text).number,
    "uscc": credit_code,
    "phone": mobile,
    "person_name": person_name,
    "date": lambda text: date.fromisoformat(text).isoformat(),
}
_MASK: Mapping[str, Callable[[str], str]] = {
    "id_number": mask_id_number,
    "person_name": mask_name,
    "phone": mask_mobile,
    "address": mask_address,
}
