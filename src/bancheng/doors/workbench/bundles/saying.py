"""A part of a bundle's text as people read it, line by line: to lay two texts side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.bundles.rows import KINDS, REFUSALS, WHO
from bancheng.registers.catalog.types import AUDIENCES

PARTS: Mapping[str, Any] = {
    "summary": gettext_lazy("一句话说明"),
    "audience": gettext_lazy("谁可以办"),
    "keywords": gettext_lazy("搜索词"),
    "basis": gettext_lazy("文件依据"),
    "members": gettext_lazy("成员事项"),
    "feeds": gettext_lazy("前置关系"),
    "questions": gettext_lazy("情形"),
    "unfit": gettext_lazy("不适用的情形"),
    "unfit_note": gettext_lazy("不适用的怎样办"),
    "resolutions": gettext_lazy("合并规则"),
    "visits": gettext_lazy("到现场次数"),
    "visit_reason": gettext_lazy("到现场的原因"),
    "inspect_together": gettext_lazy("联合踏勘"),
    "steps": gettext_lazy("步骤"),
    "plan": gettext_lazy("实施方案"),
}
NAMES: Mapping[str, Any] = {
    "law": gettext_lazy("文件"),
    "article": gettext_lazy("条款"),
    "text": gettext_lazy("原文"),
    "label": gettext_lazy("名称"),
    "item": gettext_lazy("事项编号"),
    "when": gettext_lazy("条件"),
    "why": gettext_lazy("说明"),
    "before": gettext_lazy("前一个"),
    "after": gettext_lazy("后一个"),
    "material": gettext_lazy("材料"),
    "elements": gettext_lazy("带出的表单项"),
    "refusal": gettext_lazy("前者未通过时"),
    "element": gettext_lazy("数据元"),
    "kind": gettext_lazy("种类"),
    "options": gettext_lazy("选项"),
    "code": gettext_lazy("代码"),
    "attribute": gettext_lazy("哪一点"),
    "member": gettext_lazy("以谁的为准"),
    "reason": gettext_lazy("理由"),
    "name": gettext_lazy("名称"),
    "who": gettext_lazy("谁来做"),
    "note": gettext_lazy("说明"),
    "goal": gettext_lazy("目标"),
    "measures": gettext_lazy("措施"),
    "division": gettext_lazy("职责分工"),
    "milestones": gettext_lazy("时间节点"),
    "on": gettext_lazy("日期"),
    "value": gettext_lazy("代码"),
    "hint": gettext_lazy("提示"),
    "unit": gettext_lazy("单位"),
    "key": gettext_lazy("标识"),
}
WORDS: Mapping[str, Mapping[str, Any]] = {"refusal": REFUSALS, "who": WHO, "kind": KINDS, "audience": AUDIENCES}
BLANK: tuple[Any, ...] = (None, "", [], {}, ())


def said(part: str, value: Any) -> str:
    """Words as they are, tables line by line. “—” where nothing is written, or only what its default says."""
    named = _named(part, _kept(value))
    if named in BLANK or (part == "visits" and not value):
        return "—"
    if not isinstance(named, list | Mapping):
        return str(named)
    return yaml.safe_dump(named, allow_unicode=True, sort_keys=False, width=1000).strip()


def _kept(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {str(key): _kept(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in BLANK}
    return [_kept(one) for one in value] if isinstance(value, list | tuple) else value


def _named(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(NAMES.get(key, key)): _named(key, one) for key, one in value.items()}
    if isinstance(value, list):
        return [_named(name, one) for one in value]
    if isinstance(value, bool):
        return str(_("是")) if value else str(_("否"))
    return str(WORDS.get(name, {}).get(value, value)) if isinstance(value, str) else value
