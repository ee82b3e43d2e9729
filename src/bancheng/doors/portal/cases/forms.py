"""What an applicant or a visitor types about a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.portal.accounts.fields import LabelledForm
from bancheng.ground import codes

LONGEST = 40
DIGITS = 6


class TrackForm(LabelledForm):
    """Number and query code: spaces, hyphens and full-width digits are read as they are meant.

    Whether a number can be one at all is not told here: wrong and absent read the same.
    """

    number = forms.CharField(
        label=_("办件编号"),
        max_length=LONGEST,
        help_text=_("在收件凭证、受理通知书上"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    code = forms.CharField(
        label=_("查询码"),
        max_length=LONGEST,
        help_text=_("6 位数字，在收件凭证上"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_number(self) -> str:
        return codes.compact(self.cleaned_data["number"])

    def clean_code(self) -> str:
        code = codes.compact(self.cleaned_data["code"])
        if not (code.isascii() and code.isdigit() and len(code) == DIGITS):
            raise forms.ValidationError(_("请输入 6 位数字查询码"))
        return code


class PromiseForm(LabelledForm):
    """容缺受理承诺书: signed with one's own name, after it was read."""

    name = forms.CharField(label=_("您的姓名"), max_length=50, help_text=_("与身份证件一致，作为签名"))
    confirmed = forms.BooleanField(label=_("我已经知悉上面的内容，承诺按期补齐"), required=False)


class CommitmentForm(LabelledForm):
    """告知承诺书: signed with one's own name, after all five contents were read."""

    name = forms.CharField(label=_("您的姓名"), max_length=50, help_text=_("与身份证件一致，作为签名"))
    confirmed = forms.BooleanField(label=_("我已经知悉上面告知的全部内容，并作出承诺"), required=False)


class MakeUpForm(LabelledForm):
    """How a secondary condition was met; asked only where one was promised."""

    words = forms.CharField(
        label=_("条件是怎样达到的"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class TalkForm(LabelledForm):
    """A message to who handles the case."""

    text = forms.CharField(
        label=_("给承办人留言"),
        max_length=1000,
        help_text=_("要补的材料请从“补正”上传；这里不要写身份证号码、银行卡号"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawForm(LabelledForm):
    """`version` is that of the case as the page showed it: who withdraws knows what he withdraws from."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("为什么撤回"),
        required=False,
        max_length=300,
        help_text=_("写了能帮我们改进，不写也可以撤回"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
