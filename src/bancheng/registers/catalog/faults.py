"""What is wrong with a guide, in Chinese: the typed schema's errors told so that an author knows where and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from bancheng.registers.catalog.types import Fault

LABELS: Mapping[str, str] = {
    "summary": "事项简介",
    "handling": "办件类型",
    "audience": "服务对象",
    "basis": "依据",
    "law": "法规名称",
    "article": "条款",
    "text": "内容",
    "requirements": "受理条件",
    "statutory": "法定办结时限",
    "promised": "承诺办结时限",
    "unit": "单位",
    "n": "天数",
    "note": "说明",
    "special_procedures": "特别程序",
    "visits": "到现场次数",
    "visit_reason": "到现场的原因",
    "channels": "办理形式",
    "scope": "通办范围",
    "questions": "情形问题",
    "element": "数据元",
    "label": "名称",
    "options": "选项",
    "value": "选项代码",
    "fields": "表单项",
    "materials": "申请材料",
    "code": "代码",
    "name": "名称",
    "form": "材料形式",
    "originals": "原件份数",
    "copies": "复印件份数",
    "signature": "签名签章要求",
    "signature_note": "签名签章说明",
    "kind": "种类",
    "source": "来源渠道",
    "necessity": "必要性",
    "exempt": "免予提交方式",
    "exempt_note": "免予提交的核对方式",
    "when": "适用条件",
    "criteria": "审查要点",
    "stages": "办理环节",
    "points": "审查要点",
    "stage": "环节",
    "least": "下限",
    "most": "上限",
    "holds": "系统怎样判断",
    "material": "看哪份材料",
    "key": "环节代码",
    "post": "岗位",
    "after": "前置环节",
    "days": "天数",
    "fees": "收费",
    "charged": "是否收费",
    "items": "收费项目",
    "standard": "收费标准",
    "statement": "收费说明",
    "results": "办理结果",
    "delivery": "送达方式",
    "remedies": "救济途径",
    "notes": "注意事项",
    "faq": "常见问题",
    "q": "问题",
    "a": "回答",
    "themes": "主题",
    "life_events": "人生事件和经营阶段",
    "groups": "特定人群",
    "keywords": "关键词",
    "intermediary": "中介服务",
    "quantity_limit": "数量限制",
    "commitment": "告知承诺书",
    "content": "承诺内容",
    "liability": "违反承诺的法律责任",
    "supervision": "监管措施",
    "risk": "风险等级",
    "supervising": "监管部门",
    "enforcing": "执法部门",
    "no_commitment": "不适用告知承诺的原因",
}

# Where the plain sentence would not say what the law asks for.
_MISSING = {
    "fees": "请写明收费标准；不收费的，请明确写“不收费”",
    "materials": "请列出申请材料；不需要材料的，请写空的材料清单",
    "statutory": "请填写法定办结时限；法律没有规定的，请写明“法律、法规未规定办理期限”",
}


def faults_of(error: ValidationError) -> tuple[Fault, ...]:
    """The errors of a validation, in the order of the document."""
    details = error.errors(include_url=False)
    inner = {detail["loc"][:depth] for detail in details for depth in range(1, len(detail["loc"]))}
    # A list whose only entries are wrong is reported as too short as well: say the first thing only.
    return tuple(_fault(detail) for detail in details if not (detail["type"] == "too_short" and detail["loc"] in inner))


def place(path: tuple[int | str, ...]) -> str:
    """第 3 份申请材料的复印件份数"""
    words: list[str] = []
    for step in path:
        if isinstance(step, int):
            words[-1:] = [f"{words[-1]}第 {step + 1} 项" if words else f"第 {step + 1} 项"]
        else:
            words.append(LABELS.get(step, step))
    return "的".join(words)


def _fault(detail: Any) -> Fault:
    path = detail["loc"]
    dotted = ".".join(str(step) for step in path)
    return Fault(dotted, f"guide.{detail['type']}", _sentence(detail, path))


def _sentence(detail: Any, path: tuple[int | str, ...]) -> str:
    kind, context, where = detail["type"], detail.get("ctx", {}), place(path)
    dotted = ".".join(str(step) for step in path)
    if kind == "value_error":
        told = str(context["error"])
        return f"{where}：{told}" if path else told
    if kind == "missing":
        return _MISSING.get(dotted, f"请填写{where}")
    if kind in {"greater_than_equal", "less_than_equal"}:
        return f"{where}不能小于 {context['ge']}" if "ge" in context else f"{where}不能大于 {context['le']}"
    if kind in {"literal_error", "enum"}:
        return f"{where}只能是 {context['expected'].replace(' or ', ' 或 ')}"
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(where=where, **context)
    return f"{where}的内容或格式不对，请改正"


_SENTENCES = {
    "string_too_short": "请填写{where}",
    "too_short": "{where}至少要有 {min_length} 项",
    "string_too_long": "{where}不能超过 {max_length} 个字",
    "extra_forbidden": "{where}不是指南中的内容，请删去或改正名称",
    "string_pattern_mismatch": "{where}的写法不对，请检查代码",
    "int_parsing": "请在{where}填写整数",
    "int_type": "请在{where}填写整数",
    "int_from_float": "请在{where}填写整数",
    "bool_parsing": "请在{where}填写是或否",
    "bool_type": "请在{where}填写是或否",
    "string_type": "请在{where}填写文字",
}
