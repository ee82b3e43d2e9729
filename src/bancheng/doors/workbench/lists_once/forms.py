"""Forms and filters of 一次办妥."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.ground.law import today
from bancheng.registers.lists.types import MODES

YES_NO = (("yes", _("能")), ("no", _("不能")))


def yes_no(label: Any, help_text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=YES_NO, help_text=help_text, widget=forms.RadioSelect)


class ModeFilters(FilterForm):
    q = search_field(_("事项"), _("事项名称"))
    region = choice_field(_("地区"), ())
    organisation = choice_field(_("单位"), ())
    mode = forms.CharField(max_length=10, widget=forms.HiddenInput())

    @property
    def chosen_mode(self) -> str:
        return self.value("mode") if self.value("mode") in {*MODES, "none"} else ""


class PlaceFilters(FilterForm):
    """Region and unit."""

    region = choice_field(_("地区"), ())
    organisation = choice_field(_("单位"), ())


class CoverageFilters(PlaceFilters):
    red = choice_field(_("情况"), (("1", _("没有例外理由")),))


class CandidateFilters(FilterForm):
    region = choice_field(_("地区"), ())
    organisation = choice_field(_("单位"), ())
    kind = choice_field(_("排序"), (("cross", _("跨省通办候选")),), everything=_("一次办妥候选"))
    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    open = choice_field(_("范围"), (("1", _("还没有列入清单")),))


class ModeForm(StaffForm):
    """The two questions of a mode; reason and plan are owed where both answers are no."""

    online = yes_no(_("网上预审通过后，能在网上一次办妥吗"), _("网上申请，最多到现场一次"))
    one_trip = yes_no(_("材料齐全时，能跑一次大厅办成吗"), _("最多到现场一次"))
    reason = text_field(
        _("列入负面清单的原因"), longest=500, required=False, rows=2, help_text=_("两项都不能的，必须写明")
    )
    plan = text_field(_("优化提升计划"), longest=500, required=False, rows=2, help_text=_("怎样做到、何时做到"))


class LeaveForm(StaffForm):
    improvement = text_field(_("优化提升情况"), longest=500, rows=3, help_text=_("做了哪些改进，现在怎样办"))


class BatchForm(StaffForm):
    """A batch to be set, with the units that owe a list."""

    region = forms.ChoiceField(label=_("地区"))
    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    number = forms.IntegerField(label=_("第几批"), min_value=1, max_value=99)
    due_on = date_field(_("报送截止日（含）"))
    name = text_field(_("名称"), longest=100, required=False, help_text=_("不填则为“某年第几批”"))
    basis = text_field(_("依据"), longest=200, required=False)
    units = forms.TypedMultipleChoiceField(
        label=_("报送单位"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("有事项的单位已经勾上"),
    )

    def __init__(self, *args: Any, regions: list[tuple[str, str]], units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]
        self.fields["units"].choices = units  # type: ignore[attr-defined]
        self.fields["year"].initial = today().year


class EntriesForm(StaffForm):
    items = forms.TypedMultipleChoiceField(label=_("列入的事项"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = items  # type: ignore[attr-defined]


class NoteForm(StaffForm):
    note = text_field(_("退回原因和修改要求"), longest=500, rows=3)


class ApprovalForm(StaffForm):
    note = text_field(_("审核意见"), longest=500, rows=2, required=False)


class CountsForm(StaffForm):
    """Counts of a year, one item a line: number of the item, then the figures, separated by commas or tabs."""

    region = forms.ChoiceField(label=_("地区"))
    year = forms.IntegerField(label=_("年份"), min_value=2000, max_value=2100)
    lines = text_field(
        _("办件量"),
        longest=500_000,
        rows=10,
        help_text=_(
            "每行一个事项：编号,办件量,办事人数,关注度,投诉不满意,异地办事人数。后面的数字可以不写；可从表格中直接粘贴"
        ),
    )

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]
        self.fields["year"].initial = today().year - 1


class ExceptionForm(StaffForm):
    kind = forms.ChoiceField(
        label=_("法定例外"),
        required=False,
        choices=(
            ("", _("没有例外，应当上平台")),
            ("law", _("法律法规另有规定")),
            ("secret", _("涉及国家秘密、国家安全")),
            ("site", _("场地有特殊要求")),
        ),
    )
    reason = text_field(_("理由和依据"), longest=300, rows=2)


class TargetForm(StaffForm):
    """A matter to be handled across provinces."""

    region = forms.ChoiceField(label=_("地区"))
    name = text_field(_("事项名称"))
    department = text_field(_("主管领域或部门"), longest=100, required=False)
    batch = forms.IntegerField(label=_("批次"), min_value=1, max_value=99, initial=1)
    due_on = date_field(_("完成期限"))
    match = text_field(_("目录中的事项名称"), required=False, help_text=_("与目标同名的不用填"))
    note = text_field(_("说明"), required=False)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class ReasonForm(StaffForm):
    reason = text_field(_("原因"), rows=2)
