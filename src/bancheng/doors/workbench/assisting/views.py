"""线上远程协助, the helper's side: take up a code, look at the draft, mark what is to be mended. Nothing here changes the draft."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import FieldView, HelperPage, Hint, MaterialView
from bancheng.doors.workbench.assisting.forms import HintForm, JoinForm
from bancheng.doors.workbench.forms import telling
from bancheng.doors.workbench.lists import LONGEST, number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that can be marked, with what stands there and its mark."""

    at: str
    label: str
    text: str
    fault: str
    hint: Hint | None


def listed(request: StaffRequest) -> Answer:
    """The form for a code, and the assistances of this helper."""
    form = JoinForm(request.POST or None)
    if form.is_valid():
        try:
            with telling(form, "code"):
                return redirect(
                    "workbench:assist-help", services.join_help(form.cleaned_data["code"], by=request.actor)
                )
        except TooManyTries as refusal:
            form.add_error("code", str(refusal))
    wrong = form.is_bound
    return {
        "form": form,
        "rows": selectors.helped_by(request.actor),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def help_(request: StaffRequest, key: str) -> Answer:
    """The draft, read-only; a mark is given on the same page."""
    page = selectors.helper_page(request.actor, key)
    groups = _groups(page)
    places = [(row.at, row.label) for _name, rows in groups for row in rows]
    form = HintForm(
        request.POST if request.POST.get("act") == "hint" else None,
        places=places,
        initial={"at": request.GET.get("at", "")[:LONGEST]},
    )
    if request.method == "POST" and _done(request, key, form):
        return redirect("workbench:assist-help", key)
    wrong = form.is_bound
    return {
        "page_title": _("远程协助：%(item)s") % {"item": page.assistance.item_name},
        "page": page,
        "groups": groups,
        "form": form,
        "errors": wrong,
        "parts": ("draft",),
        "status": 422 if wrong else 200,
    }


def _done(request: StaffRequest, key: str, form: HintForm) -> bool:
    """Do what the button says; False where the form has to be shown again."""
    actor = request.actor
    match request.POST.get("act", ""):
        case "hint":
            if not form.is_valid():
                return False
            part, _sign, place = form.cleaned_data["at"].partition(":")
            with telling(form, "sentence"):
                services.give_hint(key, part=part, place=place, sentence=form.cleaned_data["sentence"], by=actor)
                return True
            return False
        case "drop":
            try:
                services.take_hint_back(key, hint=number(request.POST.get("hint")) or 0, by=actor)
            except Refused as refusal:
                messages.error(request, str(refusal), extra_tags="bad")
        case "end":
            services.end_help(key, by=actor)
            messages.success(request, _("远程协助已结束。"), extra_tags="ok")
        case _:
            raise Http404
    return True


def _groups(page: HelperPage) -> list[tuple[str, list[Row]]]:
    """Questions, each section of the form, materials: with the marks given."""
    hints = {(one.part, one.place): one for one in page.assistance.hints}
    faults = {(one.part, one.key): one.sentence for one in page.problems}

    def row(part: str, place: str, label: str, text: str) -> Row:
        known = (part, place)
        return Row(f"{part}:{place}", label, text, faults.get(known, ""), hints.get(known))

    groups = [(_("情形"), [row("question", one.element, one.label, said) for one, said in page.questions])]
    groups += [
        (one.name, [row("field", view.element.code, view.label, _written(view)) for view in one.fields])
        for one in page.sections
    ]
    groups.append((_("材料"), [row("material", str(one.line), one.name, _given(one)) for one in page.materials]))
    return [(name, rows) for name, rows in groups if rows]


def _written(view: FieldView) -> str:
    return view.text


def _given(one: MaterialView) -> str:
    files = "、".join(file.name for file in one.files)
    return f"{one.given_label}：{files}" if files else one.given_label
