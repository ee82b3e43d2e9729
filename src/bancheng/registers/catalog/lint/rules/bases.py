"""What counts as a legal basis, and all that a guide names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bancheng.registers.catalog.schema import Basis, GuideBody

_NOTHING = frozenset(
    {"", "无", "暂无", "没有", "待定", "待补充", "未知", "不详", "略", "/", "-", "—", "——", "见文件", "其他", "其它"}
)
_DIGITS = re.compile(r"[〔\[（(]\d{4}[〕\]）)]")
_LAWFUL = re.compile(
    "(?:法|法典|条例|办法|规定|细则|通知|通告|意见|决定|规则|标准|规范|公告|批复|方案|目录|解释|章程|规程|指引|指南|清单|纲要)$"
)
_PARENTHESES = re.compile(r"[（(][^（）()]*[）)]\s*$")


def names_law(law: str) -> bool:
    """Whether these words name a law, a regulation or a document at all; 单位要求, 惯例 and 无 do not."""
    name = law.strip()
    if name in _NOTHING:
        return False
    if "《" in name and "》" in name:
        return True
    return bool(_DIGITS.search(name) or _LAWFUL.search(_PARENTHESES.sub("", name)))


def founded(bases: Iterable[Basis]) -> bool:
    """Whether one of them names a law."""
    return any(names_law(basis.law) for basis in bases)


def every_basis(body: GuideBody) -> Iterator[tuple[str, Basis]]:
    """(path, basis) of every legal basis in a guide, in the order of the document."""
    yield from _listed("basis", body.basis)
    for index, requirement in enumerate(body.requirements):
        yield from _listed(f"requirements.{index}.basis", requirement.basis)
    yield from _listed("statutory.basis", body.statutory.basis)
    yield from _listed("promised.basis", body.promised.basis)
    for index, special in enumerate(body.special_procedures):
        yield from _listed(f"special_procedures.{index}.basis", special.basis)
    yield from _listed("visit_basis", body.visit_basis)
    for index, material in enumerate(body.materials):
        yield from _listed(f"materials.{index}.basis", material.basis)
    for index, fee in enumerate(body.fees.items):
        yield from _listed(f"fees.items.{index}.basis", fee.basis)
    for index, point in enumerate(body.points):
        yield from _listed(f"points.{index}.basis", point.basis)
    for index, use in enumerate(body.intermediaries):
        yield from _listed(f"intermediaries.{index}.basis", use.basis)


def _listed(path: str, bases: Iterable[Basis]) -> Iterator[tuple[str, Basis]]:
    for index, basis in enumerate(bases):
        yield f"{path}.{index}", basis
