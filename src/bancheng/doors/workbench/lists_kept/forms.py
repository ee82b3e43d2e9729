"""Forms of the kept lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.ground import law
from bancheng.registers.lists import selectors

LISTED = (("listed", _("在列")), ("cancelled", _("已取消")))
FIRMS = (("active", _("在册")), ("left", _("已退出")))
KINDS = (("enterprise", _("企业")), ("institution", _("事业单位")), ("association", _("社会组织")))
METHODS = (("lot", _("随机抽取")), ("choice", _("业主选定")))
CHANGES = (("cancel", _("取消")), ("add", _("新增")))
ISSUER = _("没有开具单位的证明不能列入清单")

Pairs = list[tuple[str, str]]


class ProofFilters(FilterForm):
    q = search_field(_("证明"), _("名称、编码、索要或者开具单位"))
    state = choice_field(_("状态"), LISTED)


class ServiceFilters(FilterForm):
    q = search_field(_("中介服务"), _("名称、编码、审批事项"))
    state = choice_field(_("状态"), LISTED)


class FirmFilters(FilterForm):
    q = search_field(_("机构"), _("名称或者统一社会信用代码"))
    state = choice_field(_("状态"), FIRMS)


class StandardFilters(FilterForm):
    q = search_field(_("标准"), _("代号或者名称"))
    family = choice_field(_("类别"), selectors.families)


class Choosing(StaffForm):
    """A form whose choices the page knows: `regions`, `organs` and others by the name of their field."""

    def __init__(self, *args: Any, choices: dict[str, Pairs], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, pairs in choices.items():
            field = self.fields[name]
            blank = [] if field.required or isinstance(field, forms.MultipleChoiceField) else [("", _("没有"))]
            field.choices = [*blank, *pairs]  # type: ignore[attr-defined]


def organ_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.TypedChoiceField:
    """One organ of those the page offers."""
    return forms.TypedChoiceField(label=label, required=required, coerce=int, empty_value=None, help_text=help_text)


class ProofTexts(StaffForm):
    """The elements of an entry that may be corrected."""

    name = text_field(_("证明名称"))
    basis = text_field(_("设定依据"), longest=500, rows=2, help_text=_("法律、法规的名称和条款"))
    asked_by = text_field(_("索要单位"))
    issued_by = text_field(_("开具单位"), help_text=ISSUER)
    guidance = text_field(_("办理指南"), longest=1000, rows=3, help_text=_("到哪里、凭什么开具，多久能拿到"))


class ProofForm(Choosing, ProofTexts):
    """A new entry."""

    region = forms.ChoiceField(label=_("所属区划"))
    code = text_field(_("证明编码"), longest=20, required=False, help_text=_("填了材料目录代码的可以不填"))
    material = text_field(
        _("材料目录代码"), longest=5, required=False, help_text=_("例如 M0005，发布指南时按它认定；没有的按名称认定")
    )
    organisation = organ_field(_("索要单位对应的机构"), help_text=_("不选的，本地区各有关单位都可以索要"))
    field_order = ("region", "code", "material", "name", "basis", "asked_by", "organisation", "issued_by", "guidance")


class CancelForm(StaffForm):
    basis = text_field(_("取消依据"), longest=300, help_text=_("文件名称和文号"))


class EventForm(Choosing):
    """A proof cancelled or made by law."""

    organisation = organ_field(_("有关部门"), required=True)
    kind = forms.ChoiceField(label=_("变动方式"), choices=CHANGES)
    proof = organ_field(_("被取消的证明"), help_text=_("取消的在这里选择"))
    name = text_field(_("新增证明的名称"), required=False, help_text=_("新增的在这里填写"))
    basis = text_field(_("变动依据"), longest=300, help_text=_("文件名称和文号"))
    happened_on = date_field(_("变动日期"), initial=law.today, help_text=_("自这一天起算更新清单的期限"))


class ServiceTexts(StaffForm):
    name = text_field(_("中介服务事项名称"))
    matters = text_field(_("涉及的审批事项"), longest=500, rows=2)
    conditions = text_field(_("办理条件"), longest=1000, rows=2, help_text=_("承接机构应有的资质"))
    process = text_field(_("办理流程"), longest=1000, rows=2)
    time_limit = text_field(_("办理时限"))
    fee = text_field(_("收费标准"), longest=300)
    basis = text_field(_("设定依据"), longest=500, rows=2)


class ServiceForm(Choosing, ServiceTexts):
    region = forms.ChoiceField(label=_("所属区划"))
    code = text_field(_("编码"), longest=6, help_text=_("ZJ 和四位数字，例如 ZJ0001"))
    organs = forms.TypedMultipleChoiceField(
        label=_("审批部门"),
        coerce=int,
        help_text=_("这些部门所属、主管的机构不得承接这项服务；按住 Ctrl 可以选几个"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    field_order = ("region", "code", "name", "matters", "organs", "conditions", "process", "time_limit", "fee", "basis")


class FirmForm(Choosing):
    region = forms.ChoiceField(label=_("登记区划"))
    uscc = text_field(_("统一社会信用代码"), longest=18)
    name = text_field(_("机构名称"))
    kind = forms.ChoiceField(label=_("机构性质"), choices=KINDS)
    parent = organ_field(_("举办单位或者业务主管单位"), help_text=_("事业单位、社会组织必须如实选择"))
    contact = text_field(_("对外联系电话"), longest=100)
    address = text_field(_("营业地址"), required=False)
    services = forms.MultipleChoiceField(
        label=_("承接的中介服务"), widget=forms.SelectMultiple(attrs={"size": 6}), help_text=_("按住 Ctrl 可以选几项")
    )
    exception_basis = text_field(
        _("下属机构承接的法定依据"), longest=300, required=False, help_text=_("法律、法规另有规定的才填写")
    )


class OfferForm(Choosing):
    code = forms.ChoiceField(label=_("中介服务"))
    exception_basis = text_field(_("下属机构承接的法定依据"), longest=300, required=False)


class ReasonForm(StaffForm):
    reason = text_field(_("原因"), longest=300)


class CommissionForm(Choosing):
    organisation = organ_field(_("业主单位"), required=True, help_text=_("费用由业主单位承担，不得转嫁给申请人"))
    service = forms.ChoiceField(label=_("中介服务"))
    title = text_field(_("委托名称"))
    requirement = text_field(_("委托要求"), longest=4000, rows=4)
    method = forms.ChoiceField(label=_("选定方式"), choices=METHODS)
    closes_on = date_field(_("报价截止日"), help_text=_("含当天，最多 90 天"))


class AwardForm(Choosing):
    bid = organ_field(_("选定的机构"), required=True)
    reason = text_field(_("选定理由"), longest=300)


class StandardForm(Choosing):
    region = forms.ChoiceField(label=_("适用区划"), required=False)
    code = text_field(_("标准代号"), longest=60, help_text=_("不含年份，例如 GB/T 36112"))
    name = text_field(_("标准名称"))
    family = forms.ChoiceField(label=_("类别"), choices=selectors.families)
    issuer = text_field(_("发布单位"))


class VersionForm(StaffForm):
    label = text_field(_("版本"), longest=60, help_text=_("例如 2018 年版"))
    effective_from = date_field(_("实施日期"))
    changes = text_field(_("主要变化"), longest=1000, required=False, rows=3)
    text = text_field(_("文本出处"), longest=300, required=False)


class FollowForm(Choosing):
    version = organ_field(_("版本"), required=True)
    organisation = organ_field(_("大厅或者机构"), required=True)
    process = text_field(_("流程"), longest=100, required=False, help_text=_("只有一个流程执行的，写流程名称"))
    item = forms.IntegerField(
        label=_("事项标识"), required=False, min_value=1, help_text=_("事项执行的，写事项目录中的标识")
    )
    since = date_field(_("自何日起"), initial=law.today)
