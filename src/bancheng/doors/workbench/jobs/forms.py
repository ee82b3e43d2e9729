from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.lists import FilterForm, search_field


class JobFilters(FilterForm):
    """Words of the title; the state stands in the tabs."""

    q = search_field(_("任务名称"))
    state = forms.CharField(max_length=12, widget=forms.HiddenInput())
