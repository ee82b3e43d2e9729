"""What organisations are narrowed by, and what their history is made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.ground import law
from bancheng.registers.organisations import selectors

OWNER_TYPES = (("administrative", _("行政机关")), ("public_enterprise", _("公共企事业单位")))
POST_KINDS = (
    ("window", _("窗口")),
    ("review", _("审查")),
    ("approve", _("审批")),
    ("result", _("出件")),
    ("chief", _("首席代表")),
    ("supervise", _("监察")),
    ("other", _("其他")),
)


class OrganisationFilters(FilterForm):
    """Words, kind, in use or not; the region comes from the tree."""

    q = search_field(_("机构"), _("名称、曾用名或信用代码"))
    kind = choice_field(_("类别"), selectors.organisation_kinds)
    active = choice_field(_("状态"), (("no", _("已撤销")), ("all", _("全部"))), _("在用"))
    region = forms.CharField(max_length=12, widget=forms.HiddenInput())


class OrganisationForm(StaffForm):
    """Register an organisation."""

    name = text_field(_("机构全称"), longest=100)
    short_name = text_field(_("简称"), longest=60, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=selectors.organisation_kinds)
    owner_type = forms.ChoiceField(label=_("实施主体性质"), choices=OWNER_TYPES)
    uscc = text_field(_("统一社会信用代码"), longest=40, required=False, help_text=_("18 位；内设机构没有的可以不填"))
    on = date_field(_("设立日期"), initial=law.today)
    reason = text_field(_("设立依据"), help_text=_("例如机构改革方案的文号"))


class RenameForm(StaffForm):
    """A new name from a day on."""

    name = text_field(_("新的全称"), longest=100)
    on = date_field(_("自何日起"), initial=law.today, help_text=_("不能晚于今天，也不能早于上一次调整"))
    reason = text_field(_("依据"), help_text=_("例如机构改革方案的文号"))


class MoveForm(StaffForm):
    """Another region or parent from a day on."""

    region = text_field(_("新的区划代码"), longest=12, help_text=_("12 位；不换地区的不用改"))
    parent = forms.TypedChoiceField(label=_("上级机构"), required=False, coerce=int, empty_value=None)
    on = date_field(_("自何日起"), initial=law.today, help_text=_("不能晚于今天，也不能早于上一次调整"))
    reason = text_field(_("依据"), help_text=_("例如机构改革方案的文号"))

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("没有上级")), *parents]  # type: ignore[attr-defined]


class DescribeForm(StaffForm):
    """How people reach it."""

    short_name = text_field(_("简称"), longest=60, required=False)
    address = text_field(_("办公地址"), required=False)
    hours = text_field(_("对外服务时间"), required=False, help_text=_("例如：周一至周五 9:00—12:00，13:00—17:00"))
    phone = text_field(_("咨询电话"), longest=60, required=False)
    supervise_phone = text_field(_("监督电话"), longest=60, required=False)


class RetireForm(StaffForm):
    on = date_field(_("撤销日期"), initial=law.today, help_text=_("不能晚于今天"))
    reason = text_field(_("撤销依据"))


class PostForm(StaffForm):
    """A post; who holds it as A or B is entered on the page of the person."""

    code = text_field(_("岗位代码"), longest=40)
    name = text_field(_("岗位名称"), longest=60)
    kind = forms.ChoiceField(label=_("岗位类别"), choices=POST_KINDS)


class RegionForm(StaffForm):
    code = text_field(_("区划代码"), longest=12, help_text=_("12 位；上级区划须已登记"))
    name = text_field(_("名称"), longest=60)
