"""What a helper types: the code he was told, and a mark."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, text_field


class JoinForm(StaffForm):
    """The eight digits, however they are grouped."""

    code = text_field(_("邀请码"), longest=40, help_text=_("申请人在“请人远程协助”页面生成的 8 位数字，30 分钟内有效"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}


class HintForm(StaffForm):
    """Where, and one sentence."""

    at = forms.ChoiceField(label=_("标注哪一项"), choices=())
    sentence = text_field(_("提示"), longest=200, rows=2, help_text=_("告诉申请人怎样改，不写证件号码"))

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [("", _("请选择")), *places]  # type: ignore[attr-defined]
