"""The number of a case (统一受理号), given at first submission and never changed.

    411323 20261122 000001 9
    region of the implementing organisation (6) · day of filing (8) · sequence of that day (6) · check character (1)

The check character is ISO 7064 MOD 37,36 over the twenty digits. No national format is known; this is ours. Gaps in
the sequence are fine.
A member of a bundle has the number of the bundle and a suffix: …-01; filed again after a refusal it keeps it: …-01-2.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import date

from stdnum.iso7064 import mod_37_36

from .errors import CodeError
from .text import DASHES, half_width

QUERY_CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A unified number; `member` is the place in its bundle, None outside one. `str()` gives what is printed."""

    region: str
    day: date
    sequence: int
    member: int | None = None
    attempt: int = 1

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[1-9][0-9]{5}", self.region):
            raise CodeError("case_number.region", "办件编号的区划应为 6 位行政区划代码。")
        if not 0 < self.sequence < 1_000_000:
            raise CodeError("case_number.sequence", "办件编号的流水号应为 1 至 999999。")
        if self.member is not None and not 0 < self.member < 100:
            raise CodeError("case_number.member", "子办件的序号应为 01 至 99。")
        if not 0 < self.attempt < 10 or (self.attempt > 1 and self.member is None):
            raise CodeError("case_number.attempt", "子办件最多可以申请 9 次。")

    @classmethod
    def parse(cls, text: str) -> CaseNumber:
        """Read a number however it was typed; a wrong check character or day raises `CodeError`."""
        typed = re.sub(r"\s", "", half_width(text.translate(DASHES))).upper()
        found = re.fullmatch(r"([0-9]{6})-?([0-9]{8})-?([0-9]{6})-?([0-9A-Z])(?:-([0-9]{2})(?:-([2-9]))?)?", typed)
        if found is None:
            raise CodeError("case_number.shape", "请输入回执上的 21 位办件编号；一件事的子办件后面还有“-01”。")
        region, day, sequence, check, member, attempt = found.groups()
        if mod_37_36.calc_check_digit(region + day + sequence) != check:
            raise CodeError("case_number.check", "办件编号有误，请对照回执逐位核对。")
        try:
            filed = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        except ValueError:
            raise CodeError("case_number.day", "办件编号中的日期不存在，请对照回执逐位核对。") from None
        return cls(region, filed, int(sequence), None if member is None else int(member), int(attempt or 1))

    @property
    def bundle(self) -> CaseNumber:
        """The number without its suffix."""
        return replace(self, member=None, attempt=1)

    def of_member(self, member: int, attempt: int = 1) -> CaseNumber:
        """The number of the n-th member, n from 1 to 99; one that is filed again keeps its suffix and counts its attempts."""
        return replace(self, member=member, attempt=attempt)

    @property
    def base(self) -> str:
        """The 21 characters without a suffix."""
        digits = f"{self.region}{self.day:%Y%m%d}{self.sequence:06d}"
        return digits + str(mod_37_36.calc_check_digit(digits))

    def __str__(self) -> str:
        if self.member is None:
            return self.base
        again = f"-{self.attempt}" if self.attempt > 1 else ""
        return f"{self.base}-{self.member:02d}{again}"


def query_code() -> str:
    """Six random digits printed on the receipt, to look progress up without a login."""
    return f"{secrets.randbelow(10**QUERY_CODE_DIGITS):0{QUERY_CODE_DIGITS}d}"
