from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm
from bancheng.doors.workbench.regions import region_choices


class UploadForm(StaffForm):
    """A stranger's catalogue. What it is is told by its bytes, in the service."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("CSV 或 XLSX，第一行是列名。旧的 xls 请先另存为 xlsx"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    region = forms.ChoiceField(
        label=_("默认地区"),
        required=False,
        choices=lambda: [("", _("按文件里的区划列")), *region_choices()],
        help_text=_("文件里没有区划列，或者某行没写区划时用它"),
    )
