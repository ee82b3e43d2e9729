"""What differs between two bodies, part by part: for the editor's banner, the comparison and the page of a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter, ValidationError

from bancheng.doors.workbench.catalog.guide.reading import shown
from bancheng.registers.catalog.types import GuideBody

PARTS: Mapping[str, Any] = {
    "summary": _("一句话说明"),
    "handling": _("办件类型"),
    "audience": _("服务对象"),
    "basis": _("依据"),
    "requirements": _("受理条件"),
    "statutory": _("法定办结时限"),
    "promised": _("承诺办结时限"),
    "promise_includes_special": _("特别程序是否计入承诺"),
    "special_procedures": _("特别程序"),
    "visits": _("到现场次数"),
    "visit_reason": _("到现场的原因"),
    "visit_basis": _("到现场的依据"),
    "channels": _("办理形式"),
    "scope": _("通办范围"),
    "questions": _("情形"),
    "fields": _("表单"),
    "materials": _("材料"),
    "stages": _("流程"),
    "points": _("操作规程"),
    "fees": _("收费"),
    "results": _("结果"),
    "quantity_limit": _("数量限制"),
    "intermediary": _("中介服务"),
    "intermediaries": _("中介服务事项"),
    "data_needs": _("数据共享需求"),
    "cross": _("跨省通办"),
    "commitment": _("告知承诺"),
    "no_commitment": _("不适用告知承诺的原因"),
    "notes": _("注意事项"),
    "remedies": _("救济"),
    "faq": _("常见问题"),
    "themes": _("主题"),
    "life_events": _("人生事件和经营阶段"),
    "groups": _("特定人群"),
    "keywords": _("搜索词"),
}
SETS = {
    "audience",
    "channels",
    "themes",
    "life_events",
    "groups",
    "keywords",
    "delivery",
    "after",
    "supervising",
    "enforcing",
}
"""Lists in which the order says nothing."""
EMPTY: tuple[Any, ...] = (None, "", [], (), {}, False)


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that is not the same; the texts are its two states as people can read them."""

    part: str
    label: str
    before: str
    after: str


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], among: Iterable[str] = PARTS
) -> tuple[Difference, ...]:
    """The parts that differ, in the order of the guide. A default that is left out equals one that is written."""
    before, after = complete(before), complete(after)
    return tuple(
        Difference(part, str(PARTS.get(part, part)), shown(before.get(part), part), shown(after.get(part), part))
        for part in among
        if unordered(pruned(before.get(part)), part) != unordered(pruned(after.get(part)), part)
    )


def complete(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parts with all their defaults written out. One that is not well-formed stays as it is, alone: what is wrong
    with one part of a draft must not make the others look changed. Nothing at all has no defaults either."""
    return {part: _completed(part, body) for part in PARTS if part in body or (body and part in _DEFAULTS)}


def _completed(part: str, body: Mapping[str, Any]) -> Any:
    if part not in body:
        return _DEFAULTS[part]
    adapter, value = _ADAPTERS[part], body[part]
    value = value.strip() if isinstance(value, str) else value
    try:
        return adapter.dump_python(adapter.validate_python(value), mode="json")
    except ValidationError:
        return value


_ADAPTERS: Mapping[str, TypeAdapter[Any]] = {
    part: TypeAdapter(cast(Any, field.annotation)) for part, field in GuideBody.model_fields.items()
}
_DEFAULTS: Mapping[str, Any] = {
    part: field.get_default() for part, field in GuideBody.model_fields.items() if not field.is_required()
}


def pruned(value: Any) -> Any:
    """The value without what only says its default."""
    if isinstance(value, Mapping):
        kept = {key: pruned(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in EMPTY}
    return [pruned(item) for item in value] if isinstance(value, list | tuple) else value


def unordered(value: Any, name: str) -> Any:
    """The value with its sets in one order, so that only what they hold is compared."""
    if isinstance(value, Mapping):
        return {key: unordered(item, key) for key, item in value.items()}
    if not isinstance(value, list):
        return value
    items = [unordered(item, "") for item in value]
    return sorted(items, key=str) if name in SETS else items
