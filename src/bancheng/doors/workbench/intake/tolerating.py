"""容缺受理 at the window: told at once, signed before the clerk, accepted with what lacks; and what comes in later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import IDENTITY_METHODS, Gap, MaterialView, StaffCase
from bancheng.doors.frame.refusals import traced
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.cases.standing import MOVED_ON, address_of, attempt, open_step, sent
from bancheng.doors.workbench.forms import date_field, text_field
from bancheng.doors.workbench.intake.forms import GapsForm
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused
from bancheng.registers.catalog.types import GuideDocument


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One secondary condition on the page; `place` in the guide's list from 1."""

    place: int
    text: str
    picked: bool
    gap: str


class OfferForm(GapsForm):
    """What may come later, each with what is wanted; until when; what follows. What does not fit the service refuses."""

    due_on = date_field(gettext_lazy("补齐期限"), help_text=gettext_lazy("最后一天，不晚于承诺办结日"))
    consequence = text_field(gettext_lazy("逾期处理办法"), longest=500, rows=2)
    about = {"cases.tolerance_due": "due_on", "cases.no_consequence": "consequence"}

    def __init__(self, *args: Any, found: StaffCase, **kwargs: Any) -> None:
        later = [one for one in found.materials if one.lacking or (one.tolerable and one.check == "bad")]
        super().__init__(*args, materials=later, **kwargs)
        self.document: GuideDocument = found.document
        self.conditions: tuple[Gap, ...] = ()

    def clean(self) -> dict[str, Any]:
        self.gaps = tuple(Gap(line, self._sentence(line)) for line in self._lines())
        self.conditions = tuple(Gap(place, self._said(place)) for place in self._picked())
        return self.cleaned_data

    def condition_rows(self) -> list[ConditionRow]:
        """The secondary conditions of the guide."""
        picked = set(self._picked())
        return [
            ConditionRow(place, one.text, place in picked, self._said(place))
            for place, one in enumerate(self.document.requirements, start=1)
            if one.secondary
        ]

    def _picked(self) -> list[int]:
        sent = self.data.getlist("condition") if isinstance(self.data, QueryDict) else []
        return [int(one) for one in dict.fromkeys(sent) if one.isascii() and one.isdigit() and len(one) < 5]

    def _said(self, place: int) -> str:
        return " ".join(str(self.data.get(f"condition-{place}", "")).split())[:500]


class SignForm(OnCase):
    """Who signs before the clerk, and how he is known."""

    name = text_field(gettext_lazy("签署人姓名"), longest=50, help_text=gettext_lazy("与身份证件一致"))
    method = forms.ChoiceField(label=gettext_lazy("怎样核验身份"), choices=list(IDENTITY_METHODS.items()))
    scan = forms.FileField(
        label=gettext_lazy("签字的承诺书"),
        required=False,
        help_text=gettext_lazy("扫描或者拍照：PDF、OFD、JPG、PNG，不超过 20 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.ofd,.jpg,.jpeg,.png,.webp"}),
    )
    confirmed = forms.BooleanField(
        label=gettext_lazy("已当面告知，签署人已经知悉并承诺按期补齐，承诺书已签字"), required=False
    )
    about = {
        "cases.signer": "name",
        "cases.method": "method",
        "cases.no_mandate": "method",
        "cases.not_confirmed": "confirmed",
    }
    about |= {"cases.scan_missing": "scan", "cases.scan_kind": "scan", "cases.too_many_pages": "scan"}


class MakeUpForm(OnCase):
    """How a secondary condition was met; the papers stand beside it."""

    words = text_field(gettext_lazy("条件是怎样达到的"), longest=500, required=False, rows=2)


def tolerance(request: StaffRequest, case: str) -> Answer:
    """One page, three acts in their order: tell, sign, accept; each form is answered by its own service."""
    found = selectors.staff_case(request.actor, case)
    if not sent(request):
        open_step(request, case, "accept")
    act = request.POST.get("act", "") if request.method == "POST" else ""
    shown: dict[str, OnCase] = {name: make(request, found, name == act) for name, make in FORMS.items()}
    if sent(request) and act in shown and shown[act].is_valid():
        answer = ACTS[act](request, found, shown[act])
        if answer is not None:
            return answer
        found = selectors.staff_case(request.actor, case)
    return _page(found, shown, act, wrong=sent(request) and act in shown and bool(shown[act].errors))


def _offer_form(request: StaffRequest, found: StaffCase, bound: bool) -> OfferForm:
    told = found.tolerance
    initial = {
        "version": found.line.version,
        "due_on": told.due_on if told else None,
        "consequence": told.consequence if told else selectors.tolerance_consequence(found.line.region),
    }
    return OfferForm(request.POST if bound else None, initial=initial, found=found)


def _sign_form(request: StaffRequest, found: StaffCase, bound: bool) -> SignForm:
    initial = {"version": found.line.version, "name": found.filer_name}
    return SignForm(request.POST if bound else None, request.FILES if bound else None, initial=initial)


def _accept_form(request: StaffRequest, found: StaffCase, bound: bool) -> OnCase:
    return OnCase(request.POST if bound else None, initial={"version": found.line.version})


def _offer(request: StaffRequest, found: StaffCase, form: Any) -> Answer | None:
    def act() -> None:
        with traced(found.line.key, "offer_tolerance", by=request.actor):
            services.offer_tolerance(
                found.line.key,
                by=request.actor,
                lines=form.gaps,
                conditions=form.conditions,
                due_on=form.cleaned_data["due_on"],
                consequence=form.cleaned_data["consequence"],
            )

    return _done(request, found, form, act, _("已一次告知。申请人可以在网上签署承诺书，也可以当面签署。"))


def _sign(request: StaffRequest, found: StaffCase, form: Any) -> Answer | None:
    given = {name: form.cleaned_data[name] for name in ("name", "method", "confirmed")}
    given["words"] = request.POST.get("words", "")

    def act() -> None:
        try:
            with traced(found.line.key, "sign_tolerance", by=request.actor):
                scan = _received(request, found, form)
                if not form.errors:
                    services.sign_tolerance(found.line.key, by=request.actor, scan=scan, **given)
        except Refused as refused:
            # Told on this page, which shows the words as they stand now; whoever signs reads them first.
            if refused.code != MOVED_ON:
                raise
            form.add_error(None, str(refused))

    return _done(request, found, form, act, _("承诺书已签署。"))


def _received(request: StaffRequest, found: StaffCase, form: Any) -> services.Upload | None:
    """The scan, its bytes on disk; what is no file that can be kept is told beside its control."""
    file = form.cleaned_data["scan"]
    if not file:
        return None
    try:
        return services.receive_upload(found.line.key, stream=file, name=file.name or "", by=request.actor)
    except (FileRefused, TooManyTries) as refusal:
        form.add_error("scan", str(refusal))
        return None


def _accept(request: StaffRequest, found: StaffCase, form: Any) -> Answer | None:
    def act() -> None:
        with traced(found.line.key, "accept_tolerant", by=request.actor):
            services.accept_tolerant(found.line.key, by=request.actor, expected=form.expected)

    return _done(request, found, form, act, _("已容缺受理。"), "case_papers")


FORMS: dict[str, Callable[[StaffRequest, StaffCase, bool], OnCase]] = {
    "offer": _offer_form,
    "sign": _sign_form,
    "accept": _accept_form,
}
ACTS: dict[str, Callable[[StaffRequest, StaffCase, Any], Answer | None]] = {
    "offer": _offer,
    "sign": _sign,
    "accept": _accept,
}


def _done(
    request: StaffRequest,
    found: StaffCase,
    form: OnCase,
    act: Callable[[], None],
    said: str,
    to: str = "case_tolerance",
) -> Answer | None:
    answer = attempt(request, found, form, act)
    if answer is not None or form.errors:
        return answer
    messages.success(request, said, extra_tags="ok")
    return redirect(f"workbench:{to}", address_of(found))


def _page(found: StaffCase, shown: dict[str, OnCase], act: str, *, wrong: bool) -> dict[str, Any]:
    return {
        "page_title": _("容缺受理：%(item)s") % {"item": found.line.item_name},
        "standing": found,
        "promise": found.tolerance,
        "offer": shown["offer"],
        "sign": shown["sign"],
        "accept": shown["accept"],
        "form": shown.get(act),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def make_up(request: StaffRequest, case: str) -> Answer:
    """What was promised, line by line: taken on paper or uploaded, then handed in together."""
    found = selectors.staff_case(request.actor, case)
    if request.method != "POST":
        found = open_step(request, case, "make_up")[0]
    form = MakeUpForm(request.POST or None, initial={"version": found.line.version})
    if form.is_valid():
        answer = _brought(request, found, form)
        if answer is not None:
            return answer
        found = selectors.staff_case(request.actor, case)
    wrong = bool(form.is_bound and form.errors)
    return {
        "page_title": _("补齐容缺材料：%(item)s") % {"item": found.line.item_name},
        "standing": found,
        "promise": found.tolerance,
        "rows": promised_rows(found.materials, found),
        "form": form,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def promised_rows(given: tuple[MaterialView, ...], found: StaffCase) -> list[MaterialView]:
    """The materials among what was promised."""
    lines = {one.line for one in found.tolerance.items} if found.tolerance else set()
    return [one for one in given if one.line in lines]


def _brought(request: StaffRequest, found: StaffCase, form: MakeUpForm) -> HttpResponseRedirect | None:
    key = found.line.key
    try:
        with traced(key, "make_up", by=request.actor):
            for one in promised_rows(found.materials, found):
                for file in request.FILES.getlist(f"files-{one.line}"):
                    services.add_file(key, line=one.line, stream=file, name=file.name or "", by=request.actor)
                if request.POST.get(f"paper-{one.line}") == "yes":
                    services.receive_paper(key, line=one.line, by=request.actor)
            services.make_up(key, by=request.actor, words=form.cleaned_data["words"])
    except services.FormRefused as refusal:
        for problem in refusal.problems:
            form.add_error(None, problem.sentence)
        return None
    except (Refused, FileRefused, TooManyTries) as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("已经补齐，承办的岗位会收到消息。"), extra_tags="ok")
    return redirect("workbench:case", address_of(found))
