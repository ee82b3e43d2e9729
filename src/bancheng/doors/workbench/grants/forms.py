"""A dated grant to decide one item on the spot."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.ground.law import today


class GrantForm(StaffForm):
    """Which item, whom, from which day to which, on what basis."""

    item_id = forms.TypedChoiceField(label=_("事项"), coerce=int, choices=())
    staff_number = text_field(_("被授权人工号"), longest=40, help_text=_("本机构的窗口人员"))
    valid_from = date_field(_("开始日期"), initial=today)
    valid_to = date_field(_("最后一天"))
    basis = text_field(_("授权依据"), longest=200, help_text=_("授权书的文号或者会议纪要"))

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_id"].choices = [("", _("请选择")), *items]  # type: ignore[attr-defined]
