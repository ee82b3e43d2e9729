"""What is asked while a case runs: a pre-review passed, units consulted and answering, a wish to withdraw answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import IDENTITY_METHODS, OPINIONS, ConsultationView, PreReviewView, StaffCase
from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.cases.acts import found_for, one_form
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.cases.standing import address_of, traced_act, typed
from bancheng.doors.workbench.forms import StaffForm, done, text_field
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused


class PreReviewForm(OnCase):
    """A word to the applicant; what he has to bring the platform knows."""

    note = text_field(
        gettext_lazy("给申请人的话"), longest=500, required=False, rows=2, help_text=gettext_lazy("和通知一起发出")
    )


class ArrivalForm(StaffForm):
    """How the window knows who came with a file that passed."""

    method = forms.ChoiceField(label=gettext_lazy("怎样核验身份"), choices=list(IDENTITY_METHODS.items()))


class ConsultForm(OnCase):
    """Whom to ask, what, and until when."""

    organisations = forms.TypedMultipleChoiceField(
        label=gettext_lazy("被征求意见的机构"), coerce=int, widget=forms.CheckboxSelectMultiple()
    )
    question = text_field(gettext_lazy("请对方答复的问题"), longest=2000, rows=4)
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("问的是申请表中的哪些内容"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=gettext_lazy("可以联网核验的，请用“核验”，不要求其他单位提供；不涉及的不选"),
    )
    days = forms.IntegerField(label=gettext_lazy("答复期限（工作日）"), help_text=gettext_lazy("从明天起算"))
    about = {
        "cases.consulted_units": "organisations",
        "cases.consultation_open": "organisations",
        "cases.no_question": "question",
        "cases.consulted_days": "days",
        "cases.verifiable": "elements",
        "cases.unlisted_field": "elements",
    }

    def __init__(self, *args: Any, units: Any, fields: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["elements"].choices = list(fields)  # type: ignore[attr-defined]


class AnswerForm(OnCase):
    """The unit's opinion."""

    consultation = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput())
    outcome = forms.ChoiceField(label=gettext_lazy("意见"), choices=list(OPINIONS.items()), widget=forms.RadioSelect())
    opinion = text_field(
        gettext_lazy("意见说明"), longest=2000, rows=4, required=False, help_text=gettext_lazy("不同意的必须写明理由")
    )
    about = {"cases.opinion_missing": "opinion"}


class ConsentForm(OnCase):
    """A word with the consent."""

    answer = text_field(gettext_lazy("给申请人的话"), longest=500, required=False, rows=2)


class DeclineForm(OnCase):
    """Why not."""

    answer = text_field(gettext_lazy("不同意的理由"), longest=500, rows=3, help_text=gettext_lazy("申请人看得到"))
    about = {"cases.reason_missing": "answer"}


def pre_review(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "pre_review")
    form = PreReviewForm(typed(request), initial={"version": found.line.version})
    return one_form(
        request,
        found,
        form,
        verb="pre_review",
        act=lambda: services.pre_review(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("预审通过，申请人收到消息；要核对原件的，告知书正在制作。"),
        title=_("预审通过"),
        submit=_("通过预审"),
        intro=outlook(selectors.if_passed(request.actor, case)),
    )


def outlook(view: PreReviewView) -> str:
    """What the pass will mean for the applicant, in one sentence."""
    if not view.must_come:
        return _("没有要到窗口核对的原件：申请人不用来，请接着在期限内答复是否受理。")
    facts = {"day": long_date(view.until), "papers": "、".join(view.bring)}
    return (
        _("出具一次性告知书：申请人在%(day)s前带“%(papers)s”的原件到窗口，不用再填表。在他来以前受理时限不走。") % facts
    )


def check_in(request: StaffRequest, case: str) -> HttpResponseRedirect:
    """Who came is registered; on with the desk, which shows it or the refusal."""
    found = selectors.staff_case(request.actor, case)
    form = ArrivalForm(request.POST)
    if request.method != "POST" or not form.is_valid():
        return redirect("workbench:case_accept", address_of(found))
    act = lambda: services.check_in(case, by=request.actor, method=form.cleaned_data["method"])  # noqa: E731
    traced_act(request, found, "check_in", act)()
    return done(request, _("已核验身份，请核对原件后受理。"), "case_accept", address_of(found))


def consult(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "consult")
    units, days, silence = selectors.units_to_ask(request.actor, case)
    left = found.line.remaining
    # By default no unit is given longer than the case itself has.
    first = {"version": found.line.version, "days": days if left is None else min(days, max(1, left))}
    shown = [(one.element.code, one.label) for section in found.sections for one in section.fields]
    form = ConsultForm(typed(request), initial=first, units=units, fields=shown)
    intro = _("几个机构可以一起征求，各自答复，时限照常计算。有机构还没答复、期限又没到的，不能作出决定。")
    if found.line.due_on is not None:
        intro += _("这件最晚%(day)s办结。") % {"day": long_date(found.line.due_on)}
    return one_form(
        request,
        found,
        form,
        verb="consult",
        act=lambda: services.consult(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已发出，被征求意见的机构收到消息。"),
        title=_("征求意见"),
        submit=_("发出"),
        intro=intro + _("逾期没有答复的：%(silence)s。") % {"silence": silence},
    )


def answer(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "answer_consultation")
    asked = _asked(request, found)
    form = AnswerForm(typed(request), initial={"version": found.line.version, "consultation": asked.id})
    return one_form(
        request,
        found,
        form,
        verb="answer_consultation",
        act=lambda: services.answer_consultation(case, by=request.actor, **form.told()),
        said=_("已答复，征求意见的机关收到消息。"),
        title=_("答复征求意见"),
        submit=_("答复"),
        intro=_("%(name)s问：%(question)s（%(day)s前答复）")
        % {"name": asked.asked_name, "question": asked.question, "day": long_date(asked.due_on)},
    )


def _asked(request: StaffRequest, found: StaffCase) -> ConsultationView:
    """The consultation that was sent, or the first that waits for his unit."""
    wanted = number(request.POST.get("consultation") or request.GET.get("task"))
    mine = [one for one in found.consultations if one.id == wanted] or [one for one in found.consultations if one.mine]
    if not mine:
        if request.method == "POST":
            raise Refused("cases.consultation_gone", _("现在没有等您的单位答复的征求意见，请刷新页面查看。"))
        raise Http404
    return mine[0]


def consent(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "consent_to_withdraw")
    form = ConsentForm(typed(request), initial={"version": found.line.version})
    return one_form(
        request,
        found,
        form,
        verb="consent_to_withdraw",
        act=lambda: services.consent_to_withdraw(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已同意撤回，办件终止，申请人收到消息。"),
        title=_("同意撤回"),
        submit=_("同意，终止办理"),
        intro=_("申请人的理由：%(reason)s。同意后办件到此结束，不能恢复，没有缴的费用不再收。")
        % {"reason": _reason(found)},
    )


def decline(request: StaffRequest, case: str) -> Answer:
    found = found_for(request, case, "decline_to_withdraw")
    form = DeclineForm(typed(request), initial={"version": found.line.version})
    return one_form(
        request,
        found,
        form,
        verb="decline_to_withdraw",
        act=lambda: services.decline_to_withdraw(case, by=request.actor, expected=form.expected, **form.told()),
        said=_("已答复申请人，办件继续办理。"),
        title=_("不同意撤回"),
        submit=_("不同意，继续办理"),
        intro=_("申请人的理由：%(reason)s。") % {"reason": _reason(found)},
    )


def _reason(found: StaffCase) -> str:
    return found.withdrawals[-1].reason.rstrip("。") if found.withdrawals else ""
