"""One material of a file being made: uploaded, taken on paper, spared by a licence, used again, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import services
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import FileRefused
from bancheng.ground.law import Refused

MOST_COUNTED = 99


def upload(request: StaffRequest, case: str, line: int) -> None:
    """All files that were picked or scanned; the first that is not taken stops, and says so."""
    picked = request.FILES.getlist("files")
    if not picked:
        raise Refused("intake.no_file", _("请先选择文件，再点上传。"))
    for one in picked:
        services.add_file(case, line=line, stream=one, name=one.name or "", by=request.actor)


def paper(request: StaffRequest, case: str, line: int) -> None:
    """With what was counted; a window that counts nothing took what the guide asks for."""
    services.receive_paper(
        case, line=line, by=request.actor, originals=_count(request, "originals"), copies=_count(request, "copies")
    )


def undo(request: StaffRequest, case: str, line: int) -> None:
    services.undo_material(case, line=line, by=request.actor)


def licence(request: StaffRequest, case: str, line: int) -> None:
    services.use_licence(case, line=line, licence=request.POST.get("licence", ""), by=request.actor)


def reuse(request: StaffRequest, case: str, line: int) -> None:
    services.reuse_file(case, line=line, file=request.POST.get("file", ""), by=request.actor)


def remove(request: StaffRequest, case: str, line: int) -> None:
    services.remove_file(case, file=request.POST.get("file", ""), by=request.actor)


def _count(request: StaffRequest, name: str) -> int | None:
    typed = request.POST.get(name, "").strip()
    if not typed:
        return None
    counted = number(typed, most=MOST_COUNTED)
    if counted is None:
        raise Refused("intake.paper_count", _("份数请填 0 到 99 的整数。"))
    return counted


ACTS: dict[str, Callable[[Any, str, int], None]] = {
    "upload": upload,
    "paper": paper,
    "undo": undo,
    "licence": licence,
    "reuse": reuse,
    "remove": remove,
}


def act(request: StaffRequest, case: str, line: int) -> HttpResponseRedirect:
    """Do it, and back to the line on the page of the file."""
    wanted = ACTS.get(request.POST.get("act", ""))
    if request.method != "POST" or wanted is None:
        raise Http404
    try:
        wanted(request, case, line)
    except (Refused, FileRefused, TooManyTries) as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    return HttpResponseRedirect(reverse("workbench:intake-file", args=[case]) + f"?line={line}#m{line}")
