"""One row of a stranger's table as a candidate for the catalogue: cleaned, read, and every doubt said. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from bancheng.ground.codes import (
    ITEM_TYPES,
    LEVELS,
    PROVINCES,
    BasicCode,
    CodeError,
    HandlingCode,
    ImplementationCode,
    compact,
    credit_code,
    half_width,
    region_code,
)
from bancheng.ground.codes.text import LONGEST as LONGEST_CODE
from bancheng.registers.catalog.imports.doubting import Doubted
from bancheng.registers.catalog.imports.guides import read_guide

LONGEST = {"name": 200, "main_item": 200, "department": 100, "local_code": 100}
LABELS = {"name": "事项名称", "main_item": "主项名称", "department": "实施部门", "local_code": "地方编码"}

CODES = {
    "basic_code": "基本编码",
    "implementation_code": "实施编码",
    "uscc": "统一社会信用代码",
    "use_level": "行使层级",
    "item_type": "事项类型",
    "item_type_name": "事项类型名称",
}

_TYPES = {row.name: code for code, row in ITEM_TYPES.items()}
_TYPES |= {row.letters: code for code, row in ITEM_TYPES.items()}
_TYPES |= {"其他类别事项": "10", "其他": "10", "许可": "01", "确认": "07", "给付": "05", "奖励": "08", "裁决": "09"}
_TYPES |= {"公共服务事项": "20", "行政许可事项": "01", "其他权力": "10", "其他行政权力事项": "10"}
_LEVELS = {word: code for code, label in LEVELS.items() for word in (label, label.removesuffix("级"))}
_LEVELS |= {
    "镇级": "5",
    "乡级": "5",
    "乡镇": "5",
    "乡镇级": "5",
    "街道": "5",
    "街道级": "5",
    "村级": "6",
    "社区级": "6",
    "区级": "4",
}
_LETTERS = re.compile("[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_UNTIDY = re.compile("^ | $|  |[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


@dataclass(slots=True)
class Candidate(Doubted):
    """What a row says. `refused` tells that it cannot be taken; `reasons` are all that was repaired, doubted or refused."""

    name: str = ""
    main_item: str = ""
    department: str = ""
    item_type: str = ""
    region: str = ""
    uscc: str = ""
    uscc_valid: bool = False
    use_level: str = ""
    basic_code: str = ""
    local_code: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    papers: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    contacts: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> tuple[str, ...]:
        """What must be equal for two rows to say the same."""
        return (
            self.name,
            self.main_item,
            self.department,
            self.item_type,
            self.region,
            self.basic_code,
            self.local_code,
        )


def candidate(line: int, values: Mapping[str, str], *, default_region: str = "") -> Candidate:
    """Read one row; `values` by field. `default_region` (12 digits) is for rows that name none."""
    row = Candidate(line)
    for name in ("name", "main_item", "department"):
        setattr(row, name, _cleaned(row, name, values.get(name, "")))
    if not row.name:
        row.say("refused", "name.missing", "没有事项名称，请补上。")
    if not row.department:
        row.say("refused", "department.missing", "没有实施部门，请补上。")
    _read_region(row, values.get("region", ""), default_region)
    _read_type(row, values.get("item_type", ""), values.get("item_type_name", ""))
    _refuse_endless(row, values)
    _read_codes(row, values)
    _read_credit_code(row, values.get("uscc", ""))
    _read_level(row, values.get("use_level", ""))
    if not row.refused:
        read_guide(row, values)
    return row


def _cleaned(row: Candidate, name: str, text: str) -> str:
    """Without invisible signs and needless spaces, letters and digits half-width; what was changed is said."""
    label = LABELS[name]
    if len(text) <= LONGEST[name] and text.isprintable() and not _UNTIDY.search(text):
        return text  # nearly every cell is clean: what follows looks at each sign
    visible = "".join(" " if sign in "\t\n\r\u00a0\u3000" else sign for sign in text)
    visible = "".join(sign for sign in visible if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"})
    narrow = _LETTERS.sub(lambda found: half_width(found[0]), visible)
    clean = " ".join(narrow.split())
    if clean != text:
        row.say("repaired", f"{name}.cleaned", f"{label}中的全角字母数字、多余空格或不可见字符已清理。")
    if len(clean) > LONGEST[name]:
        row.say("refused", f"{name}.long", f"{label}有 {len(clean)} 个字，超过 {LONGEST[name]} 个字，请缩短。")
        return clean[: LONGEST[name]]
    return clean


def _read_region(row: Candidate, text: str, default: str) -> None:
    if not text.strip():
        row.region = default
        if default:
            row.say("note", "region.default", f"没有区划代码，按默认区划 {default} 导入。")
        else:
            row.say("refused", "region.missing", "没有区划代码，请补上，或者在导入时选择默认区划。")
        return
    try:
        row.region = region_code(text)
    except CodeError as error:
        row.say("refused", "region.shape", f"区划代码“{text.strip()[:20]}”不对：{error.sentence}")
        return
    if row.region[:2] not in PROVINCES:
        row.say("refused", "region.shape", f"区划代码“{row.region}”的前两位不是省级代码。")


def _read_type(row: Candidate, code: str, name: str) -> None:
    """By name where both are given and differ: the numbers beyond the standard's are each locality's own."""
    by_code, by_name = _type(code), _type(name)
    row.item_type = by_name or by_code
    if not compact(code) and not compact(name):
        row.say("refused", "type.missing", "没有事项类型，请补上。")
    elif not row.item_type:
        told = (name.strip() or code.strip())[:20]
        near = get_close_matches(compact(told), _TYPES, n=1, cutoff=0.5)
        advice = f"是不是“{near[0]}”？" if near else ""
        sentence = f"不认识事项类型“{told}”，{advice}请改为“行政许可”“公共服务”等名称或者两位代码。"
        row.say("refused", "type.unknown", sentence)
    elif by_name and compact(code) and not by_code:
        row.say(
            "repaired",
            "type.by_name",
            f"事项类型代码“{code.strip()[:10]}”不在国家标准中，按名称“{name.strip()[:20]}”导入。",
        )
    elif by_code and compact(name) and not by_name:
        row.say("repaired", "type.by_code", f"不认识事项类型名称“{name.strip()[:20]}”，按代码 {by_code} 导入。")
    elif by_code and by_name and by_code != by_name:
        sentence = f"事项类型代码是{ITEM_TYPES[by_code].name}，名称是{ITEM_TYPES[by_name].name}，按名称导入，请核对。"
        row.say("warned", "type.conflict", sentence)
    elif not ITEM_TYPES[row.item_type].on_application:
        row.say(
            "warned",
            "type.not_on_application",
            f"{ITEM_TYPES[row.item_type].name}不是依申请办理的事项，请核对是否应当导入。",
        )


def _type(text: str) -> str:
    short = compact(text)
    if short.isascii() and short.isdigit():
        code = short.zfill(2)
        return code if code in ITEM_TYPES else ""
    return _TYPES.get(short, "")


def _read_codes(row: Candidate, values: Mapping[str, str]) -> None:
    """The basic code; and a local one, under which every code is kept that was not taken over as it is."""
    given, local = (" ".join(values.get(name, "").split()) for name in ("basic_code", "local_code"))
    basic, whole = compact(given), compact(values.get("implementation_code", ""))
    if whole:
        basic, local = _read_whole(row, whole, basic, local)
    if basic and not _is_basic(basic):
        local = local or given
        kept = "作为地方编码保留" if given in local else "没有采用"
        row.say("note", "code.local", f"“{given[:40]}”不是 12 位基本编码，{kept}，导入后待赋码。")
    elif basic:
        row.basic_code = basic if _may_be_used(row, BasicCode.parse(basic)) else ""
        local = local or ("" if row.basic_code else whole)
    else:
        row.say("note", "code.missing", "没有 12 位基本编码，导入后待赋码。")
    row.local_code = local
    if len(local) > LONGEST["local_code"]:
        row.say("refused", "local_code.long", f"地方编码超过 {LONGEST['local_code']} 个字符，请核对。")


def _read_whole(row: Candidate, whole: str, basic: str, local: str) -> tuple[str, str]:
    """The basic and the local code as an implementation code of 31 signs, or a handling code of 33, completes them."""
    try:
        if len(whole) == 33:
            parsed = HandlingCode.parse(whole, strict=False).implementation
            row.say(
                "note",
                "code.handling",
                f"33 位是业务办理项编码，前 31 位作为实施编码，整个编码作为地方编码保留：{whole}。",
            )
            local = local or whole
        else:
            parsed = ImplementationCode.parse(whole, strict=False)
    except CodeError as error:
        row.say("note", "code.implementation", f"实施编码没有采用，作为地方编码保留：{error.sentence}")
        return basic, local or whole
    if basic and basic != str(parsed.basic):
        row.say(
            "warned", "code.differs", f"基本编码 {basic} 与实施编码中的 {parsed.basic} 不同，采用基本编码，请核对。"
        )
        local = local or whole
    row.use_level, row.uscc = parsed.level, parsed.credit_code
    return basic or str(parsed.basic), local


def _refuse_endless(row: Candidate, values: Mapping[str, str]) -> None:
    """No code is longer than what `compact` folds: what is, is named here, for below it reads as nothing."""
    for name, label in CODES.items():
        if len(values.get(name, "")) > LONGEST_CODE:
            row.say("warned", "code.endless", f"{label}超过 {LONGEST_CODE} 个字符，不是编码，没有采用，请核对。")


def _is_basic(text: str) -> bool:
    try:
        BasicCode.parse(text)
    except CodeError:
        return False
    return True


def _may_be_used(row: Candidate, code: BasicCode) -> bool:
    """Whether the code fits type and place of the row; otherwise why not."""
    if row.item_type and code.type != row.item_type:
        sentence = f"基本编码 {code} 的类型是 {code.type}，与事项类型 {row.item_type} 不一致，没有采用，请核对。"
        row.say("warned", "code.type", sentence)
        return False
    if not code.is_national and row.region and code.province != row.region[:2]:
        row.say("warned", "code.province", f"基本编码 {code} 不是本省编码，没有采用，请核对。")
        return False
    return True


def _read_credit_code(row: Candidate, text: str) -> None:
    if not compact(text) and row.uscc:
        row.say("note", "uscc.from_code", "统一社会信用代码取自实施编码。")
    elif row.uscc and compact(text) != row.uscc:
        row.say("warned", "uscc.differs", f"统一社会信用代码与实施编码中的 {row.uscc} 不同，采用前者，请核对。")
    row.uscc = (compact(text) or row.uscc)[:40]
    if not row.uscc:
        row.say("warned", "uscc.missing", "没有统一社会信用代码，暂不能生成实施编码。")
        return
    try:
        row.uscc = credit_code(row.uscc)
        row.uscc_valid = True
    except CodeError:
        row.say("warned", "uscc.invalid", f"统一社会信用代码“{row.uscc}”校验不通过，暂不能生成实施编码，请核对。")


def _read_level(row: Candidate, text: str) -> None:
    short = compact(text)
    if short in LEVELS:
        row.use_level = short
    elif short:
        row.use_level = _LEVELS.get(short, row.use_level)
        if not row.use_level:
            row.say("warned", "level.unknown", f"不认识行使层级“{short[:10]}”，按区划的层级导入，请核对。")
    if not row.use_level and row.region:
        kept = len(row.region.rstrip("0"))
        row.use_level = next(level for end, level in ((2, "2"), (4, "3"), (6, "4"), (9, "5"), (12, "6")) if kept <= end)
