"""What differs between two bodies, part by part: for the editor's banner, the comparison and the page of a conflict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from bancheng.doors.workbench.catalog.guide import rows
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
    "channels": _("办理形式"),
    "scope": _("通办范围"),
    "questions": _("情形"),
    "fields": _("表单"),
    "materials": _("材料"),
    "stages": _("流程"),
    "fees": _("收费"),
    "results": _("结果"),
    "quantity_limit": _("数量限制"),
    "intermediary": _("中介服务"),
    "notes": _("注意事项"),
    "remedies": _("救济"),
    "faq": _("常见问题"),
    "themes": _("主题"),
    "life_events": _("人生事件和经营阶段"),
    "groups": _("特定人群"),
    "keywords": _("搜索词"),
}
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
        Difference(part, str(PARTS.get(part, part)), shown(before.get(part)), shown(after.get(part)))
        for part in among
        if pruned(before.get(part)) != pruned(after.get(part))
    )


def complete(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body with all its defaults written out, if it is well-formed; as it is otherwise."""
    try:
        typed = GuideBody.model_validate({part: body[part] for part in GuideBody.model_fields if part in body})
    except ValidationError:
        return body
    whole: Mapping[str, Any] = typed.model_dump(mode="json")
    return whole


def pruned(value: Any) -> Any:
    """The value without what only says its default."""
    if isinstance(value, Mapping):
        kept = {key: pruned(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in EMPTY}
    return [pruned(item) for item in value] if isinstance(value, list | tuple) else value


def shown(value: Any) -> str:
    """A part of the body as people read it: words as they are, tables line by line under their Chinese names."""
    if value in (None, ""):
        return "—"
    if isinstance(value, str | int):
        return str(value)
    return yaml.safe_dump(_named(pruned(value)), allow_unicode=True, sort_keys=False, width=1000).strip()


def _named(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_label(key): _named(item) for key, item in value.items()}
    return [_named(item) for item in value] if isinstance(value, list) else value


def _label(key: str) -> str:
    return str(NAMES.get(key, key))


NAMES: Mapping[str, Any] = {
    name: field.label
    for form in (
        rows.FieldRow,
        rows.QuestionRow,
        rows.StageRow,
        rows.SpecialRow,
        rows.FeeRow,
        rows.BasisRow,
        rows.MaterialForm,
    )
    for name, field in form.base_fields.items()
} | {
    "n": _("数"),
    "unit": _("单位"),
    "charged": _("收费"),
    "statement": _("说明"),
    "items": _("项目"),
    "text": _("内容"),
}
