from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm
from bancheng.doors.workbench.regions import county_choices, in_scope
from bancheng.ground.access import Actor


class UploadForm(StaffForm):
    """A stranger's catalogue. What it is is told by its bytes, in the service."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("CSV、XLSX 或者每行一个对象的 JSON Lines。表格要有列名；旧的 xls 请先另存为 xlsx"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.jsonl,.ndjson"}),
    )
    region = forms.ChoiceField(
        label=_("默认地区"),
        required=False,
        help_text=_("文件里没有区划列，或者某行没写区划时用它"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = in_scope(actor, "catalog.import", county_choices())
        self.fields["region"].choices = [("", _("按文件里的区划列")), *into]  # type: ignore[attr-defined]
