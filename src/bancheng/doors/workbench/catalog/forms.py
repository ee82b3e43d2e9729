"""What the catalogue is narrowed by, and the facts of an item outside its guide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.doors.workbench.organisations.forms import OWNER_TYPES
from bancheng.doors.workbench.regions import region_choices
from bancheng.ground import law
from bancheng.ground.codes import ITEM_TYPES, LEVELS
from bancheng.registers.catalog import selectors


def natures() -> list[tuple[str, str]]:
    return [(nature.code, nature.label) for nature in selectors.natures()]


def item_types() -> list[tuple[str, str]]:
    return [(code, kind.name) for code, kind in ITEM_TYPES.items()]


NARROWED = (
    *("use_level", "theme", "life_event", "group", "draft", "submitted", "findings"),
    *("mode", "stars", "item_type", "nature"),
)
"""What the facets beside the list choose; those of rooms above are `MORE`."""
MORE = ("mode", "stars")


class ItemFilters(FilterForm):
    """Words, region, nature, type, kind of organ, coded or not; department and state have their own places."""

    q = search_field(_("事项"), _("名称、编码或拼音首字母"))
    region = choice_field(_("地区"), region_choices)
    organisation = choice_field(_("部门"), ())
    nature = choice_field(_("性质"), natures)
    item_type = choice_field(_("类型"), item_types)
    owner_type = choice_field(_("实施主体"), OWNER_TYPES)
    coded = choice_field(_("编码"), (("1", _("已赋码")), ("0", _("待赋码"))))
    state = forms.CharField(max_length=12, widget=forms.HiddenInput())
    use_level = forms.CharField(max_length=1, widget=forms.HiddenInput())
    theme = forms.CharField(max_length=60, widget=forms.HiddenInput())
    life_event = forms.CharField(max_length=60, widget=forms.HiddenInput())
    group = forms.CharField(max_length=60, widget=forms.HiddenInput())
    draft = forms.CharField(max_length=1, widget=forms.HiddenInput())
    submitted = forms.CharField(max_length=1, widget=forms.HiddenInput())
    findings = forms.CharField(max_length=1, widget=forms.HiddenInput())
    mode = forms.CharField(max_length=20, widget=forms.HiddenInput())
    stars = forms.CharField(max_length=2, widget=forms.HiddenInput())


class GainFilters(FilterForm):
    """The period over which re-engineering is summed up, and whose."""

    region = choice_field(_("地区"), region_choices)
    organisation = choice_field(_("部门"), ())
    since = date_field(_("自"), required=False)
    until = date_field(_("至"), required=False)


class VersionsForm(FilterForm):
    """Which two are compared."""

    before = choice_field(_("之前"), ())
    after = choice_field(_("之后"), ())


class ItemForm(StaffForm):
    """The facts of an item: what it is called, of which kind, who offers it."""

    name = text_field(_("事项名称"))
    main_item = text_field(_("主项名称"), required=False, help_text=_("是某个主项的子项时填写"))
    item_type = forms.ChoiceField(label=_("事项类型"), choices=item_types)
    nature = forms.ChoiceField(label=_("事项性质"), choices=natures)
    use_level = forms.ChoiceField(label=_("行使层级"), choices=lambda: list(LEVELS.items()), initial="4")
    organisation = forms.TypedChoiceField(label=_("实施主体"), coerce=int)
    local_code = text_field(_("地方编码"), longest=100, required=False)

    def __init__(self, *args: Any, organs: list[tuple[str, str]], coded: bool = False, **kwargs: Any) -> None:
        """`coded`: name and type come from the basic catalogue and are locked (四级四同)."""
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("请选择")), *organs]  # type: ignore[attr-defined]
        if coded:
            self.fields["name"].widget.attrs["readonly"] = True
            self.fields["name"].help_text = _("由基本目录统一，本级不能修改（四级四同）")
            kind = self.fields["item_type"]
            kind.choices = [one for one in item_types() if one[0] == self.initial["item_type"]]  # type: ignore[attr-defined]
            kind.help_text = _("由基本目录统一，本级不能修改（四级四同）")


class CancelForm(StaffForm):
    on = date_field(_("自何日起不再办理"), initial=law.today, help_text=_("今天或以后"))
    reason = text_field(_("取消依据"), help_text=_("例如国务院决定的文号"))


class ReasonForm(StaffForm):
    reason = text_field(_("原因"))


class PublishForm(StaffForm):
    effective_from = date_field(_("施行日期"), initial=law.today, help_text=_("今天或以后；以后的到那天自动生效"))


class SubmitForm(StaffForm):
    note = text_field(
        _("送审说明"),
        longest=500,
        required=False,
        rows=3,
        help_text=_("改了什么、为什么改、依据哪个文件，写给审核的人看"),
    )


class ReturnForm(StaffForm):
    reason = text_field(_("退回原因"), longest=500, rows=3, help_text=_("写明哪里要改、怎样改，编写的人看得到"))


class NatureForm(StaffForm):
    label = text_field(_("名称"), longest=40)
    order = forms.IntegerField(label=_("排序"), min_value=0, max_value=9999, initial=100, help_text=_("小的在前"))
