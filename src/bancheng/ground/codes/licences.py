"""Identifiers of electronic licences (电子证照标识, GB/T 36904).

    1.2.156.3005.2.<type 21>.<issuer>.<serial ≤ 32>.<version 3>.<check 1>

The check character is ISO 7064 MOD 37,36 over type, issuer, serial and version without dots and without the root.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from stdnum.iso7064 import mod_37_36

from .errors import CodeError
from .text import half_width

ROOT = "1.2.156.3005.2"


@dataclass(frozen=True, slots=True)
class LicenceId:
    """`type` is the credit code of the department in charge and three digits; `issuer` a credit code or a region code.

    `str()` gives the whole identifier with its check character.
    """

    type: str
    issuer: str
    serial: str
    version: int = 1

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}[0-9]{3}", self.type):
            raise CodeError("licence_id.type", "证照类型代码应为 18 位信用代码和 3 位顺序号。")
        if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}|[0-9]{6}|[0-9]{12}", self.issuer):
            raise CodeError("licence_id.issuer", "颁发机构代码应为统一社会信用代码或者行政区划代码。")
        if not re.fullmatch(r"[0-9A-Z]{1,32}", self.serial):
            raise CodeError("licence_id.serial", "证照流水号应为 1 至 32 位数字或者大写字母。")
        if not 0 < self.version < 1000:
            raise CodeError("licence_id.version", "证照版本号应为 001 至 999。")

    @classmethod
    def parse(cls, text: str) -> LicenceId:
        """Read an identifier; a wrong shape or check character raises `CodeError`."""
        typed = re.sub(r"\s", "", half_width(text)).upper()
        found = re.fullmatch(rf"{re.escape(ROOT)}\.([^.]+)\.([^.]+)\.([^.]+)\.([0-9]{{3}})\.([0-9A-Z])", typed)
        if found is None:
            raise CodeError("licence_id.shape", f"电子证照标识应以 {ROOT} 开头，共五段，用点隔开。")
        type_, issuer, serial, version, check = found.groups()
        read = cls(type_, issuer, serial, int(version))
        if read.check != check:
            raise CodeError("licence_id.check", "电子证照标识有误，请重新扫描或者核对。")
        return read

    @property
    def check(self) -> str:
        """The check character."""
        return str(mod_37_36.calc_check_digit(f"{self.type}{self.issuer}{self.serial}{self.version:03d}"))

    def next_version(self) -> LicenceId:
        """The identifier of the version that replaces this one."""
        return replace(self, version=self.version + 1)

    def __str__(self) -> str:
        return f"{ROOT}.{self.type}.{self.issuer}.{self.serial}.{self.version:03d}.{self.check}"
