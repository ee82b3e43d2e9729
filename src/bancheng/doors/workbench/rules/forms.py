"""What rule versions are narrowed by, and one more version with a value of the key's own type."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.forms import StaffForm, date_field, dress, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.doors.workbench.regions import region_choices
from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.types import UNITS, RuleKey


class RuleFilters(FilterForm):
    """Words, region, profile."""

    q = search_field(gettext_lazy("规则"), gettext_lazy("名称或键"))
    region = choice_field(gettext_lazy("地区"), region_choices, gettext_lazy("全平台"))
    profile = choice_field(gettext_lazy("方案"), lambda: [(row.key, row.name) for row in selectors.profiles()])


class VersionForm(StaffForm):
    """One more dated version. The value's control is that of the key: a number, yes or no, a choice, words."""

    region = forms.ChoiceField(label=gettext_lazy("适用地区（含下级）"), required=False)
    valid_from = date_field(
        gettext_lazy("生效日期"), help_text=gettext_lazy("不能早于今天：已经收下的件仍按当时的规则")
    )
    basis = text_field(gettext_lazy("依据"), help_text=gettext_lazy("文件名称、文号和条款"))

    def __init__(self, *args: Any, key: RuleKey, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key
        self.fields["region"].choices = regions  # type: ignore[attr-defined]
        field = value_field(key)
        dress(field)
        self.fields = {"value": field, **self.fields}

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        try:
            services.refuse_past(day)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return day


def value_field(key: RuleKey) -> forms.Field:
    """The control for a value of this key."""
    label = _("取值（%(unit)s）") % {"unit": UNITS.get(key.unit, key.unit)} if key.unit else _("取值")
    if key.kind == "bool":
        return forms.TypedChoiceField(
            label=label,
            choices=[("yes", _("是")), ("no", _("否"))],
            coerce=lambda text: text == "yes",
            widget=forms.RadioSelect,
        )
    if key.kind == "int":
        return forms.IntegerField(label=label, min_value=key.minimum, max_value=key.maximum)
    if key.kind == "choice":
        return forms.ChoiceField(label=label, choices=list(key.choices))
    return forms.CharField(label=label, max_length=500)
