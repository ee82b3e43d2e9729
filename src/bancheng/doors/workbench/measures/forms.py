"""What the figures about cases are narrowed by."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.forms import date_field
from bancheng.doors.workbench.lists import FilterForm, choice_field
from bancheng.ground.law import today

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
"""Days beyond which no case can be, and no instant of which a database need hold."""
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


class PaperFilters(FilterForm):
    """Which month, where, which department."""

    month = forms.CharField(label=_("月份"), max_length=10, widget=forms.TextInput(attrs={"type": "month"}))
    region = choice_field(_("地区"), ())
    organisation = choice_field(_("部门"), ())

    @property
    def first(self) -> date:
        """The first day of the month that was chosen; of the running one where none was."""
        found = MONTH.fullmatch(self.value("month"))
        return date(int(found[1]), int(found[2]), 1) if found else today().replace(day=1)


class PeriodFilters(FilterForm):
    """From one day to another; by default the year up to today."""

    since = date_field(_("收件自"), required=False)
    until = date_field(_("至"), required=False)

    @property
    def days(self) -> tuple[date, date]:
        until = self.value("until") or today()
        since = self.value("since") or date(until.year, 1, 1)
        first, last = sorted((since, until))
        return max(first, EARLIEST), max(EARLIEST, min(last, LATEST))
