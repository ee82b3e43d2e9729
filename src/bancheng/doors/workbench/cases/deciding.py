"""The decision: written, read once more with all its effects, then made."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import OUTCOMES, StaffCase
from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.cases.forms import DecideForm
from bancheng.doors.workbench.cases.standing import address_of, attempt, back_to, open_step, sent, traced_act, typed
from bancheng.doors.workbench.forms import confirmed, done, kept
from bancheng.doors.workbench.requests import Answer, StaffRequest


def decide(request: StaffRequest, case: str) -> Answer:
    """First the form, then what the decision will bring about, then the act."""
    if request.method == "POST":
        found = selectors.staff_case(request.actor, case)
    else:
        found = open_step(request, case, "decide")[0]
    preview = selectors.decision_preview(request.actor, case)
    suggested = selectors.suggested_reasons(request.actor, case)
    form = DecideForm(typed(request), initial=_initial(found, preview), face=preview.face, suggested=suggested)
    if sent(request) and form.is_valid():
        if not confirmed(request):
            return _question(request, found, form, preview)
        made: list[str] = []
        act = traced_act(request, found, "decide", lambda: _decided(request, case, form))
        answer = attempt(request, found, form, lambda: made.append(act()))
        if answer is not None:
            return answer
        if made:
            said = _("决定已作出，文号 %(number)s。") % {"number": made[0]}
            return done(request, said, "case", address_of(found))
    return _page(request, found, form, preview)


def _decided(request: StaffRequest, case: str, form: DecideForm) -> str:
    given = form.cleaned_data
    granted = given["outcome"] == "granted"
    return services.decide(
        case,
        by=request.actor,
        outcome=given["outcome"],
        reason=given["reason"],
        basis=given["basis"],
        remedies=given["remedies"],
        valid_from=given["valid_from"] if granted else None,
        valid_to=given["valid_to"] if granted else None,
        face=form.face() if granted and form.codes else None,
        expected=form.expected,
    )


def _initial(found: StaffCase, preview: Any) -> dict[str, Any]:
    """What the guide gives: its basis and remedies; from when its licence holds, and its type says how long.

    What the platform proposes (拟作决定) is filled in too; it is the approver's to keep or to change.
    """
    proposed = {"outcome": found.proposed.outcome, "reason": found.proposed.reason} if found.proposed else {}
    return {
        **proposed,
        "version": found.line.version,
        "basis": preview.basis,
        "remedies": preview.remedies,
        "valid_from": preview.starts_on if preview.licence_name else None,
    }


def term(months: int) -> str:
    """“5 年”, “18 个月”, or 长期."""
    if not months:
        return _("长期")
    years, rest = divmod(months, 12)
    return _("%(n)s 个月") % {"n": months} if rest else _("%(n)s 年") % {"n": years}


def _page(request: StaffRequest, found: StaffCase, form: DecideForm, preview: Any) -> dict[str, Any]:
    wrong = sent(request) and bool(form.errors)
    return {
        "page_title": _("作出决定：%(name)s") % {"name": found.line.applicant_name},
        "case": found,
        "form": form,
        "faces": form.faces(),
        "term": term(preview.months),
        "result_name": preview.licence_name or preview.result,
        "opinions": pictures.opinions(found),
        "left": pictures.left(found.line.remaining),
        "case_url": back_to(found),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def _question(request: StaffRequest, found: StaffCase, form: DecideForm, preview: Any) -> dict[str, Any]:
    """What the decision brings about, and its text, before it is made."""
    given = form.cleaned_data
    granted = given["outcome"] == "granted"
    told = {"outcome": OUTCOMES[given["outcome"]], "name": found.line.applicant_name, "item": found.line.item_name}
    return {
        **_page(request, found, form, preview),
        "asking": True,
        "sentence": _("对%(name)s的“%(item)s”申请作出“%(outcome)s”的决定。") % told,
        "lines": _effects(preview.licence_name, granted=granted),
        "written": _written(form, preview.months, granted=granted),
        "kept": [(name, value) for name, value in kept(request.POST) if name != "again"],
        "grave": not granted,
        "submit": _("确认：%(outcome)s") % told,
    }


def _effects(licence: str, *, granted: bool) -> list[str]:
    lines = [_("决定书编文号、盖章，发给申请人；文字和日期以后不能改。"), _("办理时限到此为止。")]
    if granted and licence:
        lines.append(_("颁发%(name)s，生成电子证照，签章后生效。") % {"name": licence})
    if not granted:
        lines.append(_("理由和救济途径写进决定书，申请人可以据此申请复议或者起诉。"))
    lines.append(_("决定书制好后按申请人选的方式送达，他会收到消息。"))
    return lines


def _written(form: DecideForm, months: int, *, granted: bool) -> list[tuple[str, str]]:
    """The text as it will stand in the decision, and on the licence."""
    given = form.cleaned_data
    said = [(str(form.fields[name].label), given[name]) for name in ("reason", "basis", "remedies") if given[name]]
    if granted and given["valid_from"]:
        until = _("至%(day)s") % {"day": long_date(given["valid_to"])} if given["valid_to"] else term(months)
        said.append((_("有效期"), _("自%(day)s起，") % {"day": long_date(given["valid_from"])} + until))
    if granted:
        said += [(str(field.label), given[field.name]) for field in form.faces() if given[field.name]]
    return said
