"""What a bundle must have before it is published: the six elements, the four documents, and members that can be handled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bancheng.casework.bundles.merging import ATTRIBUTES, MemberGuide, Merged
from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.switching import as_guide
from bancheng.casework.bundles.types import DOCUMENTS, ELEMENTS, Checked
from bancheng.ground.conditions import ConditionError
from bancheng.registers.catalog.selectors import holds, situation
from bancheng.registers.catalog.types import ElementView, GuideDocument

LEAD = "请先明确牵头部门：没有牵头部门的一件事不能发布"
STAGE = "请先选择全生命周期阶段：一件事要放在个人或者企业的某个阶段，群众才找得到"


def checked(
    merged: Merged,
    *,
    lead: str,
    placed: bool = True,
    missing: Sequence[str] = (),
    faults: Sequence[str] = (),
) -> tuple[Checked, ...]:
    """The check of one text, all of it, met or not. `placed`: it sits on a stage; `missing`: labels without a guide in force."""
    return (
        Checked("lead", "lead", "牵头部门", "" if lead else LEAD),
        Checked("stage", "stage", "全生命周期阶段", "" if placed else STAGE),
        *_members(merged, missing),
        *(Checked("condition", str(place), "情形和前置关系", fault) for place, fault in enumerate(faults)),
        *_conflicts(merged),
        *_elements(merged),
        *_documents(merged),
    )


def faults_of(
    body: BundleBody, guides: Mapping[str, GuideDocument], elements: Mapping[str, ElementView]
) -> Iterator[str]:
    """What of the bundle's own conditions and feeds names something that is not there, each a sentence."""
    for question in body.questions:
        if question.element not in elements:
            yield f"问题“{question.label}”的数据元 {question.element} 不在数据元库中，请选择已有的数据元"
    for feed in body.feeds:
        yield from _feed(body, feed.before, feed.after, feed.material, feed.elements, guides)
    asking = as_guide(body)
    try:
        nothing = situation(asking, {}, elements)
    except (ConditionError, ValueError) as error:
        yield f"情形问题：{error}"
        return
    named = [("不适用情形", body.unfit), *((f"成员“{one.label}”的办理情形", one.when) for one in body.members)]
    for label, source in named:
        try:
            holds(asking, source, nothing, elements)
        except ConditionError as error:
            yield f"{label}：{error}"


def _feed(
    body: BundleBody, before: str, after: str, material: str, fed: Sequence[str], guides: Mapping[str, GuideDocument]
) -> Iterator[str]:
    target, source = guides.get(after), guides.get(before)
    if target is None or source is None:
        return
    way = f"“{body.member(before).label}”到“{body.member(after).label}”的前置关系"
    if material and material not in {one.code for one in target.materials}:
        yield f"{way}：后一事项的指南里没有材料 {material}，请从它的材料中选择"
    if absent := [code for code in fed if code not in {one.element for one in target.fields}]:
        yield f"{way}：后一事项的表单里没有 {'、'.join(absent)}，请从它的表单项中选择"


def _members(merged: Merged, missing: Sequence[str]) -> Iterator[Checked]:
    for label in missing:
        yield Checked(
            "member", label, "成员事项", f"成员“{label}”没有现行的办事指南，请先发布它的指南，或者去掉这个成员"
        )
    if not missing:
        yield Checked("member", "members", f"成员事项（{len(merged.body.members)} 项）")


def _conflicts(merged: Merged) -> Iterator[Checked]:
    labels = {one.key: one.label for one in merged.body.members}
    for one in merged.unsettled:
        said = "，".join(f"“{labels[key]}”为“{value}”" for key, value in one.values)
        yield Checked(
            "conflict",
            f"{one.kind}.{one.code}.{one.attribute}",
            "合并规则",
            f"“{one.label}”的{ATTRIBUTES[one.attribute]}不一致：{said}。请选择以哪个成员的为准，并写明理由",
        )


def _elements(merged: Merged) -> Iterator[Checked]:
    """The six elements are made from the members' guides; one that no member states is lacking."""
    documents = [one.document for one in merged.active]
    there = {
        "basis": bool(merged.body.basis) or all(one.basis for one in documents),
        "requirements": all(one.requirements for one in documents),
        "materials": bool(merged.materials),
        "limit": all(one.promised.n is not None or one.promised.unit == "instant" for one in documents),
        "fees": all(one.fees.charged or one.fees.statement for one in documents),
        "results": all(one.results for one in documents),
    }
    for key, label in ELEMENTS.items():
        yield Checked(
            "element", key, label, "" if documents and there[key] else f"缺少六要素中的“{label}”，请补充后再发布"
        )


def _documents(merged: Merged) -> Iterator[Checked]:
    """The form and the guide are made from the merge; plan and flow are written by the lead."""
    there = {
        "plan": merged.body.plan.written,
        "form": bool(merged.asked),
        "guide": bool(merged.body.summary and merged.active),
        "flow": bool(merged.body.steps),
    }
    ways = {
        "plan": "请写明目标、措施、职责分工和时间节点",
        "form": "合并后的申请表没有内容，请检查成员事项",
        "guide": "请写明简介",
        "flow": "请逐步写明由谁办什么",
    }
    for key, label in DOCUMENTS.items():
        yield Checked("document", key, label, "" if there[key] else f"缺少四份文件中的“{label}”：{ways[key]}")


def guides_by_key(guides: Sequence[MemberGuide]) -> Mapping[str, GuideDocument]:
    """Member → its guide."""
    return {one.key: one.document for one in guides}
