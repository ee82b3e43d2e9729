"""Identifiers and names of natural and legal persons: GB 11643, GB 32100."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from bancheng.ground import law

from .errors import CodeError
from .text import LONGEST, compact, half_width

OLDEST = 150  # years; nobody lived longer
NAME_LENGTH = 50
DOT = "·"
# Unified ideographs, extension A, 〇, compatibility ideographs, and all of planes 2 and 3: those hold Han characters
# only, and the newest of them are unknown to the tables of this Python.
HAN = (("\u4e00", "\u9fff"), ("\u3400", "\u4dbf"), ("〇", "〇"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003fffd"))


class Sex(StrEnum):
    """As the 17th digit says; the values are those of GB/T 2261.1."""

    MALE = "1"
    FEMALE = "2"

    @property
    def label(self) -> str:
        return "男" if self is Sex.MALE else "女"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A citizen's ID number that passed its check; `repr()` does not show it.

    `region` is the county that issued it first, six digits; `warnings` are Chinese sentences.
    """

    number: str = field(repr=False)
    region: str
    birth: date = field(repr=False)
    sex: Sex
    warnings: tuple[str, ...] = ()

    def age(self, on: date) -> int:
        """Full years on a day."""
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))

    def __str__(self) -> str:
        return self.number


def id_number(text: str) -> IdNumber:
    """Read a citizen's ID number (GB 11643), however it was typed.

    A wrong length, check digit or date of birth raises `CodeError`. A county unknown in the year of birth only warns:
    people are older than the code of their county (411323 exists since 1994).
    """
    number = compact(text)
    if re.fullmatch(r"[0-9]{15}", number):
        raise CodeError("id_number.old", "15 位旧身份证号码已停用，请输入现在身份证上的 18 位号码。")
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise CodeError("id_number.shape", "请输入 18 位身份证号码，最后一位可以是 X。")
    if number[-1] != ric.calc_check_digit(number):
        raise CodeError("id_number.check", "身份证号码有误，请对照身份证逐位核对。")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return IdNumber(number, number[:6], _birth(number), sex, _warnings(number))


def _birth(number: str) -> date:
    impossible = CodeError("id_number.birth", "身份证号码中的出生日期不存在，请对照身份证逐位核对。")
    today = law.today()
    try:
        birth = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise impossible from None
    if birth > today or birth.year < today.year - OLDEST:
        raise impossible
    return birth


def _warnings(number: str) -> tuple[str, ...]:
    try:
        ric.get_birth_place(number)
    except (ValidationError, KeyError):
        # The table knows the province and not the county: the library then raises a bare KeyError.
        return (f"身份证号码前六位 {number[:6]} 不在出生当年的行政区划表中，请核对证件原件。",)
    return ()


def credit_code(text: str) -> str:
    """Read a unified social credit code (GB 32100) and return its 18 characters; a wrong one raises `CodeError`."""
    number = compact(text)
    if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", number):
        raise CodeError("credit_code.shape", "请输入 18 位统一社会信用代码，不含字母 I、O、S、V、Z。")
    # The library's own validation refuses the letters N and Y in front, which rural collectives and others carry.
    if number[-1] != uscc.calc_check_digit(number):
        raise CodeError("credit_code.check", "统一社会信用代码有误，请对照营业执照或者登记证书逐位核对。")
    return number


def mobile(text: str) -> str:
    """Read a mainland mobile number and return its 11 digits, without +86; another raises `CodeError`."""
    number = re.sub(r"[()]", "", compact(text))
    number = re.sub(r"^(?:\+86|0086|86)(?=1[0-9]{10}$)", "", number)
    if not re.fullmatch(r"1[3-9][0-9]{9}", number):
        raise CodeError("mobile.shape", "请输入 11 位手机号码。")
    return number


def person_name(text: str) -> str:
    """Read a person's name as it stands in the papers; digits, markup and signs raise `CodeError`.

    Rare characters (𠮷, 㐂, 䶮) and minority names are kept sign by sign: no normalisation touches a name. Only the dot
    between its parts becomes ·, and spaces typed between Han characters go.
    """
    if len(text) > LONGEST:
        raise CodeError("name.length", f"姓名不能超过 {NAME_LENGTH} 个字。")
    name = " ".join(re.sub("[•‧∙⋅・･●．]", DOT, text).split())
    name = re.sub(rf" ?{DOT} ?", DOT, name)
    if all(_is_han(sign) for sign in name if sign not in f" {DOT}"):
        name = name.replace(" ", "")
    if not name:
        raise CodeError("name.empty", "请输入姓名。")
    if len(name) > NAME_LENGTH:
        raise CodeError("name.length", f"姓名不能超过 {NAME_LENGTH} 个字。")
    _check_signs(name)
    return name


def _check_signs(name: str) -> None:
    for sign in name:
        if unicodedata.category(sign) == "Co":
            raise CodeError("name.private", "姓名中有系统自造字，请改用标准汉字；打不出来时请到窗口办理。")
        if not _belongs_in_a_name(sign):
            shown = half_width(sign) if sign.isprintable() else "不可见字符"
            raise CodeError("name.sign", f"姓名中不能有“{shown}”，请按身份证件上的姓名填写。")
    if not _is_letter(name[0]) or name[-1] in f"{DOT}-'’":
        raise CodeError("name.edge", "姓名的开头和结尾应当是文字，请按身份证件上的姓名填写。")


def _is_han(sign: str) -> bool:
    return any(first <= sign <= last for first, last in HAN)


def _is_letter(sign: str) -> bool:
    return _is_han(sign) or unicodedata.category(sign)[0] == "L"


def _belongs_in_a_name(sign: str) -> bool:
    return _is_letter(sign) or unicodedata.category(sign)[0] == "M" or sign in f" .-'’{DOT}"
