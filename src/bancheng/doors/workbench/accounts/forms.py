"""Signing in and changing one's password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm


def _password(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=128, strip=False, help_text=help_text, widget=widget)


class LoginForm(StaffForm):
    login = forms.CharField(
        label=_("工号"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(_("密码"), "current-password")


class PasswordForm(StaffForm):
    old = _password(_("原密码"), "current-password")
    new = _password(_("新密码"), "new-password", _("至少 10 位，不要全是数字，不要用常见密码"))
    again = _password(_("再输一次新密码"), "new-password")

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_("两次输入的新密码不一样，请重新输入"))
        return again
