"""上级清单 by file: an edition is chosen here; looked at, started and reported on where every import is (CAT-06)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.upstream import list_choices
from bancheng.doors.workbench.forms import StaffForm, date_field, form_page, telling, text_field
from bancheng.doors.workbench.regions import county_choices, in_scope
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground import law
from bancheng.ground.files.errors import FileRefused
from bancheng.registers.catalog import services


class EditionForm(StaffForm):
    """Which list the file is an edition of."""

    file = forms.FileField(
        label=gettext_lazy("清单文件"),
        help_text=gettext_lazy(
            "CSV、XLSX 或者每行一个对象的 JSON Lines，列名如：序号、事项名称、主管部门、实施机关、设定和实施依据"
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.jsonl,.ndjson"}),
    )
    list = forms.ChoiceField(label=gettext_lazy("所在清单"), choices=lambda: list_choices())
    region = forms.ChoiceField(label=gettext_lazy("清单适用的地区"))
    edition = text_field(gettext_lazy("清单版本"), longest=40, help_text=gettext_lazy("例如 2023 年版"))
    on = date_field(gettext_lazy("施行日期"), initial=law.today)
    remark = text_field(
        gettext_lazy("发布文件"), longest=200, help_text=gettext_lazy("例如国办发〔2023〕5 号，写进每个事项的复核原因")
    )
    whole = forms.BooleanField(
        label=gettext_lazy("这是整份清单：文件里没有的条目，按已从清单取消处理"), required=False, initial=True
    )

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("请选择")), *regions]  # type: ignore[attr-defined]


def upload(request: StaffRequest) -> Answer:
    regions = in_scope(request.actor, "catalog.import", in_scope(request.actor, "catalog.edit", county_choices()))
    form = EditionForm(request.POST or None, request.FILES or None, regions=regions)
    if form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("file")
        try:
            with telling(form):
                run = services.upload_upstream(stream=file, file_name=file.name, by=request.actor, **given)
                return redirect("workbench:import", run.pk)
        except FileRefused as refused:
            form.add_error("file", str(refused))
    intro = _("上传后先和现有的清单比一比：新增、变动、取消了哪些，确认了才导入。")
    return form_page(
        form, title=_("导入清单"), submit=_("上传并比较"), cancel=reverse("workbench:upstream"), intro=intro
    )
