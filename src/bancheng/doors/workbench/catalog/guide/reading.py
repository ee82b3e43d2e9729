"""A part of a guide's body as people read it: every name and every code under its Chinese word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import yaml
from django import forms as django_forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.guide import forms, picking, points, rows
from bancheng.registers.catalog import selectors

Fields = Mapping[str, django_forms.Field]

ROWS: Mapping[str, Fields] = {
    "basis": rows.BasisRow.base_fields,
    "visit_basis": rows.BasisRow.base_fields,
    "requirements": rows.RequirementRow.base_fields,
    "special_procedures": rows.SpecialRow.base_fields,
    "questions": rows.QuestionRow.base_fields,
    "fields": rows.FieldRow.base_fields,
    "materials": rows.MaterialForm.base_fields,
    "stages": rows.StageRow.base_fields,
    "points": points.PointRow.base_fields,
    "fees": rows.FeeRow.base_fields,
    "items": rows.FeeRow.base_fields,
    "results": rows.ResultRow.base_fields,
    "faq": rows.FaqRow.base_fields,
    "intermediaries": rows.IntermediaryRow.base_fields,
    "data_needs": rows.DataNeedRow.base_fields,
    "cross": forms.CrossForm.base_fields,
    "commitment": forms.CommitmentForm.base_fields,
    "options": {},
} | {
    limit: {name: forms.TimeForm.base_fields[f"{limit}_{name}"] for name in forms.LIMIT}
    for limit in ("statutory", "promised")
}
"""What a part or a table within one is written with: its names and the words for its codes."""
NAMES: Mapping[str, Any] = {
    "basis": gettext_lazy("依据"),
    "charged": gettext_lazy("收费"),
    "statement": gettext_lazy("说明"),
    "items": gettext_lazy("项目"),
    "value": gettext_lazy("代码"),
    "label": gettext_lazy("名称"),
    "hint": gettext_lazy("提示"),
    "attachments": gettext_lazy("空白表格和示范文本"),
    "file": gettext_lazy("摘要"),
    "media_type": gettext_lazy("格式"),
    "size": gettext_lazy("字节"),
}


def shown(value: Any, part: str) -> str:
    """Words as they are, lists of words in a line, tables line by line. “—” where nothing is written."""
    named = _named(_kept(value), part, {**forms.BasicForm.base_fields, **ROWS.get(part, {})})
    if named in (None, "", [], {}):
        return "—"
    if not isinstance(named, list | Mapping):
        return str(named)
    if isinstance(named, list) and part in forms.BasicForm.base_fields:
        return "、".join(map(str, named))
    return yaml.safe_dump(named, allow_unicode=True, sort_keys=False, width=1000).strip()


def _kept(value: Any) -> Any:
    """Without what is left empty; a yes or no and a number always say something."""
    if isinstance(value, Mapping):
        kept = {str(key): _kept(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    return [_kept(item) for item in value] if isinstance(value, list | tuple) else value


def _named(value: Any, name: str, fields: Fields) -> Any:
    if isinstance(value, Mapping):
        return {_label(key, fields): _named(item, key, ROWS.get(key, fields)) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item, name, fields) for item in value]
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return element_name(value) if name == "element" else _word(value, fields.get(name))


def element_name(code: Any) -> str:
    """A data element as people know it: 姓名（person_name）; the code alone where the dictionary does not have it."""
    view = selectors.elements().get(str(code))
    return picking.named(view.code, view.label) if view else str(code)


def _word(value: Any, field: django_forms.Field | None) -> Any:
    """The word that the form's list has for a code; the code itself where it has none."""
    if not isinstance(field, django_forms.ChoiceField) or not isinstance(value, str):
        return value
    return next((str(label) for code, label in cast(Any, field.choices) if code == value), value)


def _label(key: str, fields: Fields) -> str:
    return str(fields[key].label if key in fields else NAMES.get(key, key))
