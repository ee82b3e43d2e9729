"""目录交换: whole catalogues out and in, and the sheets of the national exchange; each a job with its notes and its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import telling
from bancheng.doors.workbench.interchange.forms import ArchiveForm, ExportForm
from bancheng.doors.workbench.jobs.views import polled, state_of
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import Subject, may
from bancheng.ground.files import FileMissing, content_disposition
from bancheng.ground.files.errors import FileRefused
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services

SHOWN = 200
HEADS = ("原因代码", "位置", "说明")


def listed(request: StaffRequest) -> Answer:
    act = request.POST.get("act", "")
    posted = request.POST if request.method == "POST" else None
    out = ExportForm(posted if act == "export" else None, actor=request.actor)
    taken = ArchiveForm(posted if act == "upload" else None, request.FILES if act == "upload" else None)
    led = _export(request, out) if out.is_bound else _upload(request, taken) if taken.is_bound else None
    if led is not None:
        return led
    wrong = out.is_bound or taken.is_bound
    return {
        "runs": selectors.interchanges(request.actor),
        "out": out,
        "taken": taken,
        "may_take": may(request.actor, "catalog.publish").allowed,
        "form": taken if taken.is_bound else out,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def run(request: StaffRequest, pk: int) -> Answer:
    found = selectors.interchange(request.actor, pk)
    if request.method == "POST":
        return _start(request, pk)
    job = jobs.jobs(subject=Subject("catalog.interchange", str(pk))).first()
    state = state_of(request, job) if job else None
    moving = bool(state and state.moving)
    return {
        "page_title": found.file_name or found.kind_label,
        "run": found,
        "notes": found.notes[:SHOWN],
        "more_notes": max(0, len(found.notes) + found.cut - SHOWN),
        "job": job,
        "state": state,
        "may_start": found.kind == "import" and found.state in {"waiting", "failed"} and not moving,
        "parts": ("progress",),
        **(polled(request, state) if state else {}),
    }


def file(request: StaffRequest, pk: int) -> HttpResponse:
    found = selectors.interchange(request.actor, pk)
    try:
        stream = selectors.interchange_file(request.actor, pk)
    except FileMissing as error:
        raise Http404 from error
    answer: Any = FileResponse(stream, content_type="application/zip")
    answer.headers["Content-Disposition"] = content_disposition(found.file_name or f"{pk}.zip")
    return answer  # type: ignore[no-any-return]


def notes(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    found = selectors.interchange(request.actor, pk)
    return download(Table(_("交换说明"), HEADS, _lines(found.notes)), form)


def _lines(rows: Any) -> Iterator[tuple[Any, ...]]:
    return ((row.code, row.where, row.sentence) for row in rows)


def _export(request: StaffRequest, form: ExportForm) -> HttpResponse | None:
    if form.is_valid():
        verb = services.export_national if form.cleaned_data["shape"] == "national" else services.export_catalogue
        with telling(form, "region"):
            return redirect("workbench:interchange", verb(region=form.cleaned_data["region"], by=request.actor).pk)
    return None


def _upload(request: StaffRequest, form: ArchiveForm) -> HttpResponse | None:
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            with telling(form, "file"):
                made = services.upload_archive(stream=given, file_name=given.name, by=request.actor)
                return redirect("workbench:interchange", made.pk)
        except FileRefused as refused:
            form.add_error("file", str(refused))
    return None


def _start(request: StaffRequest, pk: int) -> HttpResponse:
    try:
        services.import_archive(run=selectors.interchange_row(request.actor, pk), by=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    return redirect("workbench:interchange", pk)
