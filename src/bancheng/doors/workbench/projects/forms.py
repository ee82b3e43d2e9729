"""What lists of projects are narrowed by, and what is written of a project and its problems."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.casework.projects.types import BESIDE, KINDS, STAGES
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field

ORDERS = (("investment", _("总投资从大到小")),)


class ProjectFilters(FilterForm):
    """Words or the whole code, how it is handled, where, in which order; the part stands over the list as tabs."""

    q = search_field(_("项目"), _("名称、单位、信用代码或者统一代码"))
    kind = choice_field(_("管理方式"), list(KINDS.items()))
    region = choice_field(_("建设地点"), ())
    order = choice_field(_("排序"), ORDERS, everything=_("新登记的在前"))
    part = forms.CharField(max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].choices = [("", _("新登记的在前")), *ORDERS]  # type: ignore[attr-defined]


class ReasonForm(StaffForm):
    """Why it is sent back, or given up."""

    reason = text_field(_("原因"), longest=300, rows=3)


class UrgeForm(StaffForm):
    """A word to the desk that has the case."""

    words = text_field(_("催办说明"), longest=300, rows=3, required=False)


class StageForm(StaffForm):
    """To which stage an item belongs in this region."""

    stage = forms.ChoiceField(label=_("审批阶段"), choices=[*STAGES.items(), ("", BESIDE)], required=False)


class ProblemForm(StaffForm):
    """A problem, and to whom it is given."""

    title = text_field(_("问题"), longest=200)
    detail = text_field(_("情况说明"), longest=2000, rows=4, required=False)
    organisation = forms.TypedChoiceField(label=_("责任单位"), coerce=int)
    major = forms.BooleanField(
        label=_("重大问题"), required=False, help_text=_("重大问题的解决期限为一个月，一般问题为 7 天")
    )
    about = {
        "projects.problem_title": "title",
        "projects.problem_twice": "title",
        "projects.problem_detail": "detail",
        "projects.problem_organ": "organisation",
    }

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("请选择")), *organs]  # type: ignore[attr-defined]


class NoteForm(StaffForm):
    """What was done for a node, or came of a problem."""

    def __init__(self, *args: Any, label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"] = text_field(label, longest=300, rows=4)
        self.fields["note"].widget.attrs["class"] = "form-control"
        self.fields["note"].error_messages["required"] = _("请填写%(label)s") % {"label": label}
