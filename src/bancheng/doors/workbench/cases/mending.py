"""当场更正: one field of what the applicant filled in, put right before acceptance with his consent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases import services
from bancheng.casework.cases.types import FieldView
from bancheng.casework.cases.types.mending import CONSENTS
from bancheng.doors.workbench.cases.acts import found_for, one_form
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.cases.standing import typed
from bancheng.doors.workbench.forms import text_field
from bancheng.doors.workbench.requests import Answer, StaffRequest

YES, NO = "是", "否"


class MendForm(OnCase):
    """Which field, what it should say, and how the applicant agreed."""

    element = forms.ChoiceField(label=_("更正哪一项"))
    value = text_field(
        _("更正为"), longest=2000, rows=2, required=False, help_text=_("选择题写选项的文字；是或否的写“是”“否”")
    )
    consent = forms.ChoiceField(
        label=_("申请人怎样同意的"), choices=lambda: list(CONSENTS.items()), widget=forms.RadioSelect()
    )
    about = {
        "cases.consent_missing": "consent",
        "cases.form": "value",
        "cases.nothing_to_correct": "value",
        "cases.from_register": "element",
        "cases.unlisted_field": "element",
    }

    def __init__(self, *args: Any, fields: Sequence[FieldView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.views = {one.element.code: one for one in fields if not one.source}
        shown = [(code, say("%(label)s（现在：%(text)s）") % _told(one)) for code, one in self.views.items()]
        self.fields["element"].choices = [("", say("请选择")), *shown]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        view = self.views[given["element"]]
        return {"values": {given["element"]: _exact(view, given["value"])}, "consent": given["consent"]}


def mend(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "correct_form")
    fields = [one for section in found.sections for one in section.fields]
    form = MendForm(typed(request), initial={"version": found.line.version}, fields=fields)
    return one_form(
        request,
        found,
        form,
        verb="correct_form",
        act=lambda: services.correct_form(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已更正，申请人收到消息。"),
        title=_("当场更正"),
        submit=_("更正"),
        intro=_("可以当场更正的错误，应当允许申请人当场更正（行政许可法第三十二条）；更正前后的内容记入操作日志。"),
    )


def _told(view: FieldView) -> dict[str, str]:
    return {"label": view.label, "text": view.text or say("没有填")}


def _exact(view: FieldView, text: str) -> str:
    """The value of an option that was written by its label."""
    if view.element.kind == "bool":
        return {YES: "yes", NO: "no"}.get(text.strip(), text)
    options = {one.label: one.value for one in view.field.options} or {
        label: code for code, label in view.element.options
    }
    return options.get(text.strip(), text) if view.element.kind == "choice" else text
