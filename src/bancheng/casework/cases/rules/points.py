"""Review points judged by rule: the same file gives the same answer to every reviewer (FLW-29). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from bancheng.ground.codes import half_width
from bancheng.ground.law import Refused, 行政许可法
from bancheng.registers.catalog.types import ReviewPoint

ARTICLE = 行政许可法("第三十四条")
NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?", re.ASCII)
AGREE, DISAGREE, OPEN = "agree", "disagree", ""
MET = {True: "符合", False: "不符合"}


def proposed(met: Iterable[bool | None]) -> str:
    """All met: agree; one not met: disagree; else open until a person has judged the rest."""
    found = tuple(met)
    if any(one is False for one in found):
        return DISAGREE
    return OPEN if any(one is None for one in found) else AGREE


def sentence(met: Iterable[bool | None]) -> str:
    """The proposal in words."""
    found = tuple(met)
    left = sum(one is None for one in found)
    match proposed(found):
        case "disagree":
            return f"按要点有 {sum(one is False for one in found)} 条不符合，建议不同意。"
        case "agree":
            return "各条要点都符合，建议同意。" if found else "这个环节没有列要点，由审查人员判断。"
    return f"还有 {left} 条要由您判断；全部符合的，建议同意，有一条不符合的，建议不同意。"


def number(typed: str, point: ReviewPoint) -> Decimal:
    """The value as typed. Raises Refused cases.point_value."""
    text = half_width(typed).replace(",", "").strip()
    if not NUMBER.fullmatch(text):
        raise Refused("cases.point_value", f"请在“{point.text}”中填写数值，单位是{point.unit}。", ARTICLE)
    return Decimal(text)


def by_value(point: ReviewPoint, found: object) -> tuple[bool | None, str]:
    """Whether the number of the form meets the point, and that number; (None, "") where the form has none."""
    text = half_width(str(found)).strip() if found is not None and not isinstance(found, bool) else ""
    if not NUMBER.fullmatch(text):
        return None, ""
    return point.within(Decimal(text)), text
