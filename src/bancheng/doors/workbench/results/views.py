"""统一出件: what waits to be collected, and handing it over: print, deliver, who took it, close."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import StaffCase
from bancheng.doors.frame.refusals import traced
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.cases.standing import address_of, attempt
from bancheng.doors.workbench.forms import done, form_page, question, telling
from bancheng.doors.workbench.intake.files import within_our_pages
from bancheng.doors.workbench.lists import number, pager
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.results.forms import CollectForm, DeliverForm, ReissueForm, ReturnForm
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import FileRefused, Kind, open_file
from bancheng.ground.law import Refused
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences import services as printing
from bancheng.registers.licences.types import LicenceDetail

PAGE = "workbench:result"
ENDED = {"signed", "returned"}
NUMBER = re.compile(r"[0-9]{20}[0-9A-Z](?:-[0-9]{2})?", re.ASCII)


def listed(request: StaffRequest) -> Answer:
    """What waits, narrowed by number or name; a whole number, as a scanner types it, opens its page."""
    words = _scanned(request.GET.get("q", "").replace("\x00", "").strip()[:300])
    page = selectors.waiting_for_collection(request.actor, q=words, after=request.GET.get("after", "")[:200])
    if len(page.rows) == 1 and words == page.rows[0].number and not request.htmx:
        return redirect(PAGE, words)
    rows = [(row, pictures.left(row.remaining)) for row in page.rows]
    return {"rows": rows, "words": words, "parts": ("list",), **pager(request, page.next_cursor)}


def _scanned(text: str) -> str:
    """What was typed; of the address behind the code on a receipt, which a scanner types, the number in it."""
    number = NUMBER.search(text) if "/" in text else None
    return number.group(0) if number else text[:60]


def result(request: StaffRequest, case: str) -> dict[str, Any]:
    return _page(request, selectors.staff_case(request.actor, case))


def deliver(request: StaffRequest, case: str) -> Answer:
    """送达: from this moment the applicant has the decision."""
    found = selectors.staff_case(request.actor, case)
    form = DeliverForm(request.POST or None)
    if request.method != "POST":
        return redirect(PAGE, case)
    if form.is_valid():
        method, version = form.cleaned_data["method"], form.expected
        act = lambda: services.deliver(case, by=request.actor, method=method, expected=version)  # noqa: E731
        answer = _carried_out(request, found, form, "deliver", act, _("已送达。"))
        if answer is not None:
            return answer
    return _page(request, found, deliver_form=form)


def print_licence(request: StaffRequest, case: str) -> HttpResponse:
    """One more copy: counted, then shown to be printed. The answer itself is the file, so that none is printed uncounted."""
    found = selectors.staff_case(request.actor, case)
    task = number(request.POST.get("task"))
    mine = next((one for one in _licences(request, found) if one.print_task and one.print_task.id == task), None)
    if request.method != "POST" or mine is None or task is None:
        raise Http404
    file = licences.file(request.actor, mine.card.id)
    try:
        printing.print_copy(task=task, by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect(PAGE, case)
    return within_our_pages(open_file(file.digest), file.name, Kind.PDF)


def reissue(request: StaffRequest, case: str, pk: int) -> Answer:
    """补发: one more copy of a licence whose printed one was lost or spoilt."""
    found = selectors.staff_case(request.actor, case)
    mine = next((one for one in _licences(request, found) if one.print_task and one.print_task.id == pk), None)
    if mine is None:
        raise Http404
    form = ReissueForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            printing.reissue(task=pk, reason=form.cleaned_data["reason"], by=request.actor)
            return done(request, _("已补发，可以再打印一份。"), "result", case)
    title = _("补发：%(name)s") % {"name": mine.card.type_name}
    intro = _("证照本身不变，只多打印一份；原因记入操作日志。先核对领取人的身份。")
    return form_page(form, title=title, submit=_("补发"), cancel=reverse(PAGE, args=[case]), intro=intro)


def collect(request: StaffRequest, case: str) -> Answer:
    """领取登记 (FLW-25): who, when, how, identity checked."""
    found = selectors.staff_case(request.actor, case)
    if request.method != "POST":
        return redirect(PAGE, case)
    form = CollectForm(request.POST)
    if form.is_valid():
        line = found.line
        form.demand_mandate(applicant=line.applicant_name, masked=line.applicant_masked, filer=found.filer_name)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "id_number", "method")}
        # The page that tells who was faster repeats what was typed: it is given a form without the number of the person.
        bare = OnCase(request.POST)
        act = lambda: services.collect(case, by=request.actor, expected=form.expected, **said)  # noqa: E731
        answer = _carried_out(request, found, bare, "collect", act, _("领取已登记。")) if bare.is_valid() else None
        if answer is not None:
            return answer
        form.add_error(None, bare.non_field_errors())
    return _page(request, found, form=form)


def attach_return(request: StaffRequest, case: str) -> Answer:
    """送达回证: the sheet that the receiver signed, scanned and kept beside the decision."""
    found = selectors.staff_case(request.actor, case)
    form = ReturnForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with telling(form, "scan"):
            scan = _scanned_sheet(request, found, form)
            if not form.errors:
                services.attach_return(found.line.key, scan=scan, by=request.actor)
                return done(request, _("送达回证已登记。"), "result", address_of(found))
    title = _("登记送达回证：%(item)s") % {"item": found.line.item_name}
    intro = _("受送达人签收的那一页，扫描或者拍照上传；一份决定登记一次，不能替换。")
    return form_page(form, title=title, submit=_("登记"), cancel=reverse(PAGE, args=[case]), intro=intro)


def _scanned_sheet(request: StaffRequest, found: StaffCase, form: ReturnForm) -> services.Upload | None:
    """The scan, its bytes on disk; what is no file that can be kept is told beside its control."""
    file = form.cleaned_data["scan"]
    if not file:
        return None
    try:
        return services.receive_upload(found.line.key, stream=file, name=file.name or "", by=request.actor)
    except (FileRefused, TooManyTries) as refusal:
        form.add_error("scan", str(refusal))
        return None


def close(request: StaffRequest, case: str) -> Answer:
    found = selectors.staff_case(request.actor, case)
    unclaimed = found.line.state == "delivered" and bool(found.decision and found.decision.licence)
    kept = [_("原件“%(name)s”还没有退还。") % {"name": one.name} for one in found.handed.kept]
    sentence = (
        _("还没有登记领取。现在办结会标明“未登记领取”，监察能看到。")
        if unclaimed
        else _("办结后归档，申请人会收到评价邀请。")
    )
    return question(
        request,
        title=_("办结：%(item)s") % {"item": found.line.item_name},
        sentence=sentence,
        submit=_("确认办结"),
        back=reverse(PAGE, args=[case]),
        act=lambda: services.close(case, by=request.actor),
        said=_("已办结。"),
        lines=kept,
        serious=unclaimed or bool(kept),
    )


def _carried_out(
    request: StaffRequest, found: StaffCase, form: OnCase, verb: str, act: Callable[[], Any], said: str
) -> Answer | None:
    """Back to the page when it is done; who was faster when somebody was; None when the form says what to mend."""
    finished: list[Any] = []

    def traced_act() -> None:
        with traced(found.line.key, verb, by=request.actor):
            finished.append(act())

    answer = attempt(request, found, form, traced_act)
    if answer is not None or not finished:
        return answer
    messages.success(request, said, extra_tags="ok")
    return redirect(PAGE, address_of(found))


def _page(
    request: StaffRequest,
    found: StaffCase,
    *,
    form: CollectForm | None = None,
    deliver_form: DeliverForm | None = None,
) -> dict[str, Any]:
    begun = {"version": found.line.version}
    handed_over = found.line.state in services.HANDED_OVER and found.decision is not None
    wrong = form is not None or deliver_form is not None
    return {
        "page_title": _("出件：%(item)s") % {"item": found.line.item_name},
        "standing": found,
        "verbs": {one.verb: one for one in found.verbs},
        "under_way": any(one.direction == "out" and one.state not in ENDED for one in found.handed.parcels),
        "licences": _licences(request, found),
        "handed_over": handed_over,
        "signed_return": selectors.signed_return(request.actor, found.line.key) if handed_over else None,
        "deliver_form": deliver_form or DeliverForm(initial={**begun, "method": "window"}),
        "form": form or CollectForm(initial=begun),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def _licences(request: StaffRequest, found: StaffCase) -> tuple[LicenceDetail, ...]:
    """The licences that came out of the case, as far as this person may see them."""
    details = []
    for card in licences.of_subject(Subject("cases.case", found.line.key)):
        try:
            details.append(licences.licence(request.actor, card.id))
        except AccessDenied:
            continue
    return tuple(details)
