"""The lawful detours of a case under review: special procedures begun and ended, the term lengthened once."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bancheng.casework.cases import services
from bancheng.casework.cases.types import StaffCase
from bancheng.doors.workbench.cases import forms
from bancheng.doors.workbench.cases.acts import found_for, one_form
from bancheng.doors.workbench.cases.hearing_forms import HearingForm
from bancheng.doors.workbench.cases.standing import typed
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import today


def start(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "suspend", "add_procedure")
    form = forms.ProcedureForm(typed(request), initial={"version": found.line.version, "started_on": today()})
    return one_form(
        request,
        found,
        form,
        verb="add_procedure" if found.line.state == "suspended" else "suspend",
        act=lambda: services.start_procedure(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已启动特别程序，告知书正在制作，申请人收到消息。"),
        title=_("启动特别程序"),
        submit=_("启动"),
        intro=_("所需时间写进告知书，发给申请人。程序结束以前不能审查和决定；停不停时限，按选的程序和法律依据定。"),
    )


def end(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "resume", "end_procedure")
    kinds = going_on(found)
    first = kinds[0][0] if len(kinds) == 1 else None
    told = {"version": found.line.version, "kind": first, "ended_on": today()}
    form = forms.EndProcedureForm(typed(request), initial=told, kinds=kinds)
    return one_form(
        request,
        found,
        form,
        verb="resume" if len(kinds) == 1 else "end_procedure",
        act=lambda: services.end_procedure(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已登记结束，申请人收到消息。"),
        title=_("结束特别程序"),
        submit=_("登记结束"),
        intro=_("结束的那天恢复计时。最后一项结束后，继续审查。"),
    )


def record(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "record_hearing")
    form = HearingForm(typed(request), initial={"version": found.line.version})
    return one_form(
        request,
        found,
        form,
        verb="record_hearing",
        act=lambda: services.record_hearing(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("听证笔录正在制作，决定要根据它作出。"),
        title=_("制作听证笔录"),
        submit=_("制作笔录"),
        intro=_("笔录交参加人确认后签字；拒绝签字的写明原因（行政许可法第四十八条）。"),
    )


def going_on(found: StaffCase) -> list[tuple[str, str]]:
    """The procedures that run now, to choose from."""
    return [(one.kind, one.label) for one in found.procedures if one.open]


def extend(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "extend")
    form = forms.ExtendForm(typed(request), initial={"version": found.line.version})
    return one_form(
        request,
        found,
        form,
        verb="extend",
        act=lambda: services.extend(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已延长办理期限，告知书正在制作，申请人收到消息。"),
        title=_("延长办理期限"),
        submit=_("批准延长"),
        intro=_("只能延长一次，法定时限和承诺时限一起延长；理由告知申请人（行政许可法第四十二条）。"),
    )
