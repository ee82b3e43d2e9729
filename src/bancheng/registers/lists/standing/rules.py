"""Pure: what is right about one guide, for the aspects of the self-check that a guide shows. No ORM."""

from __future__ import annotations

from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.lists.batches.rules import undeclared

RULES = {
    "presence": "事项应上尽上，不上平台的有法定例外并写明理由",
    "names": "事项名称与基本目录一致",
    "materials": "表格类材料提供空白表格，在线填写的除外",
    "process": "有受理、决定环节，各环节天数之和不超过承诺时限",
    "guides": "办事指南有办理地点、咨询电话和监督电话",
    "sharing": "标为数据共享的材料都申报了共享需求",
    "people": "受理、审查、审批等岗位今天都有人",
    "supervision": "没有逾期的限期任务和待核查的监察发现",
    "assessment": "一年内有评价，满意率不低于 90%",
}


def forms_given(guide: GuideDocument) -> bool:
    """Every form that is handed in can be had empty: the office's own, or drawn from the fields that the guide asks for."""
    return all(
        material.generated or bool(guide.fields) or any(file.kind == "blank" for file in material.attachments)
        for material in guide.materials
        if material.kind == "form"
    )


def process_sound(guide: GuideDocument) -> bool:
    """It is accepted and decided, and its stages do not promise more days than the promise (both in working days)."""
    kinds = {stage.kind for stage in guide.stages}
    decided = "decide" in kinds and bool(kinds & {"accept", "intake"})
    days = sum(stage.days or 0 for stage in guide.stages)
    bound = guide.promised.n if guide.promised.unit == "workday" else None
    return decided and (bound is None or days <= bound)


def guide_complete(guide: GuideDocument) -> bool:
    """Where to go and whom to ask."""
    return bool(guide.identity.places and guide.identity.consult and guide.identity.supervise)


def needs_declared(guide: GuideDocument) -> bool:
    """Every material that is spared by sharing has a data need."""
    return not undeclared(guide.identity.item_id, guide.identity.name, guide)


OF_GUIDES = {
    "materials": (forms_given, "个事项的表格类材料有空白表格"),
    "process": (process_sound, "个事项的办理流程完整、天数相符"),
    "guides": (guide_complete, "个事项的办事指南要素齐全"),
    "sharing": (needs_declared, "个事项的共享需求已申报"),
}
