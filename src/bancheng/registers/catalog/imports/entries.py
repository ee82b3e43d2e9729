"""One row of a list from above (行政许可事项清单, 权责清单) as its file has it: cleaned, every doubt said. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bancheng.ground.codes import half_width
from bancheng.registers.catalog.imports.columns import Fields
from bancheng.registers.catalog.imports.doubting import Doubted
from bancheng.registers.catalog.imports.tables import normalised

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "ordinal": "序号",
        "code": "编码",
        "name": "事项名称",
        "organ": "主管部门",
        "implementer": "实施机关",
        "basis": "设定和实施依据",
        "basics": "对应的基本编码",
    }
)
LONGEST = {"code": 40, "name": 200, "organ": 200, "implementer": 300, "basis": 500}
"""Of a name or a code too long the row is refused; the others are cut and told."""
COMPARED = ("name", "organ", "implementer", "basis")

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "ordinal": ("序号", "项目序号", "编号", "no", "number"),
    "code": ("编码", "事项编码", "项目编码", "职权编码", "权力编码", "权责编码", "主项编码", "代码", "code"),
    "name": (
        *("事项名称", "许可事项名称", "行政许可事项名称", "项目名称", "职权名称", "权力名称", "权责事项", "主项名称"),
        *("许可事项", "事项", "名称", "name"),
    ),
    "organ": (
        *("主管部门", "国务院主管部门", "中央主管部门", "省级主管部门", "行使主体", "责任主体", "部门", "部门名称"),
        *("organ", "department"),
    ),
    "implementer": ("实施机关", "实施主体", "实施部门", "实施层级和部门", "implementer"),
    "basis": (
        *("设定和实施依据", "设定依据", "实施依据", "法律依据", "职权依据", "权力依据", "依据", "basis"),
        "设定及实施依据",
    ),
    "basics": ("基本编码", "对应的基本编码", "基本目录编码", "basic_code"),
}
ENTRIES = Fields(
    LABELS,
    MappingProxyType({normalised(header): name for name, headers in _HEADERS.items() for header in headers}),
    required=("name",),
    looks=MappingProxyType({}),
    stands_for=MappingProxyType({}),
)
_CODES = re.compile(r"[、,，;；|\s]+")


@dataclass(slots=True)
class EntryRow(Doubted):
    """What a row says. `words`: of the columns that the file has, the text by field."""

    words: dict[str, str] = field(default_factory=dict)
    ordinal: str = ""
    code: str = ""
    basics: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.words.get("name", "")

    @property
    def key(self) -> tuple[str, str]:
        return key_of(self.name, self.words.get("organ", ""))


def key_of(name: str, organ: str) -> tuple[str, str]:
    """By what an entry without a code is known again in the next edition: its name and its organ, signs and spaces aside.

    The ordinal is not: every edition counts anew.
    """
    return normalised(half_width(name)), normalised(half_width(organ))


def entry_row(line: int, values: Mapping[str, str]) -> EntryRow:
    """Read one row; `values` by field."""
    row = EntryRow(line)
    row.ordinal = _clean(values.get("ordinal", ""))[:20]
    row.code = _clean(values.get("code", ""))
    if len(row.code) > LONGEST["code"]:
        row.say("refused", "entry.code", f"编码有 {len(row.code)} 个字符，超过 {LONGEST['code']} 个，请核对。")
    for name in COMPARED:
        if name in values:
            row.words[name] = _word(row, name, values[name])
    if not row.name:
        row.say("refused", "name.missing", "没有事项名称，请补上。")
    row.basics = tuple(dict.fromkeys(one for one in _CODES.split(values.get("basics", "").strip()) if one))
    return row


def _word(row: EntryRow, name: str, text: str) -> str:
    clean, longest = _clean(text), LONGEST[name]
    if len(clean) <= longest:
        return clean
    if name == "name":
        row.say("refused", "name.long", f"事项名称有 {len(clean)} 个字，超过 {longest} 个字，请缩短。")
    else:
        row.say("warned", f"{name}.long", f"{LABELS[name]}有 {len(clean)} 个字，只保留前 {longest} 个字，请核对。")
    return clean[:longest].rstrip()


def _clean(text: str) -> str:
    """In one paragraph, without signs that nobody sees."""
    visible = "".join(" " if sign.isspace() else sign for sign in text)
    return " ".join("".join(sign for sign in visible if unicodedata.category(sign)[0] != "C").split())
