"""Which column is what: fields, the headers by which they go, and the mapping a person may put right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bancheng.ground.codes import ITEM_TYPES, PROVINCES, CodeError, compact, credit_code
from bancheng.ground.law import Refused
from bancheng.registers.catalog.imports.guides import CONTACTS
from bancheng.registers.catalog.imports.guides import FIELDS as GUIDE_FIELDS
from bancheng.registers.catalog.imports.tables import Table, normalised
from bancheng.registers.catalog.types import ImportColumn, ImportReason

FIELDS = MappingProxyType(
    {
        "name": "事项名称",
        "department": "实施部门",
        "item_type": "事项类型",
        "item_type_name": "事项类型（名称）",
        "main_item": "主项名称",
        "basic_code": "基本编码",
        "implementation_code": "实施编码（31 位）",
        "local_code": "地方实施编码",
        "region": "行政区划代码",
        "uscc": "统一社会信用代码",
        "use_level": "行使层级",
        **GUIDE_FIELDS,
        **CONTACTS,
    }
)
REQUIRED = ("name", "department", "item_type")
"""Without these no row can be taken; a column for the name of the type does instead of one for its code."""

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": (
        *("事项名称", "政务服务事项名称", "实施事项名称", "办理事项名称", "子项名称", "服务事项名称", "名称", "事项"),
        *("item_name", "task_name", "name", "title", "item"),
    ),
    "department": (
        *(
            "实施部门",
            "实施主体",
            "实施主体名称",
            "实施机构",
            "实施单位",
            "部门",
            "部门名称",
            "所属部门",
            "单位",
            "单位名称",
            "责任部门",
        ),
        *("department", "dept", "dept_name", "organ", "organ_name", "organisation", "agency"),
    ),
    "item_type": (
        "事项类型",
        "事项类型代码",
        "类型代码",
        "权力类型",
        "类型",
        "事项类别",
        "task_type",
        "item_type",
        "type",
        "type_code",
    ),
    "item_type_name": (
        *("事项类型名称", "类型名称", "task_type_name", "item_type_name", "type_name"),
        *("task_type_text", "matter_type"),
    ),
    "main_item": (
        *("主项名称", "主项", "目录名称", "基本目录名称", "main_item", "main_name", "catalog_name"),
        *("cataname", "parent_catalog_name"),
    ),
    "basic_code": (
        "基本编码",
        "事项基本编码",
        "地方基本编码",
        "目录编码",
        "basic_code",
        "local_basic_code",
        "catalog_code",
        "cataid",
    ),
    "implementation_code": ("实施编码", "事项实施编码", "国家实施编码", "task_code", "implementation_code"),
    "local_code": (
        "地方实施编码",
        "地方编码",
        "地方事项编码",
        "事项编码",
        "事项代码",
        "local_task_code",
        "local_code",
        "item_code",
        "code",
    ),
    "region": (
        *("行政区划代码", "区划代码", "行政区划", "区划编码", "实施区划"),
        *("region", "region12", "region_code", "area_code", "areacode", "division_code"),
    ),
    "uscc": (
        "统一社会信用代码",
        "信用代码",
        "部门信用代码",
        "实施主体编码",
        "机构代码",
        "dept_uscc",
        "uscc",
        "credit_code",
        "dept_code",
    ),
    "use_level": ("行使层级", "行使层级代码", "实施层级", "use_level", "level", "matter_level"),
    "statutory": ("法定办结时限", "法定时限", "法定期限", "法定办理时限", "anticipate_day", "handle_time", "statutory"),
    "promised": (
        "承诺办结时限",
        "承诺时限",
        "承诺期限",
        "承诺办理时限",
        "promise_day",
        "handle_time_limit",
        "promised",
    ),
    "visits": (
        *("到现场次数", "到办事现场次数", "跑动次数", "到场次数", "最多跑几次"),
        *("limit_scene_num", "visit_number", "visits"),
    ),
    "requirements": ("受理条件", "申请条件", "办理条件", "accept_condition", "accept_standard", "requirements"),
    "audience": (
        "服务对象",
        "办理对象",
        "面向对象",
        "server_type",
        "service_object",
        "service_object_name",
        "audience",
    ),
    "materials": ("申请材料", "办理材料", "所需材料", "材料清单", "materials", "material_intro", "material_name"),
    "themes": ("主题分类", "事项主题", "主题", "theme", "theme_category", "topic_type"),
    "keywords": ("常用叫法", "事项简称", "别名", "俗称", "简称", "matter_short", "short_name", "alias"),
    "basis": ("设定依据", "法律依据", "实施依据", "依据", "by_law", "legal_basis", "basis"),
    "summary": ("事项简介", "简介", "事项说明", "summary", "description"),
    "address": ("办理地点", "办公地址", "办理地址", "transact_addr", "handle_location", "address"),
    "consult": ("咨询电话", "咨询方式", "联系电话", "link_way", "consult_phone", "phone"),
    "supervise": ("监督电话", "投诉电话", "监督投诉方式", "监督投诉电话", "supervise_way", "complain_phone"),
}
_BY_HEADER = {normalised(header): field for field, headers in _HEADERS.items() for header in headers}

Mapped = Mapping[str, str]
"""Column, by its number from 0 as text (JSON has no other keys), → field."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What the columns of one kind of file may be: field → label, header (normalised) → field, what no file may lack, and
    how the content of a field looks."""

    labels: Mapping[str, str]
    by_header: Mapping[str, str]
    required: tuple[str, ...]
    looks: Mapping[str, Callable[[str], object]]
    stands_for: Mapping[str, str]
    """A field that does instead of a required one."""

    @property
    def headers(self) -> frozenset[str]:
        return frozenset(self.by_header)


def guess(table: Table, of: Fields) -> dict[str, str]:
    """The mapping the headers suggest; each field goes to the first column that bears one of its names."""
    mapping: dict[str, str] = {}
    for column, header in enumerate(table.header):
        field = of.by_header.get(normalised(header), "")
        if field and field not in mapping.values():
            mapping[str(column)] = field
    return mapping


def checked(mapping: Mapped, table: Table, of: Fields) -> dict[str, str]:
    """A mapping a person made, in columns or in headers. Raises `Refused`: import.mapping."""
    by_header = {normalised(header): str(column) for column, header in reversed([*enumerate(table.header)])}
    found: dict[str, str] = {}
    for key, field in mapping.items():
        if not field:
            continue
        column = key if key.isascii() and key.isdigit() else by_header.get(normalised(key), "")
        if not column or int(column) >= len(table.header):
            raise Refused("import.mapping", f"文件中没有名为“{key}”的列，请核对列名。")
        if field not in of.labels:
            raise Refused("import.mapping", f"没有“{field}”这个字段，可以对应：{'、'.join(of.labels)}。")
        if field in found.values():
            raise Refused("import.mapping", f"有两列都对应到“{of.labels[field]}”，请只保留一列。")
        found[column] = field
    return found


def missing(mapping: Mapped, of: Fields) -> tuple[str, ...]:
    """The required fields that no column gives."""
    given = set(mapping.values())
    given |= {of.stands_for[field] for field in given if field in of.stands_for}
    return tuple(field for field in of.required if field not in given)


def describe(table: Table, mapping: Mapped, of: Fields) -> tuple[ImportColumn, ...]:
    """The columns with some of their values, for the page on which the mapping is put right."""
    columns = []
    for column, header in enumerate(table.header):
        cells = (cells[column].strip() for _, cells in table.rows.first(50) if column < len(cells))
        samples = tuple(dict.fromkeys(cell[:40] for cell in cells if cell))[:3]
        field = mapping.get(str(column), "")
        advice = "" if field else _suggested(table, column, set(mapping.values()), of)
        label = of.labels.get(advice, "")
        columns.append(ImportColumn(column, header, samples, field, of.labels.get(field, ""), advice, label))
    return tuple(columns)


def unused(table: Table, mapping: Mapped) -> tuple[ImportReason, ...]:
    """A note for each column that holds something and is taken for nothing: its cells are named, not lost."""
    filled: Counter[int] = Counter()
    for _, cells in table.rows:
        filled.update(column for column, cell in enumerate(cells) if cell and not cell.isspace())
    return tuple(
        ImportReason(
            "column.unused",
            f"列“{table.header[column] or _place(column)}”没有对应到字段，{filled[column]} 行有内容没有采用，"
            "可以在“没有采用的内容”中下载。",
        )
        for column in range(len(table.header))
        if str(column) not in mapping and filled[column]
    )


def leftover(table: Table, mapping: Mapped) -> Iterator[tuple[int, str, str]]:
    """(line, column, content) of every filled cell of a column that is taken for nothing."""
    columns = [(column, table.header[column] or _place(column)) for column in range(len(table.header))]
    left = [(column, header) for column, header in columns if str(column) not in mapping]
    for line, cells in table.rows:
        for column, header in left:
            if column < len(cells) and cells[column] and not cells[column].isspace():
                yield line, header, cells[column]


def _place(column: int) -> str:
    return f"第 {column + 1} 列"


def _suggested(table: Table, column: int, taken: set[str], of: Fields) -> str:
    """The field that a column's content looks like, "" where nothing is sure: four in five cells must fit."""
    cells = [
        compact(cells[column]) for _, cells in table.rows.first(200) if column < len(cells) and cells[column].strip()
    ]
    for field, fits in of.looks.items():
        if field not in taken and len(cells) >= 3 and sum(bool(fits(cell)) for cell in cells) * 5 >= len(cells) * 4:
            return field
    return ""


def _is_credit_code(text: str) -> bool:
    try:
        return len(text) == 18 and bool(credit_code(text))
    except CodeError:
        return False


_LOOKS: Mapping[str, Callable[[str], object]] = {
    "uscc": _is_credit_code,
    "implementation_code": re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9]{12}([0-9]{2})?", re.ASCII).fullmatch,
    "region": lambda text: re.fullmatch(r"[1-8][0-9]{5}([0-9]{6})?", text, re.ASCII) and text[:2] in PROVINCES,
    "basic_code": lambda text: re.fullmatch(r"[0-9]{12}", text, re.ASCII) and text[:2] in {*PROVINCES, "00"},
    "item_type_name": lambda text: text in {row.name for row in ITEM_TYPES.values()},
    "promised": re.compile(r"[0-9]{1,3}个?[(（]?(工作日|自然日|天)[)）]?").fullmatch,
    "department": re.compile(r"[^0-9a-zA-Z]{2,30}(局|委|办|厅|院|中心|公司|政府|委员会|办公室|支队|大队)").fullmatch,
}
"""By what the cells of a field are known, the surest first."""

ITEMS = Fields(
    FIELDS, MappingProxyType(_BY_HEADER), REQUIRED, _LOOKS, MappingProxyType({"item_type_name": "item_type"})
)
