"""Forms of work plans and walk-throughs. Milestones are written one a line, so that they need no script."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.bundles.types import WorkPlan
from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, number, search_field
from bancheng.doors.workbench.requests import StaffRequest

STANDINGS = {
    "overdue": gettext_lazy("逾期"),
    "open": gettext_lazy("进行中"),
    "done": gettext_lazy("已办结"),
    "cancelled": gettext_lazy("已取消"),
}
SORTS = {
    "due": gettext_lazy("期限"),
    "name": gettext_lazy("一件事"),
    "owner": gettext_lazy("责任单位"),
    "standing": gettext_lazy("状态"),
}
DAY = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?[\s,，:：]*(.*)")


def beginning(request: StaffRequest, total: int) -> int:
    """At which line the page begins: the cursor of the address, the first line where it lies beyond the list."""
    start = number(request.GET.get("after")) or 0
    return start if start < total else 0


class LedgerFilters(FilterForm):
    """What both ledgers are narrowed by."""

    q = search_field(gettext_lazy("一件事"), gettext_lazy("名称或者要完成的内容"))
    owner = choice_field(gettext_lazy("责任单位"), ())
    batch = choice_field(gettext_lazy("批次"), ())
    region = choice_field(gettext_lazy("区划"), ())
    sort = choice_field(gettext_lazy("排序"), list(SORTS.items()), gettext_lazy("默认"))
    standing = forms.CharField(max_length=12, widget=forms.HiddenInput())


class WalkFilters(FilterForm):
    q = search_field(gettext_lazy("问题"), gettext_lazy("问题或者一件事的名称"))
    owner = choice_field(gettext_lazy("责任单位"), ())
    standing = forms.CharField(max_length=12, widget=forms.HiddenInput())


class PlanForm(StaffForm):
    """工作方案: its three parts, its nodes and the number under which it was issued."""

    goal = text_field(gettext_lazy("目标任务"), longest=2000, rows=3)
    measures = text_field(gettext_lazy("改革措施"), longest=4000, rows=4)
    division = text_field(
        gettext_lazy("职责分工"), longest=4000, rows=4, help_text=gettext_lazy("牵头部门和配合部门各做什么")
    )
    milestones = text_field(
        gettext_lazy("时间节点"),
        longest=4000,
        rows=5,
        help_text=gettext_lazy("一行一个，先写日期，例如：2024-10-31 完成全部目标任务"),
    )
    file_number = text_field(gettext_lazy("文号"), longest=60, help_text=gettext_lazy("印发或者上报这份方案的文件编号"))
    revision = forms.IntegerField(required=False, min_value=0, max_value=10**6, widget=forms.HiddenInput())
    """How many plans were registered when the page was opened."""

    def clean_milestones(self) -> list[tuple[date, str]]:
        found = []
        for place, line in enumerate(self.cleaned_data["milestones"].splitlines(), start=1):
            if line.strip():
                found.append(_milestone(line.strip(), place))
        return found

    @staticmethod
    def filled(plan: WorkPlan | None) -> dict[str, Any]:
        """What the form begins with."""
        if plan is None:
            return {}
        lines = "\n".join(f"{day.isoformat()} {goal}" for day, goal in plan.milestones)
        return {"goal": plan.goal, "measures": plan.measures, "division": plan.division, "milestones": lines}


def _milestone(line: str, place: int) -> tuple[date, str]:
    wrong = _("第 %(n)s 行请写成“2024-10-31 完成全部目标任务”的样子") % {"n": place}
    found = DAY.fullmatch(line)
    if found is None or not found[4]:
        raise forms.ValidationError(wrong)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])), found[4]
    except ValueError:
        raise forms.ValidationError(wrong) from None


class ResultForm(StaffForm):
    """What strikes a milestone out."""

    result = text_field(
        gettext_lazy("完成情况"), longest=1800, rows=4, help_text=gettext_lazy("完成了什么，怎样核实的")
    )
    file_number = text_field(
        gettext_lazy("文号"), longest=60, required=False, help_text=gettext_lazy("证明完成情况的文件编号，没有的不填")
    )


class SettleForm(StaffForm):
    """What strikes a problem out."""

    result = text_field(gettext_lazy("整改情况"), longest=2000, rows=4, help_text=gettext_lazy("改了什么，从哪天起"))


class ProblemForm(StaffForm):
    """A problem found in a walk-through."""

    text = text_field(
        gettext_lazy("发现的问题"), longest=180, rows=3, help_text=gettext_lazy("在哪一步，哪里不顺，应当怎样")
    )
    organ = forms.TypedChoiceField(label=gettext_lazy("责任单位"), coerce=int)
    due = date_field(gettext_lazy("整改期限"), help_text=gettext_lazy("最后一天，例如 2026-12-03"))

    def __init__(self, *args: Any, organs: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = [("", _("请选择")), *organs]  # type: ignore[attr-defined]
