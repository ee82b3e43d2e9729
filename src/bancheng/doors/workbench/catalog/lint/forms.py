"""What a run examines, and what its findings are narrowed by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.catalog.views import organ_choices
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.registers.catalog import selectors

WHAT = (("both", _("现行指南和草稿")), ("current", _("只查现行指南")), ("draft", _("只查草稿")))
SEVERITIES = {"block": _("不得发布"), "warn": _("提醒")}

OUTCOMES = (
    ("kept", _("不是变相恢复，放行")),
    ("changed", _("已改名称或者依据")),
    ("cancelled", _("属于变相恢复，已取消")),
)


class StartForm(StaffForm):
    """Where, whose, and which of the guides."""

    region = forms.ChoiceField(label=_("地区"), help_text=_("连同下级地区一起检查"))
    organisation = forms.TypedChoiceField(
        label=_("机构"), required=False, coerce=int, empty_value=None, help_text=_("不选就检查全部机构")
    )
    what = forms.ChoiceField(label=_("检查什么"), choices=WHAT)

    def __init__(self, *args: Any, request: StaffRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actor = request.actor
        self.fields["region"].choices = in_scope(actor, "catalog.view", region_choices())  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [("", _("全部")), *organ_choices(request)]  # type: ignore[attr-defined]
        self.initial.setdefault("region", actor.region)
        if actor.region and not selectors.may_start_lint(actor, actor.region):
            self.initial.setdefault("organisation", actor.organisation)


class FindingFilters(FilterForm):
    """By organ, severity, and words of the item's name; the rule stands over the list."""

    organisation = choice_field(_("机构"), ())
    severity = choice_field(_("轻重"), tuple(SEVERITIES.items()))
    q = search_field(_("事项"), _("事项名称"))
    code = forms.CharField(max_length=40, widget=forms.HiddenInput())


class JudgeForm(StaffForm):
    """What a reviewer finds of a suspected revival."""

    outcome = forms.ChoiceField(label=_("结论"), choices=(("", _("请选择")), *OUTCOMES))
    remark = text_field(_("理由"), longest=500, rows=3, help_text=_("写明与已取消事项有什么不同，或者怎样处理"))
