"""What stands beside the steps of a case: messages with who applies, notes of the house, like cases, verification buttons."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import StaffCase
from bancheng.doors.frame.refusals import traced
from bancheng.doors.workbench.cases import forms, pictures
from bancheng.doors.workbench.cases.standing import address_of, back_to
from bancheng.doors.workbench.forms import done, telling
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import Answer, StaffRequest

SAID = {
    "same": gettext_lazy("一致，已记入办件。"),
    "differs": gettext_lazy("与登记的内容不一致，已记入办件，请与办事人核对。"),
    "absent": gettext_lazy("没有查到，已记入办件；可以要求补正或者征求意见。"),
    "down": gettext_lazy("接口暂时连不上，已记入办件；可以稍后再试，或者要求补正。"),
}


def talks(request: StaffRequest, case: str) -> Answer:
    """The thread and the notes; what is sent says by `what` to whom it goes."""
    found = selectors.staff_case(request.actor, case)
    what = request.POST.get("what", "")
    talk = forms.TalkForm(request.POST if what == "talk" else None, prefix="talk")
    note = forms.NoteForm(request.POST if what == "note" else None, prefix="note")
    if what == "hear":
        with traced(found.line.key, "hear_talk", by=request.actor):
            services.hear_talk(case, by=request.actor)
        return done(request, _("已注明不用答复。"), "case_talks", address_of(found))
    if talk.is_valid():
        with telling(talk, "text"):
            services.talk(case, by=request.actor, text=talk.cleaned_data["text"])
            return done(request, _("已留言，办事人收到消息。"), "case_talks", address_of(found))
    if note.is_valid():
        with telling(note, "text"):
            services.note(case, by=request.actor, text=note.cleaned_data["text"])
            return done(request, _("备注已记下，办事人看不到。"), "case_talks", address_of(found))
    wrong = request.method == "POST"
    thread, notes = selectors.thread(request.actor, case), selectors.notes(request.actor, case)
    told = {"talk": talk, "note": note, "thread": thread, "notes": notes}
    return {**_page(found, _("留言和备注")), **told, "errors": wrong, "status": 422 if wrong else 200}


def alike(request: StaffRequest, case: str) -> dict[str, Any]:
    """Earlier decisions in the same situation of the same item, side by side with this case."""
    found = selectors.staff_case(request.actor, case)
    return {**_page(found, _("类案")), "like": selectors.like_cases(request.actor, case)}


def verify(request: StaffRequest, case: str) -> Answer:
    """The registers that can be asked instead of another unit; each button asks one."""
    found = selectors.staff_case(request.actor, case)
    if request.method == "POST":
        with traced(found.line.key, "verify", by=request.actor):
            outcome = _asked(request, case)
        return done(request, SAID[outcome], "case_verify", address_of(found))
    rows = selectors.verifiable(request.actor, case)
    return {**_page(found, _("核验")), "rows": rows, "asked": selectors.verifications(request.actor, case)}


def _asked(request: StaffRequest, case: str) -> str:
    line = number(request.POST.get("line"))
    if line:
        return services.verify_material(case, line=line, by=request.actor)
    return services.verify_field(case, element=request.POST.get("element", "")[:60], by=request.actor)


def _page(found: StaffCase, title: str) -> dict[str, Any]:
    return {
        "page_title": f"{title}：{found.line.applicant_name} {found.line.item_name}",
        "title": title,
        "case": found,
        "left": pictures.left(found.line.remaining),
        "case_url": back_to(found),
    }
