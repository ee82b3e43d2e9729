"""What inquiries are narrowed by, and what is written about one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.frontline.inquiries.types import CHANNELS, STATES


class InquiryFilters(FilterForm):
    """Words, state and way; the tab over the list is kept in `view`."""

    q = search_field(_("咨询"), _("问题、咨询人或责任人"))
    state = choice_field(_("状态"), lambda: list(STATES.items()))
    channel = choice_field(_("怎样来问的"), lambda: list(CHANNELS.items()))
    since = forms.DateField(label=_("从"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=_("到"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    view = forms.CharField(max_length=12, widget=forms.HiddenInput())


class OpenForm(StaffForm):
    """What was asked, by whom if he says so; an answer given at once is entered with it."""

    question = text_field(_("问了什么"), longest=2000, rows=4)
    channel = forms.ChoiceField(label=_("怎样来问的"), choices=lambda: list(CHANNELS.items()), widget=forms.RadioSelect)
    name = text_field(_("咨询人姓名"), longest=50, required=False, help_text=_("不愿意留的不填"))
    phone = text_field(_("手机号码"), longest=20, required=False, help_text=_("要回电话的才填，只有责任人看得到全号"))
    words = text_field(_("当场答复"), longest=2000, rows=4, required=False, help_text=_("当场答复了的，写在这里"))


class AnswerForm(StaffForm):
    words = text_field(_("怎样答复的"), longest=2000, rows=5)


class TransferForm(StaffForm):
    to = text_field(_("接收人工号"), longest=40)
    reason = text_field(_("转交理由"), longest=300, help_text=_("为什么由他答复更合适"))


class ReasonForm(StaffForm):
    reason = text_field(_("不接收的理由"), longest=300)
