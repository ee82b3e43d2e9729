"""What the inbox of asked units is narrowed by."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.lists import FilterForm, search_field


class AskedFilters(FilterForm):
    """Words; the tab over the list is kept in `view`."""

    q = search_field(_("办件"), _("编号、申请人或事项"))
    view = forms.CharField(max_length=12, widget=forms.HiddenInput())
