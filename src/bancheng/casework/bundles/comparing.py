"""What two versions of a bundle mean for the citizen, line by line: members, papers, fields, days. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bancheng.casework.bundles.fees import merged_fees
from bancheng.casework.bundles.merging import MemberGuide, Merged
from bancheng.casework.bundles.planning import Savings
from bancheng.registers.catalog.types import Question

Sign = Literal["added", "removed", "changed"]
GROUPS: Mapping[str, str] = {
    "members": "成员事项",
    "questions": "情形问题",
    "fields": "申请表",
    "materials": "申请材料",
    "feeds": "前置关系",
    "days": "时限和跑动",
    "fees": "收费",
}
WAYS: Mapping[str, str] = {
    "upload": "交一次",
    "form": "由申请表生成",
    "fed": "由前一事项产生，不用交",
    "exempt": "由平台核对，不用交",
    "optional": "自愿提供",
}
"""How a paper of the one set comes, in words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that is not the same. `group` is a key of GROUPS; `before` or `after` is "" where there is none."""

    group: str
    sign: Sign
    label: str
    before: str
    after: str

    @property
    def group_label(self) -> str:
        return GROUPS[self.group]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: a version merged before any answer, and what it spares."""

    merged: Merged
    whole: Savings


def differences(before: Side, after: Side, names: Mapping[str, str]) -> tuple[Difference, ...]:
    """All that differs, in the order of GROUPS and within it of the newer version, what is gone last.

    `names`: data element → what it is called, for fields that have no label of their own.
    """
    return (
        *_told("members", _members(before.merged), _members(after.merged)),
        *_told("questions", _questions(before.merged), _questions(after.merged)),
        *_told("fields", _fields(before.merged, names), _fields(after.merged, names)),
        *_told("materials", _materials(before.merged), _materials(after.merged)),
        *_told("feeds", _feeds(before.merged), _feeds(after.merged)),
        *_told("days", _measures(before.whole), _measures(after.whole)),
        *_told("fees", _fees(before.merged), _fees(after.merged)),
    )


Lines = Mapping[str, tuple[str, str]]
"""Key → (label, what it says)."""


def _told(group: str, before: Lines, after: Lines) -> Iterator[Difference]:
    for key, (label, said) in after.items():
        was = before.get(key)
        if was is None:
            yield Difference(group, "added", label, "", said)
        elif was[1] != said:
            yield Difference(group, "changed", label, was[1], said)
    for key, (label, said) in before.items():
        if key not in after:
            yield Difference(group, "removed", label, said, "")


def _members(merged: Merged) -> Lines:
    return {str(one.member.item): (one.member.label, _guide(one)) for one in (*merged.active, *merged.idle)}


def _guide(one: MemberGuide) -> str:
    """Which guide, and when it takes part: 第 3 版指南，您要悬挂店招时."""
    said = f"第 {one.document.version} 版指南"
    return f"{said}，{one.member.why}" if one.member.why else said


def _questions(merged: Merged) -> Lines:
    return {one.question.element: (one.question.label, _answers(one.question)) for one in merged.questions}


def _answers(question: Question) -> str:
    if question.kind == "choice":
        return "、".join(option.label for option in question.options)
    return "是或者否" if question.kind == "bool" else f"填写数字（{question.unit or '无单位'}）"


def _fields(merged: Merged, names: Mapping[str, str]) -> Lines:
    labels = {one.key: one.label for one in merged.body.members}
    return {
        one.field.element: (
            one.field.label or names.get(one.field.element, one.field.element),
            f"由“{labels[one.fed_by]}”的结果带出" if one.fed_by else "必填" if one.required else "选填",
        )
        for one in merged.fields
    }


def _materials(merged: Merged) -> Lines:
    return {
        one.material.code: (one.material.name, WAYS[one.way] + ("（部分情形）" if one.applies is None else ""))
        for one in merged.materials
    }


def _feeds(merged: Merged) -> Lines:
    labels = {one.key: one.label for one in merged.body.members}
    refusals = {"wait": "前者未通过时等待", "stop": "前者未通过时停止", "go_on": "前者未通过时照常办理"}
    return {
        f"{feed.before}>{feed.after}>{feed.material}": (
            f"{labels[feed.before]} → {labels[feed.after]}",
            refusals[feed.refusal],
        )
        for feed in merged.body.feeds
    }


def _measures(whole: Savings) -> Lines:
    return {
        "days": ("全部办完", f"{whole.days.together} 个工作日"),
        "visits": ("到现场", f"{whole.visits.together} 次"),
        "fields": ("申请表", f"{whole.fields.together} 项"),
        "materials": ("要交的材料", f"{whole.materials.together} 份"),
    }


def _fees(merged: Merged) -> Lines:
    found = merged_fees(merged)
    lines = {f"{fee.member}.{fee.name}": (f"{fee.label}：{fee.name}", fee.standard) for fee in found.fees}
    return lines | {one.member: (one.label, one.statement) for one in found.free}
