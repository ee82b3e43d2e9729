"""What the supervisor's first page and the list of findings are narrowed by."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.cases.forms import RUNNING
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.oversight.supervision.types import RULES


class OpenFilters(FilterForm):
    """Region, organ and words; the light stands over the list as tabs."""

    region = choice_field(_("地区"), ())
    organisation = choice_field(_("机构"), ())
    q = search_field(_("办件"), _("编号、申请人或事项"))
    light = forms.CharField(max_length=12, widget=forms.HiddenInput())

    @property
    def chosen_light(self) -> str:
        return self.value("light") if self.value("light") in RUNNING else ""


class FindingFilters(FilterForm):
    """Region, rule, and whether still open."""

    region = choice_field(_("地区"), ())
    rule = choice_field(_("规则"), lambda: [(rule.code, rule.label) for rule in RULES.values()])
    state = choice_field(_("状态"), (("open", _("待核查")),))


class DeviationFilters(FilterForm):
    """Region, organ and days."""

    region = choice_field(_("地区"), ())
    organisation = choice_field(_("机构"), ())
    since = forms.DateField(label=_("从"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=_("到"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
