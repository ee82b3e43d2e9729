"""Blank forms and samples of a material (CAT-20): taken in as files of cases are, named in the draft, handed out again."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide import saving
from bancheng.doors.workbench.catalog.guide.materials import SECTION, files_of, row_at
from bancheng.doors.workbench.catalog.guide.sections import table_of
from bancheng.doors.workbench.catalog.guide.surround import conflicted, editable, revision_of
from bancheng.doors.workbench.forms import done, question
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import limits
from bancheng.ground.files import FileMissing, FileRefused, Kind, StoredFile, open_file, serve_headers, store
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import DraftConflict, DraftView

ALLOWED = (Kind.PDF, Kind.OFD, Kind.DOCX, Kind.XLSX, Kind.JPEG, Kind.PNG)
LARGEST = 20 * 1024 * 1024
MOST = 10
UPLOADS_AN_HOUR = 200
KINDS = {"blank", "sample"}


def add(request: StaffRequest, pk: int, index: int) -> Answer:
    """Take in one file for a material and name it in the draft; what is wrong with the file is told above the page."""
    view = editable(request, pk)
    kept = files_of(row_at(table_of(view.body, "materials"), index))
    kind = request.POST.get("kind", "")
    if request.method != "POST" or kind not in KINDS:
        raise Http404
    try:
        stored = _received(request, len(kept))
    except (FileRefused, Refused) as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
        return redirect("workbench:material", pk, index)
    made = {
        "kind": kind,
        "name": stored.name,
        "file": stored.digest,
        "media_type": stored.media_type,
        "size": stored.size,
    }
    others = [one for one in kept if (one.get("kind"), one.get("file")) != (kind, stored.digest)]
    return _kept(request, view, index, [*others, made], _("“%(name)s”已上传。") % {"name": stored.name})


def _received(request: StaffRequest, kept: int) -> StoredFile:
    """The file that was sent, on disk. Raises FileRefused, Refused, TooManyTries."""
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused("guide.no_file", _("请先选择文件，再上传。"))
    if kept >= MOST:
        raise Refused("guide.too_many_files", _("一份材料最多 %(n)s 个文件，请先删去不用的。") % {"n": MOST})
    limits.spend("catalog.upload", request.actor.key, limit=UPLOADS_AN_HOUR, window=timedelta(hours=1))
    return store(sent, name=sent.name or "", limit_bytes=LARGEST, allowed=ALLOWED)


def file(request: StaffRequest, pk: int, index: int, digest: str) -> HttpResponse:
    """One file of a material, as the draft or the version in force names it."""
    view: DraftView = selectors.draft(request.actor, pk)
    one = _attachment(view, index, digest)
    try:
        answer = FileResponse(open_file(one["file"]))
    except FileMissing as missing:
        raise Http404 from missing
    kind = next((kind for kind in ALLOWED if kind.media_type == one.get("media_type")), Kind.TXT)
    for header, value in serve_headers(name=str(one.get("name", "")), kind=kind).items():
        answer.headers[header] = value
    return cast(HttpResponse, answer)  # a page gives back what streams as well


def remove(request: StaffRequest, pk: int, index: int, digest: str) -> Answer:
    """Take a file out of the draft, after a question; versions published keep it."""
    view = editable(request, pk)
    one = _attachment(view, index, digest)
    kept = [row for row in files_of(table_of(view.body, "materials")[index]) if row != one]
    if request.method == "POST" and "confirm" in request.POST:
        return _kept(request, view, index, kept, _("“%(name)s”已删去。") % {"name": one.get("name", "")})
    return question(
        request,
        title=_("删去文件"),
        sentence=_("从草稿里删去“%(name)s”。已经发布的版本不受影响。") % {"name": one.get("name", "")},
        submit=_("确认删去"),
        back=reverse("workbench:material", args=[pk, index]),
        act=lambda: None,
        said="",
    )


def _attachment(view: DraftView, index: int, digest: str) -> dict[str, Any]:
    files = files_of(row_at(table_of(view.body, "materials"), index))
    found = next((one for one in files if one["file"] == digest), None)
    if found is None:
        raise Http404
    return found


def _kept(request: StaffRequest, view: DraftView, index: int, files: list[dict[str, Any]], said: str) -> Answer:
    rows = deepcopy(table_of(view.body, "materials"))
    rows[index].pop("attachments", None)
    rows[index] |= {"attachments": files} if files else {}
    try:
        saving.keep(request.actor, view.item.id, {**view.body, "materials": rows}, revision_of(request))
    except DraftConflict as conflict:
        return conflicted(request, view, conflict, SECTION)
    return done(request, said, "material", view.item.id, index)
