from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.journal.words import VERBS
from bancheng.doors.workbench.lists import FilterForm, choice_field
from bancheng.doors.workbench.subjects import KINDS


class JournalFilters(FilterForm):
    """Which thing, who, what, on which day, refused or not."""

    kind = choice_field(_("对象"), lambda: [(kind, label) for kind, (label, _name) in KINDS.items()])
    key = forms.CharField(label=_("对象标识"), max_length=80)
    actor = forms.CharField(label=_("操作者工号"), max_length=80)
    verb = choice_field(_("动作"), lambda: list(VERBS.items()))
    refused = choice_field(_("结果"), (("no", _("已办成")), ("yes", _("被拒绝"))))
    day = forms.DateField(label=_("日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
