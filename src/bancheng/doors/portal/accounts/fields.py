"""Fields of the citizen's forms: what a person types is read by `ground.codes` and kept in its exact form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.ground import codes

PASSWORD_HELP = _("至少 10 位，不要全是数字，不要用常见密码")
LONGEST_PASSWORD = 128


def read(reader: Callable[[str], Any], text: str) -> str:
    """The exact form of what was typed; the identifier's own sentence becomes the error of the field."""
    try:
        return str(reader(text))
    except codes.CodeError as error:
        raise forms.ValidationError(error.sentence) from error


class LabelledForm(forms.Form):
    """Every control gets Bootstrap's class; an empty field is told by its name, a long one by its limit."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect | forms.HiddenInput):
                chosen = isinstance(field.widget, forms.Select)
                field.widget.attrs.setdefault("class", "form-select" if chosen else "form-control")
            verb = _("请选择%(label)s") if isinstance(field, forms.ChoiceField) else _("请填写%(label)s")
            field.error_messages["required"] = verb % {"label": field.label}

    def keep_errors_of(self, *names: str) -> bool:
        """Drop the errors of the other fields, where a step needs only these; whether these are right."""
        for name in set(self.errors) - set(names):
            del self.errors[name]
        return not self.errors


class NameField(forms.CharField):
    def __init__(self, label: Any = "", autocomplete: str = "name") -> None:
        super().__init__(
            label=label or _("姓名"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": autocomplete})
        )

    def clean(self, value: Any) -> str:
        return read(codes.person_name, super().clean(value))


class IdNumberField(forms.CharField):
    def __init__(self, label: Any = "") -> None:
        attrs = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        super().__init__(
            label=label or _("身份号码"),
            max_length=40,
            help_text=_("18 位，末位是 X 的也可以输小写"),
            widget=forms.TextInput(attrs=attrs),
        )

    def clean(self, value: Any) -> str:
        return read(lambda text: codes.id_number(text).number, super().clean(value))


class PhoneField(forms.CharField):
    def __init__(self) -> None:
        attrs = {"autocomplete": "tel", "inputmode": "tel"}
        super().__init__(label=_("手机号码"), max_length=20, widget=forms.TextInput(attrs=attrs))

    def clean(self, value: Any) -> str:
        return read(codes.mobile, super().clean(value))


class CodeField(forms.CharField):
    """The one-time code: full-width digits and spaces are read as they are meant."""

    def __init__(self) -> None:
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        help_text = _("6 位数字，先按“获取验证码”")
        super().__init__(label=_("短信验证码"), max_length=20, help_text=help_text, widget=forms.TextInput(attrs=attrs))

    def clean(self, value: Any) -> str:
        code = codes.compact(super().clean(value))
        if not (code.isascii() and code.isdigit() and len(code) == 6):
            raise forms.ValidationError(_("请输入短信里的 6 位数字验证码"))
        return code


class CreditCodeField(forms.CharField):
    def __init__(self) -> None:
        attrs = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        super().__init__(
            label=_("统一社会信用代码"),
            max_length=40,
            help_text=_("18 位，在营业执照上"),
            widget=forms.TextInput(attrs=attrs),
        )

    def clean(self, value: Any) -> str:
        return read(codes.credit_code, super().clean(value))


class PasswordField(forms.CharField):
    def __init__(self, label: Any, autocomplete: str, help_text: Any = "") -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(label=label, max_length=LONGEST_PASSWORD, strip=False, help_text=help_text, widget=widget)
