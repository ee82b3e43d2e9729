"""Which column is what: fields, the headers by which they go, and the mapping a person may put right."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bancheng.ground.law import Refused
from bancheng.registers.catalog.imports.tables import Table, normalised
from bancheng.registers.catalog.types import ImportColumn

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
    "item_type_name": ("事项类型名称", "类型名称", "task_type_name", "item_type_name", "type_name"),
    "main_item": ("主项名称", "主项", "目录名称", "基本目录名称", "main_item", "main_name", "catalog_name"),
    "basic_code": (
        "基本编码",
        "事项基本编码",
        "地方基本编码",
        "目录编码",
        "basic_code",
        "local_basic_code",
        "catalog_code",
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
    "use_level": ("行使层级", "行使层级代码", "实施层级", "use_level", "level"),
}
_BY_HEADER = {normalised(header): field for field, headers in _HEADERS.items() for header in headers}
KNOWN_HEADERS = frozenset(_BY_HEADER)

Mapped = Mapping[str, str]
"""Column, by its number from 0 as text (JSON has no other keys), → field."""


def guess(table: Table) -> dict[str, str]:
    """The mapping the headers suggest; each field goes to the first column that bears one of its names."""
    mapping: dict[str, str] = {}
    for column, header in enumerate(table.header):
        field = _BY_HEADER.get(normalised(header), "")
        if field and field not in mapping.values():
            mapping[str(column)] = field
    return mapping


def checked(mapping: Mapped, table: Table) -> dict[str, str]:
    """A mapping a person made, in columns or in headers. Raises `Refused`: import.mapping."""
    by_header = {normalised(header): str(column) for column, header in reversed([*enumerate(table.header)])}
    found: dict[str, str] = {}
    for key, field in mapping.items():
        if not field:
            continue
        column = key if key.isascii() and key.isdigit() else by_header.get(normalised(key), "")
        if not column or int(column) >= len(table.header):
            raise Refused("import.mapping", f"文件中没有名为“{key}”的列，请核对列名。")
        if field not in FIELDS:
            raise Refused("import.mapping", f"没有“{field}”这个字段，可以对应：{'、'.join(FIELDS)}。")
        if field in found.values():
            raise Refused("import.mapping", f"有两列都对应到“{FIELDS[field]}”，请只保留一列。")
        found[column] = field
    return found


def missing(mapping: Mapped) -> tuple[str, ...]:
    """The required fields that no column gives."""
    given = set(mapping.values())
    if "item_type_name" in given:
        given.add("item_type")
    return tuple(field for field in REQUIRED if field not in given)


def describe(table: Table, mapping: Mapped) -> tuple[ImportColumn, ...]:
    """The columns with some of their values, for the page on which the mapping is put right."""
    columns = []
    for column, header in enumerate(table.header):
        cells = (cells[column].strip() for _, cells in table.rows[:50] if column < len(cells))
        samples = tuple(dict.fromkeys(cell[:40] for cell in cells if cell))[:3]
        field = mapping.get(str(column), "")
        columns.append(ImportColumn(column, header, samples, field, FIELDS.get(field, "")))
    return tuple(columns)
