"""What an inbox is narrowed by."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases.types import POSTS
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field


class TodoFilters(FilterForm):
    """Words, item and post; the tab over the list is kept in `view`."""

    q = search_field(_("办件"), _("编号、申请人或事项"))
    item = choice_field(_("事项"), ())
    post = choice_field(_("岗位"), lambda: list(POSTS.items()))
    view = forms.CharField(max_length=12, widget=forms.HiddenInput())
