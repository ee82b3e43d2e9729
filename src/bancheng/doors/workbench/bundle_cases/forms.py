"""What a board of running bundles is narrowed by, and what is written when one is coordinated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bancheng.casework.bundles.selectors import Askable
from bancheng.doors.workbench.forms import StaffForm, date_field, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.doors.workbench.results.forms import CollectForm

WAITING = {
    "accept": _("等受理"),
    "supplement": _("等补正"),
    "collect": _("等领取"),
    "refused": _("有成员没有办成"),
}
LONGEST_GAP, MOST_GAPS = 500, 300


class BoardFilters(FilterForm):
    q = search_field(_("一件事办件"), _("受理号、申请人或者名称"))
    bundle = choice_field(_("一件事"), ())
    waiting = choice_field(_("等什么"), WAITING.items())
    trial = choice_field(_("走流程体验"), (("1", _("只看走流程")),), _("真实办件"))
    view = forms.CharField(max_length=12, widget=forms.HiddenInput())


class UrgeForm(StaffForm):
    words = text_field(_("催办的话"), longest=300, required=False, rows=3, help_text=_("承办的岗位会看到，可以不写"))


class ReasonForm(StaffForm):
    reason = text_field(_("原因"), longest=300, rows=3, help_text=_("记入办理过程，申请人看得到"))


class AddForm(ReasonForm):
    member = forms.ChoiceField(label=_("要增加的成员"), widget=forms.RadioSelect())
    field_order = ("member", "reason")

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = members  # type: ignore[attr-defined]


class VisitForm(StaffForm):
    on = date_field(_("踏勘日期"))
    place = text_field(_("踏勘地点"), longest=200)
    members = forms.MultipleChoiceField(
        label=_("哪些成员一起去"),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("请选择参加踏勘的成员"), "invalid_choice": _("请从列表中选择参加踏勘的成员")},
    )
    note = text_field(_("请申请人准备什么"), longest=500, required=False, rows=2)

    def __init__(self, *args: Any, members: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = members  # type: ignore[attr-defined]


class FindingsForm(StaffForm):
    findings = text_field(_("现场共同意见"), longest=2000, rows=6, help_text=_("各部门一起看到的，写一份"))


class CollectAllForm(CollectForm):
    """Who takes all results at once: there is no one case whose version the page showed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]


class NoticeForm(forms.Form):
    """一次告知: papers and fields of all waiting members, each once, with what lacks. Only what is listed is taken."""

    def __init__(self, data: QueryDict | None, *, askable: Sequence[Askable]) -> None:
        super().__init__(data)
        self.askable = askable
        self.gaps: Mapping[str, str] = {}
        self.elements: Mapping[str, str] = {}

    def rows(self) -> list[tuple[Askable, str, bool, str]]:
        """(what, name of its control, picked, words) as the page shows them."""
        return [
            (one, name, self._picked(name, one), self._words(name) if self.is_bound else one.checked)
            for one in self.askable
            for name in [name_of(one)]
        ]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        picked = [one for one in self.askable if self._picked(name_of(one), one)]
        if not picked:
            self.add_error(None, _now("请勾选要补正的材料或者要更正的内容"))
        for one in picked:
            if not self._words(name_of(one)):
                self.add_error(None, _now("请写明“%(name)s”缺什么、怎样补") % {"name": one.name})
        self.gaps = {one.code: self._words(name_of(one)) for one in picked if one.code}
        self.elements = {one.element: self._words(name_of(one)) for one in picked if one.element}
        return said

    def _picked(self, name: str, one: Askable) -> bool:
        """Ticked, or written about: whoever writes what lacks means it, and the next page shows all before it goes out."""
        if not self.is_bound:
            return bool(one.checked)
        return self.data.get(f"pick-{name}") == "yes" or self._words(name) not in {"", one.checked}

    def _words(self, name: str) -> str:
        return " ".join(str(self.data.get(f"gap-{name}", "")).replace("\x00", "").split())[:LONGEST_GAP]


def name_of(one: Askable) -> str:
    """What its controls are called."""
    return f"m-{one.code}" if one.code else f"f-{one.element}"
