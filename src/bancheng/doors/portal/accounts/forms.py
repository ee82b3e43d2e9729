"""Forms of the citizen's account. They keep what was typed (passwords excepted) and say what to do."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.portal.accounts.fields import (
    PASSWORD_HELP,
    CodeField,
    CreditCodeField,
    IdNumberField,
    LabelledForm,
    NameField,
    PasswordField,
    PhoneField,
)
from bancheng.ground.law import today


class LoginForm(LabelledForm):
    login = forms.CharField(
        label=_("身份号码或工号"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}),
    )
    password = PasswordField(_("密码"), "current-password")


class RegisterForm(LabelledForm):
    """`code_needs` are the fields that “获取验证码” looks at; the others may wait."""

    code_needs = ("phone",)
    name = NameField()
    id_number = IdNumberField()
    phone = PhoneField()
    code = CodeField()
    password = PasswordField(_("密码"), "new-password", PASSWORD_HELP)


class ResetForm(LabelledForm):
    code_needs = ("id_number", "phone")
    id_number = IdNumberField()
    phone = PhoneField()
    code = CodeField()
    password = PasswordField(_("新密码"), "new-password", PASSWORD_HELP)


class ChangeForm(LabelledForm):
    old = PasswordField(_("原密码"), "current-password")
    new = PasswordField(_("新密码"), "new-password", PASSWORD_HELP)


class LegalPersonForm(LabelledForm):
    uscc = CreditCodeField()
    name = forms.CharField(
        label=_("单位名称"),
        max_length=120,
        help_text=_("与营业执照或登记证书一致"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(
        label=_("单位类别"),
        choices=(("2", _("企业")), ("3", _("事业单位")), ("4", _("社会组织")), ("6", _("其他组织（含个体工商户）"))),
    )


class OperatorForm(LabelledForm):
    name = NameField(_("经办人姓名"), "off")
    id_number = IdNumberField(_("经办人身份号码"))
    until = forms.DateField(
        label=_("授权到哪一天"),
        required=False,
        help_text=_("不填的，到您取消为止"),
        error_messages={"invalid": _("请按“2026-12-31”的样子填写日期")},
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
    )

    def clean_until(self) -> object:
        until = self.cleaned_data["until"]
        if until is not None and until < today():
            raise forms.ValidationError(_("授权截止日不能早于今天"))
        return until
