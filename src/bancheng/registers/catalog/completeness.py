"""完整度: how many of the elements that the standard for implementation lists (GB/T 39046-2020) asks for are filled. Pure.

It says how much is written, not whether it is right: the examination (质检) tells that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bancheng.registers.catalog.types.standing import Completeness

Body = Mapping[str, Any]


def completeness(body: Body) -> Completeness:
    """The filled elements of a body, finished or not, and the names of those that are missing, in the order of the standard."""
    missing = tuple(label for label, filled in ELEMENTS if not filled(body))
    return Completeness(len(ELEMENTS) - len(missing), len(ELEMENTS), missing)


def _has(part: str) -> Callable[[Body], bool]:
    return lambda body: bool(body.get(part))


def _said(part: str) -> Callable[[Body], bool]:
    """Written at all: an empty list of materials says that none is asked for, 0 visits that nobody need come."""
    return lambda body: body.get(part) is not None


def _limit(part: str) -> Callable[[Body], bool]:
    def filled(body: Body) -> bool:
        limit = body.get(part)
        if not isinstance(limit, Mapping):
            return False
        return bool(limit.get("n") or limit.get("note") or limit.get("unit") == "instant")

    return filled


def _each(part: str, name: str) -> Callable[[Body], bool]:
    """Every row of a table has this; a table without rows lacks nothing."""
    return lambda body: body.get(part) is not None and all(row.get(name) for row in _rows(body, part))


def _some(part: str, name: str) -> Callable[[Body], bool]:
    return lambda body: any(row.get(name) for row in _rows(body, part))


def _rows(body: Body, part: str) -> list[Mapping[str, Any]]:
    rows = body.get(part)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []


def _copies(body: Body) -> bool:
    rows = _rows(body, "materials")
    counted = all(row.get("originals") or row.get("copies") or row.get("exempt") for row in rows)
    return body.get("materials") is not None and counted


def _forms(body: Body) -> bool:
    """A blank for each paper that is a form, unless it is made from what is filled in online."""
    forms = [row for row in _rows(body, "materials") if row.get("kind") == "form" and not row.get("generated")]
    return body.get("materials") is not None and all(row.get("attachments") for row in forms)


def _reason(body: Body) -> bool:
    return body.get("visits") is not None and (not body["visits"] or bool(body.get("visit_reason")))


def _review_standards(body: Body) -> bool:
    """What is looked at in at least one stage: as criteria, or as points of the operating procedure."""
    return bool(_rows(body, "points")) or _some("stages", "criteria")(body)


def _fees(body: Body) -> bool:
    fees = body.get("fees")
    if not isinstance(fees, Mapping) or "charged" not in fees:
        return False
    return bool(fees.get("items") if fees["charged"] else fees.get("statement"))


ELEMENTS: tuple[tuple[str, Callable[[Body], bool]], ...] = (
    ("一句话说明", _has("summary")),
    ("办件类型", _has("handling")),
    ("服务对象", _has("audience")),
    ("设定依据", _has("basis")),
    ("设定依据条款", lambda body: bool(_rows(body, "basis")) and _each("basis", "article")(body)),
    ("受理条件", _has("requirements")),
    ("法定办结时限", _limit("statutory")),
    ("承诺办结时限", _limit("promised")),
    ("到办事现场次数", _said("visits")),
    ("必须现场办理原因", _reason),
    ("办理形式", _has("channels")),
    ("申请材料", _said("materials")),
    ("材料依据", _each("materials", "basis")),
    ("材料份数", _copies),
    ("受理标准", _each("materials", "criteria")),
    ("空白表格", _forms),
    ("办理流程", _has("stages")),
    ("环节办理时限", _some("stages", "days")),
    ("环节审查标准", _review_standards),
    ("收费", _fees),
    ("办理结果", _has("results")),
    ("救济途径", _has("remedies")),
    ("主题分类", _has("themes")),
    ("常见问题", _has("faq")),
)
"""What the standard asks of a guide: the element's name, and whether a body has it."""
