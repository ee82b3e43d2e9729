"""What a firm says of its project, as a form; the room says what does not fit, field by field."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.casework.projects.types import DEPARTMENTS, INDUSTRIES, KINDS, PROJECT_TYPES, ProjectData
from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.registers.organisations import selectors as organisations

DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]
PLACES = 3
"""Rows of the form for building sites, unless the project has more."""
ABOUT = {
    "projects.name": "name",
    "projects.twice": "name",
    "projects.kind": "kind",
    "projects.type": "project_type",
    "projects.department": "department",
    "projects.industry": "industry",
    "projects.investment": "investment",
    "projects.starts_on": "starts_on",
    "projects.summary": "summary",
    "projects.sites": "address_1",
    "projects.in_the_code": "project_type",
    "projects.reason": "reason",
}
"""By the code of a refusal: the field that it is about."""


def region_choices() -> list[tuple[str, Any]]:
    """The served regions with what lies above them, by province."""
    groups = []
    for tree in organisations.served_regions():
        inside = [
            (node.region.code, "".join(node.region.path[1:]) or node.region.name)
            for node in tree.walk()
            if node.region.served
        ]
        groups.append((tree.region.name, inside))
    return [("", _("请选择区划")), *groups]


class ProjectForm(LabelledForm):
    """Everything that a registration says. `firms`: for whom; left out where the project is there already."""

    name = forms.CharField(label=_("项目名称"), max_length=200, help_text=_("写全称，例如“年产十万台水泵生产线项目”"))
    kind = forms.ChoiceField(
        label=_("管理方式"),
        choices=list(KINDS.items()),
        initial="file",
        help_text=_("政府投资的审批；核准目录以内的企业投资核准；其他企业投资备案，提交后当场赋码"),
    )
    project_type = forms.ChoiceField(label=_("项目类型"), choices=list(PROJECT_TYPES.items()))
    department = forms.ChoiceField(
        label=_("中央业务指导部门"),
        choices=list(DEPARTMENTS.items()),
        help_text=_("技术改造项目选工业和信息化部，其他一般选国家发展和改革委员会"),
    )
    industry = forms.ChoiceField(label=_("所属行业"), choices=[("", _("请选择行业")), *INDUSTRIES.items()])
    investment = forms.DecimalField(
        label=_("总投资（万元）"),
        max_digits=14,
        decimal_places=2,
        min_value=Decimal("0.01"),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "invalid": _("总投资请填数字，例如 1200 或者 1200.50"),
            "min_value": _("总投资应当大于 0"),
            "max_decimal_places": _("总投资最多两位小数"),
            "max_digits": _("总投资数字太大，请核对单位是万元"),
            "max_whole_digits": _("总投资数字太大，请核对单位是万元"),
        },
    )
    starts_on = forms.DateField(
        label=_("计划开工日期"),
        required=False,
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("计划开工日期请写成 2026-12-03 的样子")},
    )
    summary = forms.CharField(
        label=_("主要建设内容和规模"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(
        self,
        *args: Any,
        firms: Iterable[tuple[str, str]] = (),
        reason: bool = False,
        places: int = PLACES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = max(PLACES, places)
        firms = list(firms)
        if firms:
            firm = forms.ChoiceField(label=_("项目单位"), choices=firms)
            self.fields = {"uscc": firm, **self.fields}
        regions = region_choices()
        for place in range(1, self.places + 1):
            first = place == 1
            self.fields[f"region_{place}"] = forms.ChoiceField(
                label=_("建设地点 %(n)s：区划") % {"n": place}, choices=regions, required=first
            )
            self.fields[f"address_{place}"] = forms.CharField(
                label=_("建设地点 %(n)s：地址") % {"n": place},
                max_length=200,
                required=first,
                help_text=_("代码用这里的区划") if first else "",
            )
        if reason:
            self.fields["reason"] = forms.CharField(label=_("变更原因"), max_length=300)
        self._dress()

    def _dress(self) -> None:
        """The fields added after the form was made look and answer like the others."""
        for field in self.fields.values():
            if not isinstance(field.widget, forms.RadioSelect | forms.CheckboxInput):
                chosen = isinstance(field.widget, forms.Select)
                field.widget.attrs.setdefault("class", "form-select" if chosen else "form-control")
            verb = _("请选择%(label)s") if isinstance(field, forms.ChoiceField) else _("请填写%(label)s")
            field.error_messages["required"] = verb % {"label": field.label}

    def data_of(self) -> ProjectData:
        """What was filled in, for the room."""
        given = self.cleaned_data
        pairs = [(given.get(f"region_{n}", ""), given.get(f"address_{n}", "")) for n in range(1, self.places + 1)]
        return ProjectData(
            name=given["name"],
            kind=given["kind"],
            project_type=given["project_type"],
            department=given["department"],
            industry=given["industry"],
            investment=given["investment"],
            starts_on=given["starts_on"],
            summary=given["summary"],
            sites=tuple((region, address) for region, address in pairs if region or address.strip()),
        )


def initial_of(data: ProjectData) -> dict[str, Any]:
    """A form filled with what the project says now."""
    places = {
        name: value
        for n, (region, address) in enumerate(data.sites, start=1)
        for name, value in ((f"region_{n}", region), (f"address_{n}", address))
    }
    return {
        "name": data.name,
        "kind": data.kind,
        "project_type": data.project_type,
        "department": data.department,
        "industry": data.industry,
        "investment": data.investment,
        "starts_on": data.starts_on,
        "summary": data.summary,
        **places,
    }


class ReasonForm(LabelledForm):
    """Why a project is given up."""

    reason = forms.CharField(label=_("撤销原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
