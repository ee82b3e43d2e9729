"""What staff are narrowed by, and what is entered about a person: login, roles, posts, leave."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.doors.workbench.regions import region_choices
from bancheng.ground import codes, law
from bancheng.registers.identity import selectors

FIRST_PASSWORD = _("初始密码，至少 10 位；本人第一次登录后必须改掉")


def role_choices() -> list[tuple[str, str]]:
    return [(role.key, role.label) for role in selectors.roles()]


def first_password() -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=_("初始密码"), max_length=128, strip=False, help_text=FIRST_PASSWORD, widget=widget)


class StaffFilters(FilterForm):
    """Words, region, role, in service or not; the organisation comes from its page."""

    q = search_field(_("姓名或工号"))
    region = choice_field(_("地区"), region_choices)
    role = choice_field(_("角色"), role_choices)
    active = choice_field(_("状态"), (("no", _("已停用")), ("all", _("全部"))), _("在岗"))
    organisation = forms.IntegerField(widget=forms.HiddenInput(), min_value=1, max_value=2**31)


class CreateForm(StaffForm):
    number = text_field(_("工号"), longest=40, help_text=_("字母和数字，就是登录名；不能用身份号码或手机号码"))
    name = text_field(_("姓名"), longest=50)
    organisation_id = forms.TypedChoiceField(label=_("所在单位"), coerce=int)
    title = text_field(_("职务"), longest=60, required=False)
    password = first_password()

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = [("", _("请选择")), *organisations]  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        try:
            return codes.person_name(self.cleaned_data["name"])
        except codes.CodeError as error:
            raise forms.ValidationError(error.sentence) from error


class GrantForm(StaffForm):
    """A role with its scope and its days. No role stands there beforehand: the first in the list may do the most."""

    role = forms.ChoiceField(label=_("角色"), choices=lambda: [("", _("请选择角色")), *role_choices()])
    region = forms.ChoiceField(label=_("范围：地区（含下级）"), required=False)
    only_own = forms.BooleanField(label=_("只限本单位的事项"), required=False)
    valid_from = date_field(_("起始日"), initial=law.today)
    valid_to = date_field(_("截止日（含）"), required=False, help_text=_("长期的不填"))

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class PasswordForm(StaffForm):
    password = first_password()


class LeaveForm(StaffForm):
    starts = date_field(_("开始日"), initial=law.today)
    ends = date_field(_("结束日（含）"))
    reason = text_field(_("事由"), longest=100, required=False)


class HoldForm(StaffForm):
    """A post of his own organisation, as A or as B."""

    post_id = forms.TypedChoiceField(label=_("岗位"), coerce=int)
    ab = forms.ChoiceField(
        label=_("角"), choices=(("A", _("A 角")), ("B", _("B 角，A 角请假时顶岗"))), widget=forms.RadioSelect
    )
    since = date_field(_("到岗日"), initial=law.today)

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post_id"].choices = [("", _("请选择")), *posts]  # type: ignore[attr-defined]
