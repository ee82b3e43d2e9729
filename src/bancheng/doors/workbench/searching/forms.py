from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.doors.workbench.lists import FilterForm, search_field
from bancheng.registers.catalog.services import split_means


class SynonymFilters(FilterForm):
    q = search_field(_("查找"), _("常用说法或者规范词"))


class MissFilters(FilterForm):
    q = search_field(_("查找"), _("搜索词"))


class SynonymForm(StaffForm):
    """One term and what it means."""

    term = text_field(_("常用说法"), longest=40, help_text=_("群众会怎么输入，例如“社保卡”“开饭店”"))
    means = text_field(
        _("规范词"), longest=400, rows=3, help_text=_("目录里怎么写，例如“社会保障卡”。有几个的，一行写一个，最多 8 个")
    )

    def clean_means(self) -> tuple[str, ...]:
        return split_means(self.cleaned_data["means"])


class SynonymFileForm(StaffForm):
    file = forms.FileField(
        label=_("文件"),
        help_text=_("CSV 或者 XLSX，有“常用说法”和“规范词”两列。已有的说法按文件修改，文件里没有的保留不动"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> bytes:
        sent: Any = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 2 MB，请检查是不是选错了文件。"))
        content: bytes = sent.read()
        return content


class SettleForm(StaffForm):
    remark = text_field(
        _("处理说明"), longest=200, rows=2, help_text=_("例如“不属于本地办理”“已通知市医保局发布指南”。不要写个人信息")
    )


MOST_BYTES = 2 * 1024 * 1024
