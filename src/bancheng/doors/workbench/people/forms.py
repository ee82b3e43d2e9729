from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.ground import codes


class FindForm(StaffForm):
    """A person by the whole ID number; typed into the body of a request, never into an address."""

    id_number = forms.CharField(
        label=_("身份号码"),
        max_length=40,
        help_text=_("18 位，要输全；查到的仍然打码显示"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_id_number(self) -> str:
        try:
            return codes.id_number(self.cleaned_data["id_number"]).number
        except codes.CodeError as error:
            raise forms.ValidationError(error.sentence) from error


class PurposeForm(StaffForm):
    """Why the whole number is needed; the words go into the journal with the name of who looked."""

    person = forms.CharField(widget=forms.HiddenInput(), max_length=200)
    purpose = text_field(_("查看用途"), help_text=_("例如：核对某某受理件的材料。会记入操作日志"))
