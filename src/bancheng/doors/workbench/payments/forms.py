"""What finance narrows its lists by, and what it writes."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.registers.payments.types import Charge, FeeStandard


class BillFilters(FilterForm):
    """Words and region; the state stands over the list as tabs."""

    q = search_field(_("缴款单"), _("单号、办件编号、订单号、票据号、姓名或事项"))
    region = choice_field(_("地区"), ())


class ReasonForm(StaffForm):
    reason = text_field(_("原因"), help_text=_("会告诉缴款人，不要写身份号码"))


class NoteForm(StaffForm):
    note = text_field(_("处理说明"), longest=300, rows=3, help_text=_("怎样核实的、钱怎样处理的"))


class CodeForm(StaffForm):
    code = text_field(_("非税项目编码"), longest=20, help_text=_("财政部门给出的 6 到 20 位数字"))
    valid_from = date_field(_("起用日期"), help_text=_("不早于今天；已经开出的缴款单不变"))


class DayForm(StaffForm):
    day = date_field(_("对账日"), help_text=_("今天以前的一天"))


class ChargeForm(StaffForm):
    """How many of each fee; nothing is typed but quantities, so that a sum can only be that of the standard."""

    def __init__(self, data: object, *, fees: Sequence[FeeStandard]) -> None:
        self.fees = tuple(fee for fee in fees if fee.online)
        super().__init__(data)
        for index, fee in enumerate(self.fees):
            self.fields[f"fee{index}"] = self._quantity(fee)

    def _quantity(self, fee: FeeStandard) -> forms.IntegerField:
        widget = forms.NumberInput(attrs={"class": "form-control", "min": 0, "inputmode": "numeric"})
        told = _("%(standard)s；依据：%(basis)s") % {"standard": fee.standard, "basis": fee.basis}
        return forms.IntegerField(
            label=_("%(name)s（数量）") % {"name": fee.name},
            required=False,
            min_value=0,
            max_value=10_000,
            help_text=told,
            widget=widget,
            error_messages={"invalid": _("请填整数"), "min_value": _("不能是负数"), "max_value": _("数量太大")},
        )

    @property
    def charges(self) -> tuple[Charge, ...]:
        found = ((fee, self.cleaned_data.get(f"fee{index}")) for index, fee in enumerate(self.fees))
        return tuple(Charge(fee.name, quantity) for fee, quantity in found if quantity)
