"""What a stranger gives to have a licence or a paper verified: a code, or the file itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.ground.codes import half_width

LONGEST = 120
LARGEST = 20 * 1024 * 1024


class CodeForm(LabelledForm):
    """A 核验码 or a 电子证照标识, as typed or as a scanner gives it: the address in the QR is read too."""

    code = forms.CharField(
        label=_("核验码或者电子证照标识"),
        max_length=LONGEST + 80,
        help_text=_("在二维码旁边；扫出来的网址也可以贴进来"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean_code(self) -> str:
        typed = "".join(half_width(self.cleaned_data["code"]).split()).partition("?")[0].rstrip("/")
        return typed.rpartition("/")[2][:LONGEST]


class UploadForm(LabelledForm):
    file = forms.FileField(
        label=_("电子证照或者文书的 PDF 文件"),
        help_text=_("原样的文件，不是照片、截图或者打印后扫描的；不超过 20 MB"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"empty": _("文件是空的，请重新选择"), "required": _("请选择要核验的 PDF 文件")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("文件超过 20 MB。电子证照和文书没有这么大，请选择原来的 PDF 文件"))
        return file
