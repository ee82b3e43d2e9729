"""申请人: for oneself, for a firm one may act for, or for somebody who gave a mandate."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.frame import kept
from bancheng.doors.portal.accounts.fields import IdNumberField, LabelledForm, NameField, PhoneField
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.courses import Filled, course_of
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context, fresh, on_draft
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.codes import CodeError
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors as identity
from bancheng.registers.identity.types import LegalPersonView, PersonView

SELF, AGENT, FIRM = "self", "agent", "firm:"
PERSONS, FIRMS = {"1"}, {"2", "3", "4", "6"}
"""Codes of the guide's 服务对象: natural persons, and those whom somebody else acts for."""


class AgentForm(LabelledForm):
    """Who gave the mandate."""

    principal_name = NameField(gettext_lazy("委托人姓名"), "off")
    principal_id_number = IdNumberField(gettext_lazy("委托人身份号码"))
    principal_phone = PhoneField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["principal_phone"].label = _("委托人手机号码")
        self.fields["principal_phone"].widget.attrs["autocomplete"] = "off"
        self.fields["principal_phone"].error_messages["required"] = _("请填写委托人手机号码")


def whom(request: CitizenRequest, draft: Filled) -> Page:
    """For whom, of an application for one item or for several."""
    person = identity.person_of(request.user)
    assert person is not None, "on_draft lets natural persons in only"
    firms = identity.legal_persons_of(person)
    if request.method != "POST":
        before = kept.take(request)
        form = AgentForm(initial=before.dict() if before is not None else None)
        chosen = before.get("whom", "") if before is not None else _standing(draft, firms)
        return _shown(request, draft, person, firms, form=form, chosen=chosen, restored=before is not None)
    chosen = request.POST.get("whom", "")
    form = AgentForm(request.POST if chosen == AGENT else None)
    fault = _save(request, draft, chosen, firms, form)
    if fault or form.errors:
        return _shown(request, draft, person, firms, form=form, chosen=chosen, fault=fault)
    _prefill(request, draft)
    to_check = request.POST.get("go-to") == steps.CHECK
    return redirect(steps.onward(fresh(request, draft), steps.APPLICANT, to_check=to_check))


applicant = on_draft(own=True)(whom)


def _save(
    request: CitizenRequest, draft: Filled, whom: str, firms: tuple[LegalPersonView, ...], form: AgentForm
) -> str:
    """The sentence that says what is wrong, where no field of the form does; "" when it was kept."""
    facts = _facts(whom, firms, agents=course_of(draft).agents)
    if facts is None:
        return _("请选择为谁办理，再继续。")
    if form.is_bound and not form.is_valid():
        return ""
    try:
        more = form.cleaned_data if form.is_bound else {}
        course_of(draft).set_applicant(draft, request.actor, {**facts, **more})
    except (Refused, TooManyTries) as refused:
        return str(refused)
    except CodeError as error:
        return error.sentence
    return ""


def _facts(whom: str, firms: tuple[LegalPersonView, ...], *, agents: bool) -> dict[str, str] | None:
    """What the choice says about capacity and firm; None where nothing, or somebody else's firm, was chosen."""
    if whom == SELF or (whom == AGENT and agents):
        return {"capacity": whom}
    for firm in firms:
        if whom == FIRM + firm.uscc:
            return {"capacity": "representative" if firm.represents else "operator", "uscc": firm.uscc}
    return None


def _prefill(request: CitizenRequest, draft: Filled) -> None:
    """What is known already need not be typed; a register that does not answer is told and keeps nobody waiting."""
    down = course_of(draft).prefill(draft, request.actor)
    if down:
        sentence = _("%(registers)s现在没有应答，相关内容请您自己填写。") % {"registers": "、".join(down)}
        messages.info(request, sentence, extra_tags="warn")


def _standing(draft: Filled, firms: tuple[LegalPersonView, ...]) -> str:
    """What is chosen when the page opens: what was saved, or the only firm where only firms may apply."""
    if draft.capacity in {"representative", "operator"}:
        return next((FIRM + firm.uscc for firm in firms if firm.name == draft.applicant_name), "")
    if draft.capacity == SELF and not PERSONS & set(course_of(draft).audience(draft)):
        return FIRM + firms[0].uscc if len(firms) == 1 else ""
    return draft.capacity


def _shown(
    request: CitizenRequest,
    draft: Filled,
    person: PersonView,
    firms: tuple[LegalPersonView, ...],
    *,
    form: AgentForm,
    chosen: str,
    fault: str = "",
    restored: bool = False,
) -> dict[str, Any]:
    audience = set(course_of(draft).audience(draft))
    wrong = bool(fault or form.errors)
    return context(draft, _("为谁办理")) | {
        "person": person,
        "firms": [(FIRM + firm.uscc, firm) for firm in firms],
        "for_persons": bool(audience & PERSONS),
        "for_firms": bool(audience & FIRMS),
        "for_agents": bool(audience & PERSONS) and course_of(draft).agents,
        "form": form,
        "chosen": chosen,
        "fault": fault,
        "errors": wrong,
        "restored": restored,
        "to_check": (request.POST.get("go-to") or request.GET.get("to")) == steps.CHECK,
        "back_url": steps.before(draft, steps.APPLICANT),
        "place": steps.place(draft, steps.APPLICANT),
        "status": 422 if wrong else 200,
    }
