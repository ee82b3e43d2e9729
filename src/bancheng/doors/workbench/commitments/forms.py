"""What the lists of 告知承诺 are narrowed by, and what a check has found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.registers.catalog.types import RISKS


class CheckFilters(FilterForm):
    """Words and risk; the state stands over the list as tabs."""

    q = search_field(_("核查"), _("办件编号或者事项"))
    risk = choice_field(_("风险等级"), list(RISKS.items()))


class OutcomeForm(StaffForm):
    """The outcome stands once; the service says what is missing."""

    result = forms.ChoiceField(
        label=_("核查结果"), choices=[("fulfilled", _("已履行")), ("breached", _("未履行"))], widget=forms.RadioSelect
    )
    note = text_field(_("核查说明"), longest=500, rows=3, help_text=_("怎样核查的、查到了什么；会告诉申请人"))
    evidence = text_field(
        _("证据"),
        longest=4000,
        rows=4,
        required=False,
        help_text=_("没有履行的必须写：检查笔录、照片、函件的名称和编号"),
    )
    about = {
        "cases.commitment_result": "result",
        "cases.commitment_note": "note",
        "cases.commitment_evidence": "evidence",
    }

    def place(self, code: str) -> Any:
        """The field that a refusal is about."""
        return self.about.get(code)
