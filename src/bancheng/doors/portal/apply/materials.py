"""材料: the list with what is spared and why, and one page a material to upload, take back, or use what one has already."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import DraftView, FileView, MaterialView
from bancheng.doors.frame import kept
from bancheng.doors.frame.presentation import MaterialLine, line
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.courses import Filled, Papers, address, course_of
from bancheng.doors.portal.apply.drafts import LONGEST_KEY, CitizenRequest, Page, context, fresh, on_draft
from bancheng.doors.portal.site.ways import applicant, stored
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.files import IMAGES, FileMissing, FileRefused, Kind, open_file, readable_size
from bancheng.ground.law import Refused
from bancheng.registers.catalog.types import NECESSITIES

LONGEST_ID = 200
BY_GUIDE = {"licence", "sharing"}
PICTURES = {kind.value for kind in IMAGES}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One uploaded file as the page shows it; `picture`: it can stand as its own thumbnail; what was submitted stays."""

    file: FileView
    url: str
    size: str
    picture: bool
    removable: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One material with where it is dealt with."""

    view: MaterialView
    url: str
    files: tuple[FileLine, ...]
    necessity: str
    demands: MaterialLine
    users: tuple[str, ...] = ()
    """What it is handed in for, where it is for more than the item itself."""

    @property
    def given(self) -> bool:
        return bool(self.files or self.view.licence) or self.view.given == "paper"

    @property
    def spared(self) -> bool:
        """Nothing to hand in by the guide or by what a register proved; not: because one's own e-licence was given for it."""
        return self.view.spared and (not self.view.licence or self.view.material.exempt in BY_GUIDE)


def lines(draft: Papers, views: Iterable[MaterialView] | None = None) -> tuple[Line, ...]:
    """The materials of a draft (or some of them) with addresses and files."""
    return tuple(line_of(draft, view, None) for view in (draft.materials if views is None else views))


def sorted_lines(draft: Filled) -> dict[str, Any]:
    """The list: what is still missing first, then what is there, what may come later, what is spared."""
    all_lines = lines(draft)
    asked = [one for one in all_lines if not one.spared]
    return {
        "missing": [one for one in asked if one.view.missing],
        "given": [one for one in asked if one.given],
        "may_come": [one for one in asked if not one.view.missing and not one.given],
        "spared": [one for one in all_lines if one.spared],
        "next_url": steps.onward(draft, steps.MATERIALS),
        "back_url": steps.before(draft, steps.MATERIALS),
        "place": steps.place(draft, steps.MATERIALS),
    }


@on_draft(together="materials")
def materials(request: CitizenRequest, draft: DraftView) -> Page:
    if draft.question is not None:
        return redirect(steps.question_url(draft))
    offered = selectors.draft_commitment(request.actor, draft.key) if draft.document.commitment else None
    return context(draft, _("交材料")) | sorted_lines(draft) | {"commitments": [(draft.key, "", offered)]}


@on_draft(supplement=True)
def material(request: CitizenRequest, draft: DraftView, number: int) -> Page:
    view = next((one for one in draft.materials if one.line == number), None)
    if view is None or (draft.state != "draft" and not view.gap):
        raise Http404
    if request.method != "POST":
        lost = kept.take(request) is not None
        return _shown(request, draft, view, lost=lost)
    return acted(request, draft, view, _shown)


def acted(request: CitizenRequest, draft: Papers, view: MaterialView, shown: Callable[..., dict[str, Any]]) -> Page:
    """Do what the button says, then the page of the material again, with what went wrong if anything did."""
    problems = _act(request, draft, view)
    if not problems:
        return redirect(address(draft, "material", course_of(draft).paper(view)))
    now = fresh(request, draft)
    again = (one for one in now.materials if course_of(now).paper(one) == course_of(draft).paper(view))
    return shown(request, now, next(again, view), problems=problems)


def file(request: CitizenRequest, case: str, file_key: str) -> HttpResponse:
    """A file of one's own application; pictures and PDF are shown, all else is saved."""
    found = selectors.own_file(applicant(request), case[:LONGEST_KEY], file_key[:LONGEST_KEY])
    try:
        stream = open_file(found.digest)
    except FileMissing as missing:
        raise Refused("cases.file_missing", str(missing)) from missing
    return stored(stream, found.name, Kind(found.kind))


def _act(request: CitizenRequest, draft: Papers, view: MaterialView) -> list[str]:
    """Do what the button says; the sentences of what went wrong."""
    given, actor, course = request.POST, request.actor, course_of(draft)
    chosen = given.get("which", "")[:LONGEST_ID]
    chosen = chosen if chosen.isprintable() else ""
    try:
        match given.get("act", ""):
            case "remove":
                course.remove_file(draft, view, chosen, actor)
                messages.info(request, _("文件已删除。"), extra_tags="ok")
            case "licence":
                course.use_licence(draft, view, chosen, actor)
                messages.info(request, _("已用您的电子证照，不用再上传。"), extra_tags="ok")
            case "reuse":
                course.reuse_file(draft, view, chosen, actor)
                messages.info(request, _("已沿用您以前交过的文件。"), extra_tags="ok")
            case "undo":
                course.undo_material(draft, view, actor)
            case _:
                return _upload(request, draft, view)
    except (FileRefused, Refused) as refused:
        return [str(refused)]
    return []


def _upload(request: CitizenRequest, draft: Papers, view: MaterialView) -> list[str]:
    """Take in what can be taken; each file that cannot is named with the reason."""
    sent = request.FILES.getlist("files")
    if not sent:
        return [_("请先选择文件，再上传。")]
    problems, taken = [], 0
    for one in sent:
        try:
            course_of(draft).add_file(draft, view, one, one.name or "", request.actor)
            taken += 1
        except (FileRefused, Refused, TooManyTries) as refused:
            problems.append(_("“%(name)s”没有上传：%(reason)s") % {"name": one.name, "reason": refused})
    if taken:
        messages.info(request, _("已上传 %(n)s 个文件。") % {"n": taken}, extra_tags="ok")
    return problems


def line_of(draft: Papers, view: MaterialView, submitted: datetime | None) -> Line:
    """One material; `submitted`: what was handed in before that moment stays."""
    course = course_of(draft)
    case = course.holder(draft, view)
    return Line(
        view=view,
        url=address(draft, "material", course.paper(view)),
        files=tuple(_file_line(case, one, submitted) for one in view.files),
        necessity=_necessity(view),
        demands=line(view.line, view.material),
        users=course.users(draft, view),
    )


def _necessity(view: MaterialView) -> str:
    if view.required or view.material.necessity != "required":
        return NECESSITIES[view.material.necessity]
    return _("按情形")


def _file_line(case: str, one: FileView, submitted: datetime | None) -> FileLine:
    url = reverse("portal:application-file", args=[case, one.key])
    removable = submitted is None or one.uploaded_at > submitted
    return FileLine(one, url, readable_size(one.size), one.kind in PICTURES, removable)


def _shown(
    request: CitizenRequest, draft: DraftView, view: MaterialView, *, problems: Iterable[str] = (), lost: bool = False
) -> dict[str, Any]:
    supplementing = draft.state != "draft"
    submitted = selectors.own_case(request.actor, draft.key).line.submitted_at if supplementing else None
    leads_to = "portal:application-supplement" if supplementing else "portal:application-materials"
    page = material_page(draft, line_of(draft, view, submitted), problems=problems, lost=lost)
    return page | {"supplementing": supplementing, "list_url": reverse(leads_to, args=[draft.key])}


def material_page(draft: Papers, one: Line, *, problems: Iterable[str] = (), lost: bool = False) -> dict[str, Any]:
    """What the page of a material shows."""
    told = tuple(problems)
    return context(draft, one.view.name) | {
        "line": one,
        "problems": told,
        "errors": bool(told),
        "lost": lost,
        "status": 422 if told else 200,
    }
