from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm
from bancheng.doors.workbench.regions import county_choices, in_scope
from bancheng.ground.access import EVERYWHERE, Actor, Target, may

IMPORT = "catalog.import"


class ExportForm(StaffForm):
    """Of which region, in which shape."""

    region = forms.ChoiceField(label=_("地区"), required=False)
    shape = forms.ChoiceField(
        label=_("导出成"),
        choices=(("archive", _("目录档案：可以整份导入另一个平台")), ("national", _("国家交换表：Excel 和 CSV"))),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = in_scope(actor, IMPORT, county_choices())
        if may(actor, IMPORT, Target(region=EVERYWHERE)).allowed:
            choices.insert(0, ("", str(_("全部地区"))))
        self.fields["region"].choices = choices  # type: ignore[attr-defined]


class ArchiveForm(StaffForm):
    file = forms.FileField(
        label=_("目录档案"),
        help_text=_("从“导出目录档案”得到的 ZIP 文件，不超过 200 MB"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
