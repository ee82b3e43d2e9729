"""What a payer chooses, and what somebody who holds a receipt types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.ground.codes import half_width
from bancheng.registers.payments.types import Channel


class ChannelForm(LabelledForm):
    """One of the cashier's channels."""

    channel = forms.ChoiceField(
        label=_("缴费渠道"),
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _("请从下面选择一个缴费渠道")},
    )

    def __init__(self, data: object, *, channels: Iterable[Channel]) -> None:
        super().__init__(data)
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.label) for one in channels]


class TicketForm(LabelledForm):
    """Number and check code, as printed on the receipt."""

    number = forms.CharField(
        label=_("票据号码"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("校验码"),
        max_length=12,
        help_text=_("票据号码下面的 6 位字母和数字"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return {key: "".join(half_width(value).split()) for key, value in found.items()}
