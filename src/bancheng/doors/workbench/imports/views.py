"""Importing a catalogue: upload, look at what it would become, start, watch, read the report row by row."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.forms import telling
from bancheng.doors.workbench.imports.forms import UploadForm
from bancheng.doors.workbench.jobs.views import polled, state_of
from bancheng.doors.workbench.lists import address, number, tabs
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import FORMS, Table
from bancheng.doors.workbench.tables import download as table
from bancheng.ground.access import Subject
from bancheng.ground.files import content_disposition
from bancheng.ground.files.errors import FileRefused
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services

OUTCOMES = {
    "taken": gettext_lazy("已导入"),
    "repaired": gettext_lazy("已修正导入"),
    "warned": gettext_lazy("导入但需核对"),
    "refused": gettext_lazy("未导入"),
    "unchanged": gettext_lazy("无变化"),
}
OF_A_LIST = {
    "taken": gettext_lazy("新增"),
    "changed": gettext_lazy("有变动"),
    "removed": gettext_lazy("清单已取消"),
    "repaired": gettext_lazy("修正后新增"),
    "warned": gettext_lazy("新增但需核对"),
    "refused": gettext_lazy("未导入"),
    "unchanged": gettext_lazy("无变化"),
}
LABELS = {"items": OUTCOMES, "upstream": OF_A_LIST}
ROWS = 100
LEFT = ("行号", "列", "内容")


def listed(request: StaffRequest) -> Answer:
    form = UploadForm(request.POST or None, request.FILES or None, actor=request.actor)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with telling(form, "file"):
                run = services.upload_import(
                    stream=file, file_name=file.name, region=form.cleaned_data["region"], by=request.actor
                )
                return redirect("workbench:import", run.pk)
        except FileRefused as refused:
            form.add_error("file", str(refused))
    wrong = form.is_bound
    return {
        "runs": selectors.import_runs(request.actor),
        "form": form,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def run(request: StaffRequest, pk: int) -> Answer:
    """What stands here depends on how far the run is: the preview, the progress, the report."""
    found = selectors.import_run(request.actor, pk)
    if found.state == "preview":
        return preview(request, pk)
    if request.method == "POST" and request.POST.get("act") == "start":
        return go_on(request, pk)
    return report(request, pk)


def go_on(request: StaffRequest, pk: int) -> HttpResponse:
    """Start a run again that stopped before its end."""
    try:
        services.start_import(run=selectors.import_row(request.actor, pk), by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    return redirect("workbench:import", pk)


def preview(request: StaffRequest, pk: int) -> Answer:
    mapping, problem = _mapping(request), ""
    try:
        shown = selectors.import_preview(request.actor, pk, mapping=mapping)
        if request.method == "POST" and request.POST.get("act") == "start":
            services.start_import(
                run=selectors.import_row(request.actor, pk), mapping=dict(shown.mapping), by=request.actor
            )
            return redirect("workbench:import", pk)
    except Refused as refusal:
        problem, shown = str(refusal), selectors.import_preview(request.actor, pk)
    missing = [shown.fields.get(field, field) for field in shown.missing]
    totals = [(str(label), shown.counts.get(key, 0)) for key, label in OF_A_LIST.items()] if shown.counts else []
    context = {"run": selectors.import_run(request.actor, pk), "preview": shown, "missing": missing, "problem": problem}
    context["totals"] = totals
    return {**context, "page_title": shown.file_name, "errors": bool(problem), "status": 422 if problem else 200}


def report(request: StaffRequest, pk: int) -> Answer:
    labels = LABELS[selectors.import_run(request.actor, pk).kind]
    outcome = request.GET.get("outcome", "") if request.GET.get("outcome", "") in labels else ""
    start = number(request.GET.get("after"), most=2**31) or 0
    shown = selectors.import_report(request.actor, pk, outcome=outcome, from_line=start, size=ROWS)
    job = jobs.jobs(subject=Subject("catalog.import", str(pk))).first()
    state = state_of(request, job) if job else None
    return {
        "page_title": shown.run.file_name,
        "run": shown.run,
        "report": shown,
        "leftover": any(note.code == "column.unused" for note in shown.notes),
        "job": job,
        "state": state,
        "may_start": selectors.may_start_import(request.actor, pk),
        "tabs": tabs(request, "outcome", labels, shown.run.counts),
        "outcomes": [(str(label), shown.run.counts.get(key, 0)) for key, label in labels.items()],
        "next_url": address(request, after=str(shown.next_line)) if shown.next_line else "",
        "first_url": address(request) if start else "",
        "parts": ("progress",),
        **(polled(request, state) if state else {}),
    }


def download(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    run = selectors.import_run(request.actor, pk)
    read = selectors.import_report_csv if form == "csv" else selectors.import_report_xlsx
    answer = HttpResponse(read(request.actor, pk), content_type=FORMS[form])
    answer.headers["Content-Disposition"] = content_disposition(
        f"{run.file_name.rpartition('.')[0]}-{_('导入结果')}.{form}"
    )
    return answer


def leftover(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    """Every filled cell of the columns that were taken for nothing."""
    run = selectors.import_run(request.actor, pk)
    name = f"{run.file_name.rpartition('.')[0]}-{_('没有采用的内容')}"
    return table(Table(name, LEFT, selectors.import_leftover(request.actor, pk)), form)


def _mapping(request: StaffRequest) -> dict[str, str] | None:
    """Column number → field, as chosen; None while nothing was chosen and the guess stands."""
    prefix = "column-"
    chosen = {
        name.removeprefix(prefix): value for name, value in request.POST.dict().items() if name.startswith(prefix)
    }
    return (
        {column: field for column, field in chosen.items() if field and number(column) is not None} if chosen else None
    )
