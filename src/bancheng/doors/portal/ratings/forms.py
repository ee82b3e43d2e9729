"""What a rating says besides its grade."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.frontline.ratings.types import Indicator

LONGEST = 500


class RatingForm(LabelledForm):
    """The tags of the chosen grade, free text, and whether the office may learn who said it."""

    indicators = forms.MultipleChoiceField(
        label=_("哪些地方让您这样觉得"),
        required=False,
        help_text=_("可以选几个，也可以不选"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": _("请从下面的选项中选择")},
    )
    words = forms.CharField(
        label=_("还想说什么"),
        required=False,
        max_length=LONGEST,
        help_text=_("最多 500 字。请不要写身份号码、电话等个人信息"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("最多写 %(limit_value)d 字，现在是 %(show_value)d 字，请缩短一些")},
    )
    anonymous = forms.BooleanField(
        label=_("匿名评价，不让承办单位知道是我"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, data: object, *, indicators: Iterable[Indicator]) -> None:
        super().__init__(data)
        tags = self.fields["indicators"]
        assert isinstance(tags, forms.MultipleChoiceField)
        tags.choices = [(one.code, one.label) for one in indicators]
