"""What is done about an inquiry: taken in, answered, offered to a colleague, accepted or not, closed."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import StaffForm, done, form_page, question, telling
from bancheng.doors.workbench.inquiries import forms
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.frontline.inquiries import selectors, services
from bancheng.frontline.inquiries.types import InquiryView, TransferView
from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused

FIELDS = {"inquiries.asker": "name", "inquiries.phone": "phone", "inquiries.question": "question"}


def open_(request: StaffRequest) -> Answer:
    """Whoever enters it is responsible for it (首问责任人)."""
    form = forms.OpenForm(request.POST or None, initial={"channel": "window"})
    if form.is_valid():
        given = dict(form.cleaned_data)
        words = given.pop("words")
        try:
            key = services.open_inquiry(by=request.actor, **given)
        except Refused as refusal:
            form.add_error(FIELDS.get(refusal.code), str(refusal))
        else:
            if words.strip():
                services.answer(key, words=words, by=request.actor)
            return done(request, _("已登记，您是首问责任人。"), "inquiry", key)
    intro = _("谁先被问到谁负责，直到答复，或者同事接收了转交。问题里不要写身份号码。")
    cancel = reverse("workbench:inquiries")
    return form_page(form, title=_("登记咨询"), submit=_("登记"), cancel=cancel, intro=intro)


def answer(request: StaffRequest, pk: int) -> Answer:
    _mine(request, pk)
    form = forms.AnswerForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        services.answer(pk, by=request.actor, **given)

    return _one_form(request, pk, form, act, title=_("登记答复"), submit=_("登记答复"), said=_("答复已登记。"))


def transfer(request: StaffRequest, pk: int) -> Answer:
    _mine(request, pk)
    form = forms.TransferForm(request.POST or None)

    def act(given: dict[str, Any]) -> None:
        services.propose_transfer(pk, by=request.actor, **given)

    intro = _("对方接收以前，仍由您负责答复。")
    said = _("已请对方接收；接收以前仍由您负责。")
    return _one_form(request, pk, form, act, title=_("转交"), submit=_("请他接收"), said=said, intro=intro)


def take(request: StaffRequest, pk: int) -> Answer:
    offer = _offered(request, pk)
    return question(
        request,
        title=_("接收转交"),
        sentence=_("接收后由您负责答复。%(giver)s的理由：%(reason)s")
        % {"giver": offer.giver_name, "reason": offer.reason},
        submit=_("接收"),
        back=reverse("workbench:inquiry", args=[pk]),
        act=lambda: services.accept_transfer(offer.id, by=request.actor),
        said=_("已接收，现在由您负责答复。"),
        serious=False,
    )


def decline(request: StaffRequest, pk: int) -> Answer:
    offer = _offered(request, pk)
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.decline_transfer(offer.id, by=request.actor, **form.cleaned_data)
            # He may see it no longer: it is of another unit.
            return done(request, _("没有接收，对方收到消息。"), "inquiries")
    back = reverse("workbench:inquiry", args=[pk])
    return form_page(form, title=_("不接收转交"), submit=_("不接收"), cancel=back)


def take_back(request: StaffRequest, pk: int) -> Answer:
    found = _mine(request, pk)
    if found.waiting is None:
        raise Http404
    offer = found.waiting
    return question(
        request,
        title=_("收回转交"),
        sentence=_("不再请%(taker)s接收，仍由您负责答复。") % {"taker": offer.taker_name},
        submit=_("收回"),
        back=reverse("workbench:inquiry", args=[pk]),
        act=lambda: services.take_back_transfer(offer.id, by=request.actor),
        said=_("已收回。"),
        serious=False,
    )


def close(request: StaffRequest, pk: int) -> Answer:
    _mine(request, pk)
    return question(
        request,
        title=_("办结咨询"),
        sentence=_("办结后不能再改。"),
        submit=_("办结"),
        back=reverse("workbench:inquiry", args=[pk]),
        act=lambda: services.close(pk, by=request.actor),
        said=_("已办结。"),
        serious=False,
    )


def _mine(request: StaffRequest, pk: int) -> InquiryView:
    """The inquiry for who is responsible: 404 unseen, 403 for everybody else."""
    found = selectors.inquiry(request.actor, pk)
    if not found.mine:
        told = {"owner": found.line.owner_name}
        raise AccessDenied(_("这件咨询由%(owner)s负责，请由其办理或者办理转交。") % told, visible=True)
    return found


def _offered(request: StaffRequest, pk: int) -> TransferView:
    found = selectors.inquiry(request.actor, pk)
    if not found.offered or found.waiting is None:
        raise AccessDenied(_("这件咨询现在没有转交给您。"), visible=True)
    return found.waiting


def _one_form(
    request: StaffRequest, pk: int, form: StaffForm, act: Any, *, title: str, submit: str, said: str, intro: str = ""
) -> Answer:
    if form.is_valid():
        with telling(form):
            act(form.cleaned_data)
            return done(request, said, "inquiry", pk)
    return form_page(form, title=title, submit=submit, cancel=reverse("workbench:inquiry", args=[pk]), intro=intro)
