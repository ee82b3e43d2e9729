"""Codes of service items (政务服务事项): basic 12, implementation 31, handling item 33 characters.

    基本编码 (12)   = LL province (00 = national) · TT type · MMMMM main item · SSS sub-item (000 = none)
    实施编码 (31)   = credit code of the implementing body (18) · level of exercise (1) · basic code (12)
    业务办理项编码 (33) = implementation code (31) · sequence 01–99 (2)

Structure as decoded from the published codes of four provinces; types and levels from GB/T 39046-2020 A.1 and A.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .errors import CodeError
from .people import credit_code
from .text import compact

NATIONAL = "00"
PROVINCES: Mapping[str, str] = MappingProxyType(
    {
        "11": "北京市",
        "12": "天津市",
        "13": "河北省",
        "14": "山西省",
        "15": "内蒙古自治区",
        "21": "辽宁省",
        "22": "吉林省",
        "23": "黑龙江省",
        "31": "上海市",
        "32": "江苏省",
        "33": "浙江省",
        "34": "安徽省",
        "35": "福建省",
        "36": "江西省",
        "37": "山东省",
        "41": "河南省",
        "42": "湖北省",
        "43": "湖南省",
        "44": "广东省",
        "45": "广西壮族自治区",
        "46": "海南省",
        "50": "重庆市",
        "51": "四川省",
        "52": "贵州省",
        "53": "云南省",
        "54": "西藏自治区",
        "61": "陕西省",
        "62": "甘肃省",
        "63": "青海省",
        "64": "宁夏回族自治区",
        "65": "新疆维吾尔自治区",
        "71": "台湾省",
        "81": "香港特别行政区",
        "82": "澳门特别行政区",
    }
)


@dataclass(frozen=True, slots=True)
class ItemType:
    """One row of 事项类型代码. `letters` are pinyin; items `on_application` belong in the public portal."""

    code: str
    name: str
    letters: str
    on_application: bool


ITEM_TYPES: Mapping[str, ItemType] = MappingProxyType(
    {
        row.code: row
        for row in (
            ItemType("01", "行政许可", "XK", True),
            ItemType("02", "行政处罚", "CF", False),
            ItemType("03", "行政强制", "QZ", False),
            ItemType("04", "行政征收", "ZS", False),
            ItemType("05", "行政给付", "GF", True),
            ItemType("06", "行政检查", "JC", False),
            ItemType("07", "行政确认", "QR", True),
            ItemType("08", "行政奖励", "JL", True),
            ItemType("09", "行政裁决", "CJ", True),
            ItemType("10", "其他行政权力", "QT", True),
            ItemType("20", "公共服务", "GG", True),
        )
    }
)

LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "1": "国家级",
        "2": "省级",
        "3": "市级",
        "4": "县级",
        "5": "镇（乡、街道）级",
        "6": "村（社区）级",
        "7": "分级管理",
    }
)


@dataclass(frozen=True, slots=True)
class BasicCode:
    """基本编码. `str()` gives its 12 digits."""

    province: str
    type: str
    main: str
    sub: str

    @classmethod
    def parse(cls, text: str) -> BasicCode:
        """Read 12 digits; an impossible province or type raises `CodeError`. National codes are read, never minted."""
        code = compact(text)
        if not re.fullmatch(r"[0-9]{12}", code):
            raise CodeError("basic_code.shape", "基本编码应为 12 位数字。")
        found = cls(code[:2], code[2:4], code[4:9], code[9:])
        found._check()
        return found

    @classmethod
    def mint(cls, province: str, type: str, main: int, sub: int = 0) -> BasicCode:
        """Compose a new provincial code. 00 belongs to the national catalogue: refused with `CodeError`."""
        if province == NATIONAL:
            raise CodeError("basic_code.national", "00 开头的编码由国家目录赋码，请使用本省代码。")
        if not 0 < main < 100_000 or not 0 <= sub < 1000:
            raise CodeError("basic_code.range", "主项序号应为 1 至 99999，子项序号应为 0 至 999。")
        made = cls(province, type, f"{main:05d}", f"{sub:03d}")
        made._check()
        return made

    @property
    def is_national(self) -> bool:
        return self.province == NATIONAL

    @property
    def parent(self) -> BasicCode | None:
        """The main item of a sub-item; None for a main item."""
        return None if self.sub == "000" else BasicCode(self.province, self.type, self.main, "000")

    def _check(self) -> None:
        if self.province != NATIONAL and self.province not in PROVINCES:
            raise CodeError("basic_code.province", f"基本编码前两位 {self.province} 不是省级行政区划代码。")
        # 11–19 and from 21 on are open for extension (GB/T 39046 A.1); 00 is the class of all powers, not a type.
        if not re.fullmatch(r"[0-9]{2}", self.type) or self.type == "00":
            raise CodeError("basic_code.type", f"基本编码第三、四位 {self.type} 不是事项类型代码。")

    def __str__(self) -> str:
        return f"{self.province}{self.type}{self.main}{self.sub}"


@dataclass(frozen=True, slots=True)
class ImplementationCode:
    """实施编码. `str()` gives its 31 characters."""

    credit_code: str
    level: str
    basic: BasicCode

    @classmethod
    def parse(cls, text: str, *, strict: bool = True) -> ImplementationCode:
        """Read 31 characters; `strict=False` takes a credit code with a wrong check digit, as real catalogues hold."""
        code = compact(text)
        if not re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9]{12}", code):
            raise CodeError("implementation_code.shape", "实施编码应为 18 位信用代码、1 位行使层级和 12 位基本编码。")
        if strict:
            credit_code(code[:18])
        return cls(code[:18], code[18], BasicCode.parse(code[19:]))

    def __str__(self) -> str:
        return f"{self.credit_code}{self.level}{self.basic}"


@dataclass(frozen=True, slots=True)
class HandlingCode:
    """业务办理项编码. `str()` gives its 33 characters."""

    implementation: ImplementationCode
    sequence: int

    @classmethod
    def parse(cls, text: str, *, strict: bool = True) -> HandlingCode:
        """Read 33 characters; as `ImplementationCode.parse`."""
        code = compact(text)
        if not re.fullmatch(r"[0-9A-Z]{31}[0-9]{2}", code) or code.endswith("00"):
            raise CodeError("handling_code.shape", "业务办理项编码应为 31 位实施编码和 01 至 99 的两位顺序码。")
        return cls(ImplementationCode.parse(code[:31], strict=strict), int(code[31:]))

    def __str__(self) -> str:
        return f"{self.implementation}{self.sequence:02d}"


def implementation_code(owner: str, level: str, basic: BasicCode | str) -> ImplementationCode:
    """Compose an implementation code from the owner's credit code, the level 1–7 and the basic code."""
    if level not in LEVELS:
        raise CodeError("implementation_code.level", f"行使层级应为 1 至 7：{level}")
    return ImplementationCode(
        credit_code(owner), level, basic if isinstance(basic, BasicCode) else BasicCode.parse(basic)
    )


def handling_code(implementation: ImplementationCode | str, sequence: int) -> HandlingCode:
    """Compose the code of the n-th handling item, n from 1 to 99."""
    if not 0 < sequence < 100:
        raise CodeError("handling_code.range", "业务办理项的顺序码应为 1 至 99。")
    if isinstance(implementation, str):
        implementation = ImplementationCode.parse(implementation)
    return HandlingCode(implementation, sequence)
