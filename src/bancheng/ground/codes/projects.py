"""The unified code of an investment project (全国固定资产投资项目代码), given once and kept for life (GB/T 40058-2021).

    2611 - 411323 - 04 - 01 - 12345 6
    time YYMM (4) · region of who gives it (6) · central guidance department (2) · type of project (2) · random (5) + check (1)

24 characters: 20 digits in five groups with four hyphens. The text of 4.7 (校验码) was not at hand: `MOD_11_10` stands in,
the rule of ISO 7064 that GB/T 17710 gives to strings of digits. `use` puts the standard's own in its place; what was coded
before is then no longer valid, so that it is done before the first code is given. Codes of before August 2021 have the
year in the first group and an industry in the third: their shape is read alike, the meaning of that group is not judged.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Protocol

from stdnum.iso7064 import mod_11_10

from .errors import CodeError
from .text import DASHES, half_width

SHAPE = re.compile(r"([0-9]{4})-?([0-9]{6})-?([0-9]{2})-?([0-9]{2})-?([0-9]{5})([0-9])", re.ASCII)
RANDOM_DIGITS = 5
LENGTH = 24
LONGEST_TYPED = 60

PROJECT_TYPES: Mapping[str, str] = MappingProxyType(
    {"01": "基本建设项目", "02": "技术改造项目", "03": "单纯购置项目", "04": "信息化项目", "05": "其他项目"}
)
"""项目类型 by content (GB/T 40058-2021, 3.4 names them; the digits are those of published codes)."""
DEPARTMENTS: Mapping[str, str] = MappingProxyType({"04": "国家发展和改革委员会", "07": "工业和信息化部"})
"""中央业务指导部门 as far as published codes confirm them; another two digits are taken as the table of 4.4 has them."""


class CheckRule(Protocol):
    """How the last digit follows from the nineteen before it."""

    name: str

    def digit(self, digits: str) -> str:
        """The check digit of nineteen digits."""


class Mod1110:
    """ISO 7064 MOD 11,10 (GB/T 17710-2008): every single wrong digit and nearly every swap of neighbours is found."""

    name = "ISO 7064 MOD 11,10"

    def digit(self, digits: str) -> str:
        return str(mod_11_10.calc_check_digit(digits))


MOD_11_10 = Mod1110()
_rule: list[CheckRule] = [MOD_11_10]


def use(rule: CheckRule | None) -> None:
    """Put another check rule in place for this process; None goes back to the built-in one."""
    _rule[:] = [MOD_11_10 if rule is None else rule]


def check_rule() -> CheckRule:
    """The rule in use."""
    return _rule[0]


@dataclass(frozen=True, slots=True)
class ProjectCode:
    """A unified code without its check digit; `str()` gives the 24 characters. Groups are digits as printed."""

    time: str
    region: str
    department: str
    kind: str
    random: str

    def __post_init__(self) -> None:
        groups = (self.time, self.region, self.department, self.kind, self.random)
        if not all(re.fullmatch(r"[0-9]+", one, re.ASCII) for one in groups) or [len(one) for one in groups] != [
            *(4, 6, 2, 2),
            RANDOM_DIGITS,
        ]:
            raise CodeError("project_code.shape", SHAPE_SENTENCE)

    @classmethod
    def parse(cls, text: str) -> ProjectCode:
        """Read a code however it was typed (spaces, full width, any dash). Raises CodeError: project_code.shape, .check."""
        typed = re.sub(r"\s", "", half_width(text[:LONGEST_TYPED].translate(DASHES)))
        found = SHAPE.fullmatch(typed)
        if found is None:
            raise CodeError("project_code.shape", SHAPE_SENTENCE)
        *groups, check = found.groups()
        code = cls(*groups)
        if code.check != check:
            raise CodeError("project_code.check", "项目代码有误，请对照项目登记单逐位核对。")
        return code

    @classmethod
    def mint(cls, *, region: str, department: str, kind: str, on: date) -> ProjectCode:
        """A new code of that month; its five digits are random, so that whoever keeps codes must look whether it is free."""
        serial = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
        return cls(f"{on:%y%m}", region, department, kind, serial)

    @property
    def digits(self) -> str:
        """The nineteen digits before the check."""
        return self.time + self.region + self.department + self.kind + self.random

    @property
    def check(self) -> str:
        """The check digit by the rule in use."""
        return check_rule().digit(self.digits)

    def __str__(self) -> str:
        return f"{self.time}-{self.region}-{self.department}-{self.kind}-{self.random}{self.check}"


SHAPE_SENTENCE = "请输入 24 位投资项目统一代码，例如 2611-411323-04-01-123456 的样子。"
