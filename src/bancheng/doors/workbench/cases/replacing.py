"""换发证照: what has changed on the face of a licence, and by which case of change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases import selectors, services
from bancheng.doors.workbench.cases.acts import found_for, one_form
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.cases.standing import typed
from bancheng.doors.workbench.forms import dress, text_field
from bancheng.doors.workbench.requests import Answer, StaffRequest


class ReplaceForm(OnCase):
    """The elements of the face, each blank: what is left blank stays as it is."""

    change = text_field(
        _("变更办件的编号"), longest=40, required=False, help_text=_("凭哪一件准予变更的办件换发；依职权更正的不填")
    )
    reason = text_field(_("换发的原因"), longest=300, rows=2)
    about = {
        "cases.change_case": "change",
        "cases.reason_missing": "reason",
    }

    def __init__(self, *args: Any, face: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = tuple(code for code, _label, _text in face)
        for place, (_code, label, text) in enumerate(face):
            told = {"text": text or say("空")}
            field = text_field(label, longest=500, required=False, help_text=say("现在：%(text)s。不填的不变") % told)
            dress(field)
            self.fields[f"face_{place}"] = field

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        filled = {code: given[f"face_{place}"] for place, code in enumerate(self.codes) if given[f"face_{place}"]}
        return {"face": filled, "reason": given["reason"], "change": given["change"]}


def replace(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "replace_licence")
    face = selectors.face_now(request.actor, case)
    form = ReplaceForm(typed(request), initial={"version": found.line.version}, face=face)
    return one_form(
        request,
        found,
        form,
        verb="replace_licence",
        act=lambda: services.replace_licence(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("新的证照正在签章，签好后原来的版本失效，持证人收到消息。"),
        title=_("换发证照"),
        submit=_("换发"),
        intro=_("照面变更了才换发，证书编号和有效期不变（行政许可法第四十九条）；遗失、损毁的在出件台补发。"),
    )
