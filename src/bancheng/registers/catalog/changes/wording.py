"""The text of an announcement, and the names of what an adjustment changes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from bancheng.registers.catalog.schema import GuideBody

PARTS: Mapping[str, str] = {
    "summary": "事项简介",
    "handling": "办件类型",
    "audience": "服务对象",
    "basis": "设定依据",
    "requirements": "受理条件",
    "statutory": "法定办结时限",
    "promised": "承诺办结时限",
    "promise_includes_special": "特别程序是否计入承诺",
    "special_procedures": "特别程序",
    "visits": "到现场次数",
    "visit_reason": "到现场的原因",
    "visit_basis": "到现场的依据",
    "channels": "办理形式",
    "scope": "通办范围",
    "questions": "情形",
    "fields": "申请表",
    "materials": "申请材料",
    "stages": "办理流程",
    "points": "操作规程",
    "fees": "收费",
    "results": "办理结果",
    "quantity_limit": "数量限制",
    "intermediary": "中介服务",
    "intermediaries": "中介服务",
    "data_needs": "数据共享需求",
    "cross": "跨省通办要素",
    "commitment": "告知承诺",
    "no_commitment": "告知承诺",
    "notes": "注意事项",
    "remedies": "救济途径",
    "faq": "常见问题",
    "themes": "主题",
    "life_events": "人生事件和经营阶段",
    "groups": "特定人群",
    "keywords": "搜索词",
}
"""Every part of a guide by its name in an announcement; a test holds it to the schema."""
KEPT = "此前已经收下的办件，按收件时的办事指南继续办理。"


def changed_parts(before: GuideBody, after: GuideBody) -> tuple[str, ...]:
    """The names of the parts in which two guides differ, in the order of the guide, each once."""
    names = [label for part, label in PARTS.items() if getattr(before, part) != getattr(after, part)]
    return tuple(dict.fromkeys(names))


def notice(
    *, kind: str, name: str, code: str, organ: str, on: date, basis: str, opened: Sequence[str] = (),
    closing: Sequence[str] = (), elements: Sequence[str] = (),
) -> str:  # fmt: skip
    """The body of an announcement. `opened`, `closing`: names of organs that begin and that stop; `elements`: see above."""
    begun = f"根据{basis}，自 {on.year} 年 {on.month} 月 {on.day} 日起，"
    what = f"“{name}”（编码 {code}）"
    stops = f"{_listed(closing)}不再受理。" if closing else ""
    if kind == "hand_down":
        return f"{begun}{what}由{organ}下放，由{_listed(opened)}实施。{stops}{KEPT}"
    if kind == "take_over":
        return f"{begun}{what}由{_listed(opened)}承接实施。{stops}{KEPT}"
    if kind == "cancel":
        forbidden = "任何单位不得以备案、登记、认证等名目变相保留，也不得转由行业协会办理。"
        return f"{begun}取消{what}。{stops}{KEPT}{forbidden}"
    return f"{begun}{organ}的{what}作如下调整：{_listed(elements)}。{KEPT}"


def _listed(names: Iterable[Any]) -> str:
    return "、".join(dict.fromkeys(str(name) for name in names))
